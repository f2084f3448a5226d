package org.samdeblur.networks.sam.automatic;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.samdeblur.api.AutomaticMaskSettings;
import org.samdeblur.api.AutomaticMaskSettings.PointGrid.Point;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.sam.pixels.MaskFrame;
import org.samdeblur.networks.sam.run.DecodedMask;
import org.samdeblur.networks.sam.run.EmbeddedImage;
import org.samdeblur.networks.sam.run.MaskChoice;
import org.samdeblur.networks.sam.run.PromptBatch;

/** The search for masks in one crop. */
final class CropSearch {
    private final AutomaticMaskSettings settings;
    private final ImageSize image;
    private final Crop crop;
    private final EmbeddedImage embedded;
    private final MaskUpsampler upsampler;
    private final List<Candidate> found = new ArrayList<>();

    CropSearch(AutomaticMaskSettings settings, ImageSize image, Crop crop, EmbeddedImage embedded) {
        this.settings = settings;
        this.image = image;
        this.crop = crop;
        this.embedded = embedded;
        this.upsampler = new MaskUpsampler(embedded.frame(), settings.stabilityScoreOffset());
    }

    /**
     * Prompts with every point that the queue gives out.
     *
     * @param points the points, told of what is found
     * @param report hears after every batch how many points are done
     * @return the masks that passed the filters and are no duplicates, the best first
     */
    List<Candidate> run(PointQueue points, IntConsumer report) {
        float iouAbove = settings.predIouThresh() > 0 ? (float) settings.predIouThresh() : Float.NEGATIVE_INFINITY;
        while (!points.isEmpty()) {
            List<Point> batch = points.next();
            if (!batch.isEmpty()) {
                embedded.decode(
                        prompts(batch),
                        MaskChoice.SEVERAL,
                        iouAbove,
                        mask -> examine(mask, batch.get(mask.prompt())).ifPresent(candidate -> {
                            found.add(candidate);
                            points.found(candidate);
                        }));
            }
            report.accept(points.done());
        }
        return BoxSuppression.keepBest(found, Candidate::corners, Candidate::predictedIou, settings.boxNmsThresh());
    }

    /** Every point is a prompt of its own, ended by the point that is none. */
    private PromptBatch prompts(List<Point> points) {
        MaskFrame frame = embedded.frame();
        Tensor coordinates = Tensor.create(
                buffer -> points.forEach(point -> put(
                        buffer,
                        frame.toInputX(point.x() * crop.box().width()),
                        frame.toInputY(point.y() * crop.box().height()))),
                points.size(),
                2,
                2);
        Tensor labels =
                Tensor.create(buffer -> points.forEach(point -> buffer.put(1).put(-1)), points.size(), 2);
        return new PromptBatch(coordinates, labels, Optional.empty());
    }

    private static void put(FloatBuffer buffer, float x, float y) {
        buffer.put(x).put(y).put(0).put(0);
    }

    /** Lets a mask pass the filters, the cheap ones first: only what passes them is written out as runs. */
    private Optional<Candidate> examine(DecodedMask mask, Point point) {
        upsampler.load(mask.logits());
        MaskExtent extent = upsampler.extent();
        Corners corners = extent.box().shifted(crop.box().x(), crop.box().y());
        if (!isStable(extent) || corners.isCutBy(crop.box(), image.width(), image.height())) {
            return Optional.empty();
        }
        return Optional.of(new Candidate(
                upsampler.runs(crop.box(), image),
                corners,
                mask.predictedIou(),
                extent.stability(),
                point.x() * crop.box().width() + crop.box().x(),
                point.y() * crop.box().height() + crop.box().y(),
                crop));
    }

    private boolean isStable(MaskExtent extent) {
        return settings.stabilityScoreThresh() == 0 || extent.stability() >= (float) settings.stabilityScoreThresh();
    }
}
