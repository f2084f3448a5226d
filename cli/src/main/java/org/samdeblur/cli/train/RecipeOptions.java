package org.samdeblur.cli.train;

import java.util.Map;
import org.samdeblur.cli.options.PositiveNumber;
import picocli.CommandLine.Option;

/** How a network is trained. The defaults are the paper's. */
final class RecipeOptions {
    @Option(
            names = "--steps",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "The number of steps. Default: ${DEFAULT-VALUE}.")
    private int steps = 200_000;

    @Option(
            names = "--batch",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "Patches per step. Default: ${DEFAULT-VALUE}.")
    private int batch = 32;

    @Option(
            names = "--patch",
            paramLabel = "PIXELS",
            converter = PositiveNumber.class,
            description = "Height and width of a patch. Default: ${DEFAULT-VALUE}.")
    private int patch = 256;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            description = "The initial learning rate. Default: ${DEFAULT-VALUE}.")
    private double learningRate = 1e-3;

    @Option(
            names = "--final-learning-rate",
            paramLabel = "RATE",
            description = "The final learning rate, reached along a cosine. Default: ${DEFAULT-VALUE}.")
    private double finalLearningRate = 1e-7;

    @Option(
            names = "--layer-rates",
            paramLabel = "LAYER=FACTOR",
            split = "\\s*,\\s*",
            splitSynopsisLabel = ",",
            description =
                    "Factors of the learning rate for weights whose names begin with LAYER; 0 freezes them. Default: "
                            + "1 for all.")
    private Map<String, Double> layerRates = Map.of();

    @Option(
            names = "--loss-epsilon",
            paramLabel = "ERROR",
            description =
                    "Added to a patch's mean squared error in the loss; above 0. 1e-4 keeps patches that are nearly "
                            + "right, such as unblurred ones, from dominating the gradient. Default: ${DEFAULT-VALUE}.")
    private double lossEpsilon = 1e-8;

    @Option(
            names = "--ema",
            paramLabel = "DECAY",
            description =
                    "Keep an exponential moving average of the weights with this decay, such as 0.999. The average "
                            + "is validated and is the result. Default: none.")
    private double averageDecay = 0;

    @Option(
            names = "--accumulate",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "Compute a batch's gradient in N equal parts, one after another, which takes less memory. "
                    + "Default: ${DEFAULT-VALUE}.")
    private int accumulation = 1;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Determines weights, patches, blur and dropped masks. Default: ${DEFAULT-VALUE}.")
    private long seed = 0;

    @Option(
            names = "--validate-every",
            paramLabel = "STEPS",
            converter = PositiveNumber.class,
            description = "How often the network runs on --validation. Default: ${DEFAULT-VALUE}.")
    private int validateEvery = 20_000;

    @Option(
            names = "--save-every",
            paramLabel = "STEPS",
            converter = PositiveNumber.class,
            description = "How often the state is saved. Default: ${DEFAULT-VALUE}.")
    private int saveEvery = 5_000;

    int steps() {
        return steps;
    }

    int batch() {
        return batch;
    }

    int patch() {
        return patch;
    }

    double learningRate() {
        return learningRate;
    }

    double finalLearningRate() {
        return finalLearningRate;
    }

    Map<String, Double> layerRates() {
        return layerRates;
    }

    double lossEpsilon() {
        return lossEpsilon;
    }

    double averageDecay() {
        return averageDecay;
    }

    int accumulation() {
        return accumulation;
    }

    long seed() {
        return seed;
    }

    int validateEvery() {
        return validateEvery;
    }

    int saveEvery() {
        return saveEvery;
    }
}
