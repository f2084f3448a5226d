package org.samdeblur.cli.train;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.evaluation.blur.BlurSettings;
import org.samdeblur.evaluation.blur.Exposure;
import org.samdeblur.evaluation.blur.Noise;
import org.samdeblur.evaluation.blur.Response;
import org.samdeblur.evaluation.blur.SceneMotion;
import org.samdeblur.evaluation.blur.Trajectories;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How sharp images are blurred synthetically. */
final class BlurOptions {
    @Option(
            names = "--shortest-blur",
            paramLabel = "PIXELS",
            description =
                    "The shortest path of the camera and of moving objects. This option and the following ones, up "
                            + "to --largest-scale, apply to --sharp; --linear-light, --gamma and --stops apply to --frames as "
                            + "well. Default: ${DEFAULT-VALUE}.")
    private double shortest = 0;

    @Option(
            names = "--longest-blur",
            paramLabel = "PIXELS",
            description = "The longest path. Default: ${DEFAULT-VALUE}.")
    private double longest = 22;

    @Option(
            names = "--unblurred",
            paramLabel = "SHARE",
            description = "The share of patches in which nothing moves, 0 to 1. Default: ${DEFAULT-VALUE}.")
    private double unblurred = 0.1;

    @Option(
            names = "--moving",
            paramLabel = "CHANCE",
            description = "The probability that an object moves on its own, 0 to 1, for each of up to three objects. "
                    + "Default: ${DEFAULT-VALUE}.")
    private double moving = 0.4;

    @Option(
            names = "--turns",
            paramLabel = "AMOUNT",
            description = "How much a path turns: from 0, straight, to 1, about 70 degrees. Default: ${DEFAULT-VALUE}.")
    private double turns = 1;

    @Option(
            names = "--jolts",
            paramLabel = "N",
            description =
                    "The mean number of jolts that throw the camera back along a path. Default: ${DEFAULT-VALUE}.")
    private double jolts = 0.5;

    @Option(
            names = "--depth",
            paramLabel = "SHARE",
            description =
                    "The share of patches with near and far parts, in which the camera's blur grows from one side to "
                            + "the other. Default: ${DEFAULT-VALUE}.")
    private double depth = 0;

    @Option(
            names = "--linear-light",
            paramLabel = "SHARE",
            description = "The share of patches blurred in linear light, 0 to 1; in the others, stored values are "
                    + "averaged. Reduced patches (--smallest-scale) always use linear light. Default: "
                    + "${DEFAULT-VALUE}.")
    private double linearLight = 1;

    @Option(
            names = "--gamma",
            paramLabel = "POWER",
            description = "Linear light is this power of the stored values. Default: 2.2.")
    private Optional<Double> gamma = Optional.empty();

    @Option(
            names = "--stops",
            paramLabel = "STOPS",
            description =
                    "Instead of --gamma: stored values are the logarithm of light, with this many doublings of light "
                            + "from black to white. Video cameras have up to 10.")
    private Optional<Double> stops = Optional.empty();

    @Option(
            names = "--noise",
            paramLabel = "DEVIATION",
            description = "Standard deviation of the noise of blurred patches, for values in [0, 1]. Default: "
                    + "${DEFAULT-VALUE}.")
    private double noise = 0.005;

    @Option(
            names = "--noise-spread",
            paramLabel = "SPREAD",
            description =
                    "How much the noise differs between patches: --noise is multiplied by a number from 1 - SPREAD "
                            + "to 1 + SPREAD. Default: ${DEFAULT-VALUE}.")
    private double noiseSpread = 0;

    @Option(
            names = "--sensor-noise",
            paramLabel = "SHARE",
            description =
                    "The share of blurred patches with the noise of a camera's sensor instead: photon and read noise "
                            + "in linear light, demosaicked. Default: ${DEFAULT-VALUE}.")
    private double sensorNoise = 0;

    @Option(
            names = "--saturation",
            paramLabel = "SHARE",
            description =
                    "The share of patches blurred in linear light whose highlights are brighter than white before "
                            + "the blur and clipped after it. Default: ${DEFAULT-VALUE}.")
    private double saturation = 0;

    @Option(
            names = "--smallest-scale",
            paramLabel = "FACTOR",
            description =
                    "After the blur, images of --sharp are resized by a factor between this one and --largest-scale; "
                            + "0.5 halves height and width. Default: ${DEFAULT-VALUE}.")
    private double smallestScale = 1;

    @Option(
            names = "--largest-scale",
            paramLabel = "FACTOR",
            description = "The largest factor; 2 doubles height and width. Default: ${DEFAULT-VALUE}.")
    private double largestScale = 1;

    /** The names of these options, {@code --longest-blur} and so on. */
    static Set<String> names() {
        return CommandSpec.forAnnotatedObject(new BlurOptions()).optionsMap().keySet();
    }

    /** The names of the options that do not apply to frames. */
    static Set<String> namesForSharpImages() {
        Set<String> names = new TreeSet<>(names());
        names.removeAll(List.of("--linear-light", "--gamma", "--stops"));
        return names;
    }

    BlurSettings settings() {
        try {
            return new BlurSettings(
                    new Trajectories(shortest, longest, turns, jolts),
                    new SceneMotion(unblurred, moving, depth),
                    exposure());
        } catch (IllegalArgumentException e) {
            throw new MisuseException(e.getMessage());
        }
    }

    /** Light and noise of sharp images and frames. */
    Exposure exposure() {
        return new Exposure(linearLight, response(), saturation, new Noise(noise, noiseSpread, sensorNoise));
    }

    private Response response() {
        if (gamma.isPresent() && stops.isPresent()) {
            throw new MisuseException("give either --gamma or --stops");
        }
        return stops.<Response>map(Response.Logarithmic::new)
                .or(() -> gamma.map(Response.Power::new))
                .orElse(Response.USUAL);
    }

    double smallestScale() {
        return smallestScale;
    }

    double largestScale() {
        return largestScale;
    }
}
