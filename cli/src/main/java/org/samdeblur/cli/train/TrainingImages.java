package org.samdeblur.cli.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.samdeblur.api.Progress;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.cli.console.ProgressDisplay;
import org.samdeblur.cli.segmenter.MaskFinder;
import org.samdeblur.evaluation.data.IgnoredFiles;
import org.samdeblur.evaluation.data.NamedFiles;
import org.samdeblur.evaluation.data.PairFolders;
import org.samdeblur.training.data.FrameSamples;
import org.samdeblur.training.data.FrameWindows;
import org.samdeblur.training.data.MissingMasks;
import org.samdeblur.training.data.MixedSamples;
import org.samdeblur.training.data.PairedSamples;
import org.samdeblur.training.data.SampleSource;
import org.samdeblur.training.data.Scales;
import org.samdeblur.training.data.SharpSamples;

/**
 * What a network is trained with and tried on, with the masks its method wants. Masks that are missing are made.
 *
 * @param options what the user wants
 * @param method what is done with masks
 * @param masks finds them
 * @param display shows how far that has come
 */
record TrainingImages(TrainingImageOptions options, TrainingMethod method, MaskFinder masks, ProgressDisplay display) {
    /** Fails where images are not there, make no pairs, or are smaller than a patch; finds no masks and writes nothing. */
    void requirePossible(int patch) {
        mixed(
                        options.data().map(PairedSamples::withoutMasks),
                        options.frames().frames().map(this::framesWithoutMasks),
                        options.sharp().map(this::withoutMasks))
                .requireRoomFor(patch);
        options.validation()
                .map(TrainingImages::testPart)
                .map(PairedSamples::withoutMasks)
                .ifPresent(PairedSamples::requireRoomForSsim);
    }

    /**
     * Opens what a network is trained with.
     *
     * @param folder where masks of sharp images and frames are kept unless the user says where
     */
    SampleSource training(Path folder) {
        Progress progress = display.of("masks to train with");
        Path masksOfThem = options.masks().orElse(folder);
        return mixed(
                options.data().map(data -> pairs(data, progress)),
                options.frames().frames().map(images -> frames(images, masksOfThem.resolve("frames"), progress)),
                options.sharp().map(images -> sharp(images, masksOfThem, progress)));
    }

    private SampleSource mixed(
            Optional<? extends SampleSource> pairs,
            Optional<? extends SampleSource> frames,
            Optional<? extends SampleSource> sharp) {
        Mix mix = options.mix();
        List<MixedSamples.Part> parts = new ArrayList<>();
        pairs.ifPresent(source -> parts.add(new MixedSamples.Part(source, mix.weight(Mix.Kind.DATA))));
        frames.ifPresent(source -> parts.add(new MixedSamples.Part(source, mix.weight(Mix.Kind.FRAMES))));
        sharp.ifPresent(source -> parts.add(new MixedSamples.Part(source, mix.weight(Mix.Kind.SHARP))));
        return parts.size() == 1 ? parts.get(0).source() : MixedSamples.of(parts);
    }

    private SampleSource pairs(Path data, Progress progress) {
        return method == TrainingMethod.NONE
                ? PairedSamples.withoutMasks(data)
                : PairedSamples.in(data, inDeblurred(), progress);
    }

    private SampleSource frames(Path images, Path folder, Progress progress) {
        if (method == TrainingMethod.NONE) {
            return framesWithoutMasks(images);
        }
        asTheyAre().complete(images, folder, progress);
        return FrameSamples.in(
                images, folder, windows(), options.blur().settings().exposure());
    }

    private FrameSamples framesWithoutMasks(Path images) {
        return FrameSamples.in(images, windows(), options.blur().settings().exposure());
    }

    private SampleSource sharp(Path images, Path folder, Progress progress) {
        if (method == TrainingMethod.NONE && options.blur().settings().scene().moving() == 0) {
            return withoutMasks(images);
        }
        asTheyAre().complete(images, folder, progress);
        return SharpSamples.in(images, folder, options.blur().settings(), scales());
    }

    private SharpSamples withoutMasks(Path images) {
        return SharpSamples.in(images, options.blur().settings(), scales());
    }

    private FrameWindows windows() {
        FrameOptions frames = options.frames();
        try {
            return new FrameWindows(frames.shortest(), frames.longest(), frames.reduced());
        } catch (IllegalArgumentException e) {
            throw new MisuseException(e.getMessage());
        }
    }

    private Scales scales() {
        try {
            return new Scales(options.blur().smallestScale(), options.blur().largestScale());
        } catch (IllegalArgumentException e) {
            throw new MisuseException(e.getMessage());
        }
    }

    /** Opens what it is tried on, with masks of the blurred images as they are. */
    Optional<SampleSource> validation() {
        return options.validation()
                .map(TrainingImages::testPart)
                .map(data -> method == TrainingMethod.NONE
                        ? PairedSamples.withoutMasks(data)
                        : PairedSamples.in(data, asTheyAre(), display.of("masks to validate with")));
    }

    /** Returns what its folders hold besides images, one line for each. */
    List<String> ignored() {
        Stream<Path> training = Stream.concat(
                Stream.concat(options.sharp().stream(), options.frames().frames().stream()),
                options.data().stream().flatMap(data -> foldersOf(data, "train")));
        return Stream.concat(training, options.validation().stream().flatMap(data -> foldersOf(data, "test")))
                .distinct()
                .map(NamedFiles::images)
                .filter(files -> !files.others().isEmpty())
                .map(files -> IgnoredFiles.describe(files.folder(), files.others()))
                .toList();
    }

    private static Stream<Path> foldersOf(Path dataSet, String part) {
        return PairFolders.find(dataSet, part).stream()
                .flatMap(folders -> Stream.of(folders.input(), folders.target()));
    }

    private MissingMasks asTheyAre() {
        return new MissingMasks(UnaryOperator.identity(), masks::segment, masks.grouping());
    }

    private MissingMasks inDeblurred() {
        return new MissingMasks(image -> masks.deblurred(image, Progress.NONE), masks::segment, masks.grouping());
    }

    /** A published data set as a whole would else be tried on what it is trained with. */
    private static Path testPart(Path data) {
        return PairFolders.of(data, "test").parent();
    }
}
