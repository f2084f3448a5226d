package org.samdeblur.training.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Progress;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.Tensor;
import org.samdeblur.evaluation.data.ImagePair;
import org.samdeblur.evaluation.data.PairFolders;
import org.samdeblur.evaluation.data.PairedImages;
import org.samdeblur.evaluation.data.Unpaired;

/**
 * Patches of pairs of a blurred and a sharp image, with masks if there are any. Caches images in up to a quarter of
 * the heap.
 *
 * <p>Safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class PairedSamples implements SampleSource {
    private static final String MASKS = "grouped_masks";

    private final List<ImagePair> pairs;
    private final KeptExamples examples;

    private PairedSamples(List<ImagePair> pairs) {
        this.pairs = pairs;
        this.examples = new KeptExamples(number -> read(pairs.get(number)));
    }

    /**
     * Makes patches of pairs.
     *
     * @param images the pairs; those without masks have empty mask sets
     * @return their patches; no image has been read yet
     * @throws SamDeblurException if there are no pairs, or an input has no target
     */
    public static PairedSamples of(PairedImages images) {
        if (!images.unpaired().isEmpty()) {
            Unpaired first = images.unpaired().get(0);
            throw new SamDeblurException(
                    first.problem() + others(images.unpaired().size() - 1));
        }
        if (images.pairs().isEmpty()) {
            throw new SamDeblurException("there are no pairs in " + images.inputs());
        }
        return new PairedSamples(images.pairs());
    }

    private static String others(int count) {
        return count == 0 ? "" : " (and " + count + " more inputs have no target)";
    }

    /**
     * Makes patches of a data set in the published layout: the subfolders {@code input}, {@code target} and {@code
     * grouped_masks}, in the folder itself or in its {@code train}.
     *
     * @param folder the data set
     * @return the patches, with empty mask sets if there is no {@code grouped_masks}; no image has been read yet
     * @throws SamDeblurException if there are no such folders, or an input lacks its target or masks
     */
    public static PairedSamples in(Path folder) {
        PairFolders folders = foldersOf(folder);
        Path masks = masksOf(folders);
        if (!Files.isDirectory(masks)) {
            return withoutMasksOf(folders);
        }
        PairedSamples samples = of(PairedImages.of(nameOf(folders), folders.input(), folders.target(), masks));
        samples.requireMasks(masks);
        return samples;
    }

    /**
     * Makes patches of a data set in the published layout. First computes the masks that are missing in {@code
     * grouped_masks}.
     *
     * @param folder the data set
     * @param missing computes masks
     * @param progress receives the number of masks made
     * @return the patches
     * @throws SamDeblurException if there are no such folders, an input lacks its target, or masks cannot be computed
     * @throws org.samdeblur.api.CancelledException if {@code progress} cancels the work; masks made until then stay
     */
    public static PairedSamples in(Path folder, MissingMasks missing, Progress progress) {
        PairFolders folders = foldersOf(folder);
        missing.complete(folders.input(), masksOf(folders), progress);
        return in(folders.parent());
    }

    /**
     * Makes patches of a data set in the published layout, ignoring its masks.
     *
     * @param folder the data set
     * @return the patches, with empty mask sets
     * @throws SamDeblurException if there are no such folders, or an input lacks its target
     */
    public static PairedSamples withoutMasks(Path folder) {
        return withoutMasksOf(foldersOf(folder));
    }

    private static PairedSamples withoutMasksOf(PairFolders folders) {
        return of(PairedImages.of(nameOf(folders), folders.input(), folders.target()));
    }

    /**
     * Fails if masks are missing. Otherwise the network would be trained on such an image with an empty mask set,
     * unnoticed.
     */
    private void requireMasks(Path folder) {
        for (ImagePair pair : pairs) {
            if (pair.masks().isEmpty()) {
                throw new SamDeblurException(
                        "no masks of " + pair.input() + ": there is no " + pair.name() + ".* in " + folder);
            }
        }
    }

    private static PairFolders foldersOf(Path dataSet) {
        return PairFolders.of(dataSet, "train");
    }

    private static Path masksOf(PairFolders folders) {
        return folders.parent().resolve(MASKS);
    }

    private static String nameOf(PairFolders folders) {
        return PairedImages.nameOf(folders.parent());
    }

    private static Example read(ImagePair pair) {
        ImagePair.Images images = pair.read();
        return new Example(
                pair.input(),
                images.input(),
                images.target(),
                TrainingMasks.read(pair.masks(), pair.input(), images.input()));
    }

    @Override
    public int size() {
        return pairs.size();
    }

    @Override
    public void requireRoomFor(int side) {
        for (ImagePair pair : pairs) {
            Example.requireRoom(pair.input(), sizeOf(pair), side);
        }
    }

    @Override
    public void requireRoomForSsim() {
        for (ImagePair pair : pairs) {
            Example.requireRoomForSsim(pair.input(), sizeOf(pair));
        }
    }

    /**
     * Headers may differ if one image is rotated by its EXIF orientation. Reading both images gives their sizes, or an
     * error.
     */
    private static ImageSize sizeOf(ImagePair pair) {
        Optional<ImageSize> input = ImageHeader.size(pair.input());
        return input.isPresent() && input.equals(ImageHeader.size(pair.target()))
                ? input.get()
                : pair.read().input().size();
    }

    @Override
    public Sample sample(int image, int side, long seed) {
        Example example = examples.get(image);
        example.requireRoomFor(side);
        Patch patch = Patch.draw(example.target().size(), side, new SplittableRandom(seed));
        return new Sample(cut(example.input(), patch), cut(example.target(), patch), cut(example.masks(), patch));
    }

    @Override
    public Sample whole(int image, long seed) {
        Example example = examples.get(image);
        return new Sample(example.input().toTensor(), example.target().toTensor(), example.masks());
    }

    private static Tensor cut(Image image, Patch patch) {
        return patch.orientation().apply(image.toTensor(patch.box()));
    }

    private static MaskSet cut(MaskSet masks, Patch patch) {
        return patch.orientation().apply(MaskParts.cut(masks, patch.box()));
    }
}
