package org.samdeblur.examples.cli;

import java.io.PrintWriter;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.backend.djl.training.Trainer;
import org.samdeblur.backend.djl.training.TrainingData;
import org.samdeblur.backend.djl.training.TrainingRecipe;
import org.samdeblur.backend.djl.training.ValidationData;
import org.samdeblur.backend.djl.training.data.Batches;
import org.samdeblur.backend.djl.training.log.TrainingLog;
import org.samdeblur.networks.deblur.DeblurNetwork;
import picocli.CommandLine.ParseResult;

/**
 * One run of a training. The command itself names no class of the DJL backend, so that all others work without it.
 *
 * @param folder the training's folder
 * @param options what it runs on
 * @param imageOptions what is trained with
 * @param network what is trained
 * @param masks finds masks that are missing
 * @param display shows how it comes along
 * @param out takes validations
 */
record TrainingRun(
        TrainingFolder folder,
        BackendOptions options,
        TrainingImageOptions imageOptions,
        TrainedNetworkOptions network,
        MaskFinder masks,
        ProgressDisplay display,
        PrintWriter out) {
    /** Trains from the first step. */
    void begin(RecipeOptions wanted, ParseResult commandLine) {
        TrainingRecipe recipe = recipe(wanted);
        DeblurNetwork start = network.network(recipe.seed());
        images().requirePossible(recipe.patch());
        try (Trainer trainer = Trainer.start(folder.path(), start, recipe, options)) {
            begin(trainer, commandLine);
        }
    }

    /** Where it fails before the first step, the same folder can be named again. */
    private void begin(Trainer trainer, ParseResult commandLine) {
        try {
            folder.keep(commandLine);
            train(trainer);
        } catch (RuntimeException | Error e) {
            if (trainer.steps() == 0) {
                folder.clearUnlessThereAreMasks();
            }
            throw e;
        }
    }

    private TrainingRecipe recipe(RecipeOptions wanted) {
        return new TrainingRecipe()
                .withSteps(wanted.steps())
                .withBatch(wanted.batch(), wanted.patch())
                .withLearningRates(wanted.learningRate(), wanted.finalLearningRate())
                .withLossEpsilon(wanted.lossEpsilon())
                .withMaskDropout(network.method().dropout())
                .withSeed(wanted.seed())
                .withIntervals(wanted.validateEvery(), wanted.saveEvery());
    }

    /** Trains from the newest checkpoint. */
    void goOn() {
        try (Trainer trainer = Trainer.resume(folder.path(), options)) {
            train(trainer);
        }
    }

    private TrainingImages images() {
        return new TrainingImages(imageOptions, network.method(), masks, display);
    }

    private void train(Trainer trainer) {
        TrainingRecipe recipe = trainer.recipe();
        TrainingImages images = images();
        Batches batches = new Batches(images.training(folder.masks()), recipe.batch(), recipe.patch(), recipe.seed());
        ValidationData validation = images.validation()
                .map(source -> ValidationData.of(source, recipe.seed()))
                .orElse(ValidationData.NONE);
        try (TrainingLog log = TrainingLog.open(folder.path(), trainer.steps())) {
            trainer.train(TrainingData.of(batches), validation, new TrainingDisplay(log, display, out));
        }
        trainer.writeResult(folder.result(), "network");
    }
}
