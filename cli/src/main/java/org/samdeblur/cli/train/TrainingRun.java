package org.samdeblur.cli.train;

import java.io.PrintWriter;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.cli.console.Errors;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.cli.console.ProgressDisplay;
import org.samdeblur.cli.segmenter.MaskFinder;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.training.LayerRates;
import org.samdeblur.training.Trainer;
import org.samdeblur.training.TrainingData;
import org.samdeblur.training.TrainingRecipe;
import org.samdeblur.training.ValidationData;
import org.samdeblur.training.data.Batches;
import org.samdeblur.training.log.TrainingLog;
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
 * @param err hears of an interruption
 */
record TrainingRun(
        TrainingFolder folder,
        BackendOptions options,
        TrainingImageOptions imageOptions,
        TrainedNetworkOptions network,
        MaskFinder masks,
        ProgressDisplay display,
        PrintWriter out,
        PrintWriter err) {
    /**
     * Trains from the first step.
     *
     * @return whether the last step has been taken
     */
    boolean begin(RecipeOptions wanted, ParseResult commandLine) {
        TrainingRecipe recipe = recipe(wanted);
        DeblurNetwork start = network.network(recipe.seed());
        images().requirePossible(recipe.patch());
        try (Trainer trainer = Trainer.start(folder.path(), start, recipe, options, folder.notes(commandLine))) {
            return begin(trainer);
        }
    }

    /** Where it fails before the first step, the same folder can be named again. */
    private boolean begin(Trainer trainer) {
        try {
            return train(trainer);
        } catch (RuntimeException | Error e) {
            if (trainer.steps() == 0) {
                folder.clearUnlessThereAreMasks();
            }
            throw e;
        }
    }

    private TrainingRecipe recipe(RecipeOptions wanted) {
        try {
            return new TrainingRecipe()
                    .withSteps(wanted.steps())
                    .withBatch(wanted.batch(), wanted.patch())
                    .withLearningRates(wanted.learningRate(), wanted.finalLearningRate())
                    .withLayerRates(new LayerRates(wanted.layerRates()))
                    .withLossEpsilon(wanted.lossEpsilon())
                    .withAverageDecay(wanted.averageDecay())
                    .withAccumulation(wanted.accumulation())
                    .withMaskDropout(network.method().dropout())
                    .withSeed(wanted.seed())
                    .withIntervals(wanted.validateEvery(), wanted.saveEvery());
        } catch (IllegalArgumentException e) {
            throw new MisuseException(e.getMessage());
        }
    }

    /**
     * Trains from the newest checkpoint.
     *
     * @return whether the last step has been taken
     */
    boolean goOn() {
        try (Trainer trainer = Trainer.resume(folder.path(), options)) {
            TrainingRecipe recipe = trainer.recipe();
            if (trainer.steps() == recipe.steps()) {
                out.println("the training is at its last step already, step " + trainer.steps());
                writeResult(trainer);
                return true;
            }
            images().requirePossible(recipe.patch());
            return train(trainer);
        }
    }

    private TrainingImages images() {
        return new TrainingImages(imageOptions, network.method(), masks, display);
    }

    private boolean train(Trainer trainer) {
        TrainingRecipe recipe = trainer.recipe();
        TrainingImages images = images();
        images.ignored().forEach(others -> err.println(Errors.oneLine(others)));
        Batches batches = new Batches(images.training(folder.masks()), recipe.batch(), recipe.patch(), recipe.seed());
        ValidationData validation = images.validation()
                .map(source -> ValidationData.of(source, recipe.seed()))
                .orElse(ValidationData.NONE);
        try (Interruption interruption = Interruption.ofProcess(err)) {
            if (takeSteps(trainer, TrainingData.of(batches), validation, interruption)) {
                writeResult(trainer);
                return true;
            }
            display.clear();
            out.println(
                    "stopped at step " + trainer.steps() + "; go on with: samdeblur train --resume " + folder.path());
            return false;
        }
    }

    private boolean takeSteps(
            Trainer trainer, TrainingData data, ValidationData validation, Interruption interruption) {
        StoppableValidation stoppable = new StoppableValidation(validation, interruption);
        try (TrainingLog log = TrainingLog.open(folder.path(), trainer.steps())) {
            return trainer.train(data, stoppable, new TrainingDisplay(log, display, out, interruption));
        } catch (StoppableValidation.StoppedException e) {
            boolean isSaved = e.getSuppressed().length == 0;
            if (isSaved) {
                return false;
            }
            throw e;
        }
    }

    private void writeResult(Trainer trainer) {
        trainer.writeResult(folder.result(), "network");
        out.println("the network is in " + folder.result());
    }
}
