package org.samdeblur.cli.train;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.samdeblur.cli.options.PositiveNumber;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How frames of a fast camera become blurred images. */
final class FrameOptions {
    private static final String FRAMES = "--frames";

    @Option(
            names = FRAMES,
            paramLabel = "DIR",
            description = "Consecutive sharp frames of a fast camera, each film in a folder: the mean of an odd number"
                    + " of frames is a blurred image, the middle one its sharp image.")
    private Optional<Path> frames = Optional.empty();

    @Option(
            names = "--shortest-window",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "The fewest frames to average; odd. 1 leaves them sharp. Default: ${DEFAULT-VALUE}.")
    private int shortest = 7;

    @Option(
            names = "--longest-window",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "The most frames to average; odd. Default: ${DEFAULT-VALUE}.")
    private int longest = 13;

    @Option(
            names = "--reduced",
            paramLabel = "SHARE",
            description = "The share of patches of frames that are reduced to a half, a third or a quarter. Default:"
                    + " ${DEFAULT-VALUE}.")
    private double reduced = 0;

    /** The names of the options that only frames have a use for. */
    static Set<String> names() {
        return CommandSpec.forAnnotatedObject(new FrameOptions()).optionsMap().keySet();
    }

    Optional<Path> frames() {
        return frames;
    }

    int shortest() {
        return shortest;
    }

    int longest() {
        return longest;
    }

    double reduced() {
        return reduced;
    }
}
