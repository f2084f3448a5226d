package org.samdeblur.cli.train;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.samdeblur.cli.console.MisuseException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a network is trained with and tried on. */
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
            description = "Instead of pairs, sharp images, which are blurred on purpose, another way each time.")
    private Optional<Path> sharp = Optional.empty();

    @Option(
            names = "--masks",
            paramLabel = "DIR",
            description = "Where masks of --sharp are, and are kept. Default: masks in the training's folder.")
    private Optional<Path> masks = Optional.empty();

    @Option(
            names = "--validation",
            paramLabel = "DIR",
            description = "Pairs to try the network on: DIR or DIR/test holds input, target and maybe grouped_masks.")
    private Optional<Path> validation = Optional.empty();

    @Mixin
    private BlurOptions blur;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Fails unless there is one kind of images, and its settings make sense. */
    void requirePossible() {
        if (data.isPresent() == sharp.isPresent()) {
            throw new MisuseException("give either --data, pairs, or --sharp, images to be blurred");
        }
        if (masks.isPresent() && sharp.isEmpty()) {
            throw new MisuseException("--masks goes with --sharp; those of --data are in its grouped_masks");
        }
        if (sharp.isEmpty()) {
            given(BlurOptions.names()).ifPresent(name -> {
                throw new MisuseException(name + " goes with --sharp; images of --data are blurred already");
            });
        }
        blur.settings();
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
