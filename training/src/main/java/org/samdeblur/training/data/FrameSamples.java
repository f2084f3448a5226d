package org.samdeblur.training.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.samdeblur.api.Box;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.Tensor;
import org.samdeblur.evaluation.blur.Exposure;
import org.samdeblur.evaluation.blur.FrameAverage;
import org.samdeblur.evaluation.data.IgnoredFiles;
import org.samdeblur.evaluation.data.NamedFiles;

/**
 * Patches of consecutive sharp frames of a fast camera, made as GoPro and REDS were: the blurred patch is the mean of
 * an odd number of frames, rounded to 8 bits, and the sharp patch is the middle frame. The exposure determines
 * whether stored values or light are averaged; reduced patches always average light. Its noise and saturation are not
 * used, because the frames have their own.
 *
 * <p>Each folder that contains frames is one film. The names of its frames determine their order. Near the ends of a
 * film, where a window would not fit, a frame closer to the middle is used.
 *
 * <p>Caches images in up to a quarter of the heap. Safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class FrameSamples implements SampleSource {
    private final List<Frame> frames;
    private final KeptExamples examples;
    private final FrameWindows windows;
    private final double linearLight;
    private final FrameAverage average;

    private FrameSamples(List<Frame> frames, FrameWindows windows, Exposure exposure) {
        this.frames = frames;
        this.examples = new KeptExamples(number -> frames.get(number).read());
        this.windows = windows;
        this.linearLight = exposure.linearLight();
        this.average = new FrameAverage(exposure.response());
    }

    /**
     * Makes patches of the frames in a folder and its subfolders.
     *
     * @param folder the folder of frames, or of folders of frames
     * @param masks a folder with masks of every frame, with the same subfolders, such as {@link MissingMasks} makes
     * @param windows the number of frames averaged, and the share of reduced patches
     * @param exposure the share of patches in which light is averaged, and the tone curve
     * @return the patches; no image has been read yet
     * @throws SamDeblurException if there is no image, a film has fewer frames than the longest window, or a frame has no masks or
     *     two files of masks
     */
    public static FrameSamples in(Path folder, Path masks, FrameWindows windows, Exposure exposure) {
        return in(folder, Optional.of(NamedFiles.masks(masks)), windows, exposure);
    }

    /**
     * Makes patches without masks of the frames in a folder and its subfolders.
     *
     * @param folder the folder of frames, or of folders of frames
     * @param windows the number of frames averaged, and the share of reduced patches
     * @param exposure the share of patches in which light is averaged, and the tone curve
     * @return the patches; no image has been read yet
     * @throws SamDeblurException if there is no image, or a film has fewer frames than the longest window
     */
    public static FrameSamples in(Path folder, FrameWindows windows, Exposure exposure) {
        return in(folder, Optional.empty(), windows, exposure);
    }

    private static FrameSamples in(
            Path folder, Optional<NamedFiles> maskFiles, FrameWindows windows, Exposure exposure) {
        NamedFiles files = NamedFiles.images(folder);
        if (files.names().isEmpty()) {
            throw new SamDeblurException(IgnoredFiles.noImages(files));
        }
        Map<Path, List<String>> films = new TreeMap<>();
        files.names()
                .forEach(name -> films.computeIfAbsent(files.file(name).getParent(), film -> new ArrayList<>())
                        .add(name));
        List<Frame> frames = new ArrayList<>();
        films.forEach((film, names) -> {
            if (names.size() < windows.longest()) {
                throw new SamDeblurException(film + " holds " + names.size() + " frames, fewer than the "
                        + windows.longest() + " of the longest window");
            }
            int first = frames.size();
            int last = first + names.size() - 1;
            names.forEach(name ->
                    frames.add(new Frame(files.file(name), maskFiles.map(some -> some.file(name)), first, last)));
        });
        return new FrameSamples(List.copyOf(frames), windows, exposure);
    }

    /** A frame, and the numbers of the first and the last frame of its film. */
    private record Frame(Path image, Optional<Path> masks, int first, int last) {
        Example read() {
            Image sharp = Image.read(image);
            return new Example(image, sharp, sharp, TrainingMasks.read(masks, image, sharp));
        }

        /** Returns the nearest frame number that has {@code side} frames of the film on each side. */
        int middle(int number, int side) {
            return Math.min(Math.max(number, first + side), last - side);
        }
    }

    @Override
    public int size() {
        return frames.size();
    }

    @Override
    public void requireRoomFor(int side) {
        int taken = side * windows.largestReduction();
        for (Frame frame : frames) {
            ImageHeader.size(frame.image()).ifPresent(size -> requireRoom(frame.image(), size, side, taken));
        }
    }

    private static void requireRoom(Path file, ImageSize size, int side, int taken) {
        if (taken > side && !Example.hasRoom(size, taken)) {
            throw new SamDeblurException(String.format(
                    "%s has %s pixels, less than the %d×%d that are reduced to a patch of %d×%d; reduce none, take"
                            + " smaller patches, or leave it out",
                    file, size, taken, taken, side, side));
        }
        Example.requireRoom(file, size, taken);
    }

    @Override
    public void requireRoomForSsim() {
        for (Frame frame : frames) {
            ImageHeader.size(frame.image()).ifPresent(size -> Example.requireRoomForSsim(frame.image(), size));
        }
    }

    @Override
    public Sample sample(int image, int side, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int reduction = windows.drawReduction(random);
        int length = windows.drawLength(random);
        Example middle = middle(image, length);
        int taken = side * reduction;
        requireRoom(middle.file(), middle.target().size(), side, taken);
        Patch patch = Patch.draw(middle.target().size(), taken, random);
        boolean isLight = random.nextDouble() < linearLight || reduction > 1;
        Image blurred = Image.of(mean(image, length, patch.box(), isLight));
        Image sharp = Image.of(middle.target().toTensor(patch.box()));
        Orientation orientation = patch.orientation();
        return new Sample(
                orientation.apply(Scaling.reduced(blurred.toTensor(), reduction)),
                orientation.apply(Scaling.reduced(sharp.toTensor(), reduction)),
                orientation.apply(Scaling.of(MaskParts.cut(middle.masks(), patch.box()), new ImageSize(side, side))));
    }

    private Example middle(int image, int length) {
        return examples.get(frames.get(image).middle(image, length / 2));
    }

    private Tensor mean(int image, int length, Box part, boolean isLight) {
        int middle = frames.get(image).middle(image, length / 2);
        List<Tensor> window = IntStream.rangeClosed(middle - length / 2, middle + length / 2)
                .mapToObj(examples::get)
                .map(frame -> cut(frame, part))
                .toList();
        return isLight ? average.ofLight(window) : average.ofSamples(window);
    }

    private static Tensor cut(Example frame, Box part) {
        ImageSize size = frame.target().size();
        if (part.x() + part.width() > size.width() || part.y() + part.height() > size.height()) {
            throw new SamDeblurException(frame.file() + " has " + size + " pixels, unlike other frames of its film");
        }
        return frame.target().toTensor(part);
    }

    @Override
    public Sample whole(int image, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int length = windows.drawLength(random);
        Example middle = middle(image, length);
        ImageSize size = middle.target().size();
        Box all = new Box(0, 0, size.width(), size.height());
        Image blurred = Image.of(mean(image, length, all, random.nextDouble() < linearLight));
        return new Sample(blurred.toTensor(), middle.target().toTensor(), middle.masks());
    }
}
