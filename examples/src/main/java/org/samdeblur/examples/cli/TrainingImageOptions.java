package org.samdeblur.examples.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.samdeblur.backend.djl.training.data.Scales;
import org.samdeblur.evaluation.blur.BlurSettings;
import org.samdeblur.evaluation.blur.Exposure;
import org.samdeblur.evaluation.blur.Response;
import org.samdeblur.evaluation.blur.SceneMotion;
import org.samdeblur.evaluation.blur.Trajectories;
import picocli.CommandLine.Option;

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

    @Option(
            names = "--shortest-blur",
            paramLabel = "PIXELS",
            description = "How far at least camera and moving things go; with --sharp. Default: ${DEFAULT-VALUE}.")
    private double shortest = 0;

    @Option(
            names = "--longest-blur",
            paramLabel = "PIXELS",
            description = "How far they go at most. Default: ${DEFAULT-VALUE}.")
    private double longest = 22;

    @Option(
            names = "--unblurred",
            paramLabel = "SHARE",
            description = "The share of patches in which nothing moves, 0 to 1. Default: ${DEFAULT-VALUE}.")
    private double unblurred = 0.1;

    @Option(
            names = "--moving",
            paramLabel = "CHANCE",
            description = "The chance of each of up to three things to move by itself, 0 to 1. Default:"
                    + " ${DEFAULT-VALUE}.")
    private double moving = 0.4;

    @Option(
            names = "--turns",
            paramLabel = "AMOUNT",
            description = "How much a way turns by and by: 0, straight, to 1, round by 70 degrees or so. Default:"
                    + " ${DEFAULT-VALUE}.")
    private double turns = 1;

    @Option(
            names = "--jolts",
            paramLabel = "N",
            description = "How often on average a way is jolted back. Default: ${DEFAULT-VALUE}.")
    private double jolts = 0.5;

    @Option(
            names = "--depth",
            paramLabel = "SHARE",
            description = "The share of patches with near and far parts: the camera's blur grows from one side to the"
                    + " other. Default: ${DEFAULT-VALUE}.")
    private double depth = 0;

    @Option(
            names = "--linear-light",
            paramLabel = "SHARE",
            description = "The share of patches blurred in linear light, 0 to 1; in the others values are averaged as"
                    + " they stand. Default: ${DEFAULT-VALUE}.")
    private double linearLight = 1;

    @Option(
            names = "--gamma",
            paramLabel = "POWER",
            description = "Linear light is this power of the images' values. Default: 2.2.")
    private Optional<Double> gamma = Optional.empty();

    @Option(
            names = "--stops",
            paramLabel = "STOPS",
            description = "Instead of a power: the images' values are the logarithm of light, which is doubled so often"
                    + " from black to white; 9 brightens blur as many video cameras do.")
    private Optional<Double> stops = Optional.empty();

    @Option(
            names = "--noise",
            paramLabel = "DEVIATION",
            description = "Standard deviation of the noise, of a range of 1. Default: ${DEFAULT-VALUE}.")
    private double noise = 0.005;

    @Option(
            names = "--smallest-scale",
            paramLabel = "FACTOR",
            description = "After the blur, images of --sharp are brought to another size by a factor between this one"
                    + " and --largest-scale; 0.5 halves height and width. Default: ${DEFAULT-VALUE}.")
    private double smallestScale = 1;

    @Option(
            names = "--largest-scale",
            paramLabel = "FACTOR",
            description = "The largest such factor; 2 doubles height and width. Default: ${DEFAULT-VALUE}.")
    private double largestScale = 1;

    /** Fails unless there is one kind of images, and its settings make sense. */
    void requirePossible() {
        if (data.isPresent() == sharp.isPresent()) {
            throw new MisuseException("give either --data, pairs, or --sharp, images to be blurred");
        }
        if (masks.isPresent() && sharp.isEmpty()) {
            throw new MisuseException("--masks goes with --sharp; those of --data are in its grouped_masks");
        }
        blur();
        scales();
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

    BlurSettings blur() {
        try {
            return new BlurSettings(
                    new Trajectories(shortest, longest, turns, jolts),
                    new SceneMotion(unblurred, moving, depth),
                    new Exposure(linearLight, response(), noise));
        } catch (IllegalArgumentException e) {
            throw new MisuseException(e.getMessage());
        }
    }

    private Response response() {
        if (gamma.isPresent() && stops.isPresent()) {
            throw new MisuseException("give either --gamma or --stops");
        }
        return stops.isPresent()
                ? new Response.Logarithmic(stops.get())
                : gamma.isPresent() ? new Response.Power(gamma.get()) : Response.USUAL;
    }

    Scales scales() {
        try {
            return new Scales(smallestScale, largestScale);
        } catch (IllegalArgumentException e) {
            throw new MisuseException(e.getMessage());
        }
    }
}
