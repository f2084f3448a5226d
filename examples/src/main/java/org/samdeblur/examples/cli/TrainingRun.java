package org.samdeblur.examples.cli;

import java.io.PrintWriter;
import org.samdeblur.api.Device;
import org.samdeblur.backend.djl.training.Trainer;
import org.samdeblur.backend.djl.training.TrainingData;
import org.samdeblur.backend.djl.training.TrainingRecipe;
import org.samdeblur.backend.djl.training.ValidationData;
import org.samdeblur.backend.djl.training.data.Batches;
import org.samdeblur.backend.djl.training.log.TrainingLog;
import picocli.CommandLine.ParseResult;

/**
 * One run of a training. The command itself names no class of the DJL backend, so that all others work without it.
 *
 * @param folder the training's folder
 * @param device what it runs on
 * @param images what is trained with
 * @param network what is trained
 * @param masks finds masks that are missing
 * @param display shows how it comes along
 * @param out takes validations
 */
record TrainingRun(
        TrainingFolder folder,
        Device device,
        TrainingImageOptions images,
        TrainedNetworkOptions network,
        MaskFinder masks,
        ProgressDisplay display,
        PrintWriter out) {
    /** Trains from the first step. */
    void begin(RecipeOptions options, ParseResult commandLine) {
        TrainingRecipe recipe = recipe(options);
        try (Trainer trainer = Trainer.start(folder.path(), network.network(recipe.seed()), recipe, device)) {
            folder.keep(commandLine);
            train(trainer);
        }
    }

    private TrainingRecipe recipe(RecipeOptions options) {
        return new TrainingRecipe()
                .withSteps(options.steps())
                .withBatch(options.batch(), options.patch())
                .withLearningRates(options.learningRate(), options.finalLearningRate())
                .withLossEpsilon(options.lossEpsilon())
                .withMaskDropout(network.method().dropout())
                .withSeed(options.seed())
                .withIntervals(options.validateEvery(), options.saveEvery());
    }

    /** Trains from the newest checkpoint. */
    void goOn() {
        try (Trainer trainer = Trainer.resume(folder.path(), device)) {
            train(trainer);
        }
    }

    private void train(Trainer trainer) {
        TrainingRecipe recipe = trainer.recipe();
        TrainingImages open = new TrainingImages(images, network.method(), masks, display);
        Batches batches = new Batches(open.training(folder.masks()), recipe.batch(), recipe.patch(), recipe.seed());
        ValidationData validation = open.validation()
                .map(source -> ValidationData.of(source, recipe.seed()))
                .orElse(ValidationData.NONE);
        try (TrainingLog log = TrainingLog.open(folder.path(), trainer.steps())) {
            trainer.train(TrainingData.of(batches), validation, new TrainingDisplay(log, display, out));
        }
        trainer.writeResult(folder.result(), "network");
    }
}
