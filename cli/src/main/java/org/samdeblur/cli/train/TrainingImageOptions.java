package org.samdeblur.cli.train;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.samdeblur.cli.console.MisuseException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The images that a network is trained and validated with. */
final class TrainingImageOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Pairs as SAM-Deblur publishes them: DIR or DIR/train holds input, target and maybe"
                    + " grouped_masks, to which masks are added where they are missing.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--sharp",
            paramLabel = "DIR",
            description = "Sharp images, which are blurred synthetically, differently each time.")
    private Optional<Path> sharp = Optional.empty();

    @Mixin
    private FrameOptions frames;

    @Option(
            names = "--mix",
            paramLabel = "KIND=N,...",
            converter = Mix.OfText.class,
            description = "The shares of patches if more than one of --data, --frames and --sharp are given, as in "
                    + "frames=60,sharp=40. Default: equal shares.")
    private Optional<Mix> mix = Optional.empty();

    @Option(
            names = "--masks",
            paramLabel = "DIR",
            description =
                    "The folder of masks for --sharp, to which missing ones are added; masks for --frames are in its "
                            + "subfolder frames. Default: masks in the training's folder.")
    private Optional<Path> masks = Optional.empty();

    @Option(
            names = "--validation",
            paramLabel = "DIR",
            description = "Pairs for validation: DIR or DIR/test holds input, target and maybe grouped_masks.")
    private Optional<Path> validation = Optional.empty();

    @Mixin
    private BlurOptions blur;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Fails unless there are images, and their settings make sense. */
    void requirePossible() {
        if (kinds().isEmpty()) {
            throw new MisuseException(
                    "give --data (pairs), --frames (frames of a fast camera) or --sharp (images to blur)");
        }
        if (masks.isPresent() && sharp.isEmpty() && frames.frames().isEmpty()) {
            throw new MisuseException("--masks goes with --sharp; those of --data are in its grouped_masks");
        }
        requireUse();
        mix.ifPresent(this::requireParts);
        blur.settings();
    }

    private void requireUse() {
        if (sharp.isEmpty()) {
            Set<String> unused = frames.frames().isEmpty() ? BlurOptions.names() : BlurOptions.namesForSharpImages();
            given(unused).ifPresent(name -> {
                throw new MisuseException(name + " goes with --sharp; other images are blurred already");
            });
        }
        if (frames.frames().isEmpty()) {
            given(FrameOptions.names()).ifPresent(name -> {
                throw new MisuseException(name + " goes with --frames");
            });
        }
    }

    /** A share of missing images would fall to the others. */
    private void requireParts(Mix parts) {
        if (!parts.weights().keySet().equals(kinds())) {
            throw new MisuseException("--mix must name exactly the kinds of images that are given: "
                    + String.join(
                            " and ", kinds().stream().map(Mix.Kind::option).toList()));
        }
    }

    private Set<Mix.Kind> kinds() {
        Set<Mix.Kind> kinds = EnumSet.noneOf(Mix.Kind.class);
        data.ifPresent(given -> kinds.add(Mix.Kind.DATA));
        frames.frames().ifPresent(given -> kinds.add(Mix.Kind.FRAMES));
        sharp.ifPresent(given -> kinds.add(Mix.Kind.SHARP));
        return kinds;
    }

    private Optional<String> given(Set<String> names) {
        return command.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(names::contains)
                .findFirst();
    }

    Optional<Path> data() {
        return data;
    }

    FrameOptions frames() {
        return frames;
    }

    Mix mix() {
        return mix.orElse(Mix.EVEN);
    }

    Optional<Path> sharp() {
        return sharp;
    }

    Optional<Path> masks() {
        return masks;
    }

    Optional<Path> validation() {
        return validation;
    }

    BlurOptions blur() {
        return blur;
    }
}
