package org.samdeblur.training.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.samdeblur.api.Box;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.evaluation.blur.BlurSettings;
import org.samdeblur.evaluation.blur.MotionBlur;
import org.samdeblur.evaluation.data.IgnoredFiles;
import org.samdeblur.evaluation.data.NamedFiles;

/**
 * Patches of sharp images, blurred synthetically and rounded to 8 bits. A patch is blurred with the pixels around it,
 * so that its edges are like the rest. Patches are enlarged or reduced after blurring; reduced ones are always blurred
 * in linear light. Whole images keep their size. The masks of the sharp image determine which objects can move, and are
 * the masks of the patch.
 *
 * <p>Caches images in up to a quarter of the heap. Safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class SharpSamples implements SampleSource {
    private final List<SharpFile> files;
    private final KeptExamples examples;
    private final MotionBlur blur;
    private final MotionBlur blurOfPhotographs;
    private final Scales scales;

    private SharpSamples(List<SharpFile> files, BlurSettings blur, Scales scales) {
        this.files = files;
        this.examples = new KeptExamples(number -> files.get(number).read());
        this.blur = new MotionBlur(blur);
        this.blurOfPhotographs = new MotionBlur(blur.inLinearLight());
        this.scales = scales;
    }

    /**
     * Makes patches of the images in a folder and its subfolders.
     *
     * @param images the folder of images
     * @param masks a folder with masks of every image, with the same subfolders, such as {@link MissingMasks} makes
     * @param blur the blur; lengths are in pixels of the original images
     * @param scales the factors by which images are enlarged or reduced
     * @return the patches; no image has been read yet
     * @throws SamDeblurException if there is no image, or an image has no masks or two files of masks
     */
    public static SharpSamples in(Path images, Path masks, BlurSettings blur, Scales scales) {
        return in(images, Optional.of(NamedFiles.masks(masks)), blur, scales);
    }

    /**
     * Makes patches without masks of the images in a folder and its subfolders. No object moves on its own.
     *
     * @param images the folder of images
     * @param blur the blur; lengths are in pixels of the original images
     * @param scales the factors by which images are enlarged or reduced
     * @return the patches; no image has been read yet
     * @throws SamDeblurException if there is no image
     */
    public static SharpSamples in(Path images, BlurSettings blur, Scales scales) {
        return in(images, Optional.empty(), blur, scales);
    }

    private static SharpSamples in(Path images, Optional<NamedFiles> maskFiles, BlurSettings blur, Scales scales) {
        NamedFiles files = NamedFiles.images(images);
        if (files.names().isEmpty()) {
            throw new SamDeblurException(IgnoredFiles.noImages(files));
        }
        List<SharpFile> found = files.names().stream()
                .map(name -> new SharpFile(files.file(name), maskFiles.map(some -> some.file(name))))
                .toList();
        return new SharpSamples(found, blur, scales);
    }

    private record SharpFile(Path image, Optional<Path> masks) {
        Example read() {
            Image sharp = Image.read(image);
            return new Example(image, sharp, sharp, TrainingMasks.read(masks, image, sharp));
        }
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public void requireRoomFor(int side) {
        for (SharpFile file : files) {
            ImageHeader.size(file.image())
                    .ifPresent(size -> requireRoom(file.image(), size, side, scales.largestSquare(side)));
        }
    }

    @Override
    public void requireRoomForSsim() {
        for (SharpFile file : files) {
            ImageHeader.size(file.image()).ifPresent(size -> Example.requireRoomForSsim(file.image(), size));
        }
    }

    private static void requireRoom(Path file, ImageSize image, int side, int taken) {
        if (taken > side && !Example.hasRoom(image, taken)) {
            throw new SamDeblurException(String.format(
                    "%s has %s pixels, less than the %d×%d that are reduced to a patch of %d×%d; reduce less, take"
                            + " smaller patches, or leave it out",
                    file, image, taken, taken, side, side));
        }
        Example.requireRoom(file, image, taken);
    }

    @Override
    public Sample sample(int image, int side, long seed) {
        Example example = examples.get(image);
        SplittableRandom random = new SplittableRandom(seed);
        double scale = scales.draw(random);
        int taken = Scales.square(side, scale);
        requireRoom(example.file(), example.target().size(), side, taken);
        Patch patch = Patch.draw(example.target().size(), taken, random);
        Box surroundings = patch.surroundings(blur.reach(), example.target().size());
        Box inner = patch.within(surroundings);
        MaskSet objects = MaskParts.cut(example.masks(), surroundings);
        Image sharp = Image.of(example.target().toTensor(surroundings));
        MotionBlur motion = scale < 1 ? blurOfPhotographs : blur;
        Image blurred = motion.blur(sharp, objects, random.nextLong());
        ImageSize square = new ImageSize(side, side);
        Orientation orientation = patch.orientation();
        return new Sample(
                orientation.apply(Scaling.of(blurred, inner, square).toTensor()),
                orientation.apply(Scaling.of(sharp, inner, square).toTensor()),
                orientation.apply(Scaling.of(MaskParts.cut(objects, inner), square)));
    }

    @Override
    public Sample whole(int image, long seed) {
        Example example = examples.get(image);
        Image blurred = blur.blur(example.target(), example.masks(), seed);
        return new Sample(blurred.toTensor(), example.target().toTensor(), example.masks());
    }
}
