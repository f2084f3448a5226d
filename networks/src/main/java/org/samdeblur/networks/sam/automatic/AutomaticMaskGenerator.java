package org.samdeblur.networks.sam.automatic;

import java.util.ArrayList;
import java.util.List;
import org.samdeblur.api.AutomaticMaskSettings;
import org.samdeblur.api.AutomaticMaskSettings.CoveredPoints;
import org.samdeblur.api.AutomaticMaskSettings.PointGrid;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Progress;
import org.samdeblur.api.Stage;

/**
 * Finds all masks of an image by prompting with grids of points, as the automatic mask generators of Segment Anything (Kirillov
 * et al., ICCV 2023, section 5 and appendix B) and SAM 2 do: the same masks in the same order. Where no mask survives, an empty set
 * comes back; the published code fails there, that of SAM only if there are crops. Small regions are removed as with SAM for either
 * network; SAM 2's published generator removes them in the decoder's logits, and only on a GPU.
 *
 * <p>With {@link CoveredPoints#SKIP}, points inside masks found before in the same crop are passed over, if the mask is no
 * larger than an eighth of the crop; prompts then are far apart at first and go out in batches of at most sixteen.
 *
 * <p>Immutable; may be used by multiple threads at once.
 */
public final class AutomaticMaskGenerator {
    private final AutomaticMaskSettings settings;

    /**
     * Makes a generator.
     *
     * @param settings how to find masks
     */
    public AutomaticMaskGenerator(AutomaticMaskSettings settings) {
        this.settings = settings;
    }

    /**
     * Finds the masks of an image.
     *
     * @param image its size
     * @param embedder shows the image and its crops to the network, one after the other
     * @param progress receives {@link Stage#SEGMENT} after every batch, in points over all crops
     * @return the masks with their details, those with the highest predicted intersection over union first, but with crops those
     *     of the smallest crops before all others, and with a least area of regions those that needed no change first of all
     * @throws org.samdeblur.api.CancelledException if the progress ends the work
     * @throws IllegalArgumentException if the settings ask for more layers of crops than the image has pixels for
     */
    public MaskSet generate(ImageSize image, CropEmbedder embedder, Progress progress) {
        List<Crop> crops = Crop.layout(image, settings.cropNLayers(), settings.cropOverlapRatio());
        List<Candidate> found = search(image, crops, embedder, progress);
        if (crops.size() > 1) {
            found = BoxSuppression.keepBest(
                    found, Candidate::corners, candidate -> candidate.crop().preference(), settings.cropNmsThresh());
        }
        List<Mask> masks =
                found.stream().map(candidate -> candidate.toMask(image)).toList();
        return MaskSet.of(image, settings.minMaskRegionArea() > 0 ? tidied(masks) : masks);
    }

    private List<Candidate> search(ImageSize image, List<Crop> crops, CropEmbedder embedder, Progress progress) {
        long total = crops.stream()
                .mapToLong(crop -> grid(crop.layer()).points().size())
                .sum();
        progress.step(Stage.SEGMENT, 0, total);
        List<Candidate> found = new ArrayList<>();
        long done = 0;
        for (Crop crop : crops) {
            PointGrid grid = grid(crop.layer());
            long before = done;
            found.addAll(new CropSearch(
                            settings, image, crop, embedder.embed(crop.box()).withoutPadding())
                    .run(queue(grid, crop, image), inCrop -> progress.step(Stage.SEGMENT, before + inCrop, total)));
            done += grid.points().size();
        }
        return found;
    }

    private PointGrid grid(int layer) {
        return settings.pointGrids()
                .map(grids -> grids.get(layer))
                .orElseGet(() -> PointGrid.regular(
                        (int) (settings.pointsPerSide() / Math.pow(settings.cropNPointsDownscaleFactor(), layer))));
    }

    private PointQueue queue(PointGrid grid, Crop crop, ImageSize image) {
        return switch (settings.coveredPoints()) {
            case PROMPT -> new AllPoints(grid.points(), settings.pointsPerBatch());
            case SKIP -> new UncoveredPoints(grid.points(), settings.pointsPerBatch(), crop.box(), image.width());
        };
    }

    /** Removes small regions, and what duplicates that makes, in favour of masks that needed no change. */
    private List<Mask> tidied(List<Mask> masks) {
        SmallRegions regions = new SmallRegions(settings.minMaskRegionArea());
        List<SmallRegions.Cleaned> cleaned = masks.stream().map(regions::clean).toList();
        return BoxSuppression.keepBest(
                        cleaned,
                        mask -> Corners.around(mask.mask().boundingBox()),
                        mask -> mask.changed() ? 0 : 1,
                        Math.max(settings.boxNmsThresh(), settings.cropNmsThresh()))
                .stream()
                .map(SmallRegions.Cleaned::mask)
                .toList();
    }
}
