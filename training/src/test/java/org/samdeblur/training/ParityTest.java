package org.samdeblur.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParityTest {
    private static final int STEPS = 8;

    @TempDir
    Path folder;

    @Test
    void eightStepsAreThoseOfPyTorch() {
        GoldenTraining golden = new GoldenTraining();
        double[] betas = golden.numbers("betas");
        TrainingRecipe recipe = TrainingRecipe.builder()
                .steps((long) golden.number("T_max"))
                .batch(2)
                .patch(48)
                .learningRate(golden.number("base_lr"))
                .finalLearningRate(golden.number("eta_min"))
                .optimizer(new AdamW.Settings(betas[0], betas[1], golden.number("eps"), golden.number("weight_decay")))
                .gradientNorm(golden.number("clip_global_norm"))
                .lossEpsilon(1e-8)
                .maskDropout(golden.number("mask_dropout"))
                .averageDecay(0)
                .accumulation(1)
                .seed(0)
                .validationInterval(100)
                .checkpointInterval(100)
                .build();
        TrainingBatch batch = golden.batch();
        List<TrainingListener.Step> steps = new ArrayList<>();
        try (Trainer trainer = Trainer.start(folder.resolve("run"), golden.initial(), recipe, OneThread.OPTIONS)) {
            // one step more tells the loss after the last one that is compared
            trainer.train(step -> batch, ValidationData.NONE, step -> {
                if (step.step() == STEPS) {
                    assertWeights(golden, trainer);
                }
                return steps.add(step) && step.step() <= STEPS;
            });
        }
        double[] losses = golden.numbers("losses_before_each_step_and_after_last");
        double[] rates = golden.numbers("learning_rates");
        double[] norms = golden.numbers("gradient_norms_before_clip");
        for (int i = 0; i <= STEPS; i++) {
            assertRelative(losses[i], steps.get(i).loss());
        }
        for (int i = 0; i < STEPS; i++) {
            assertRelative(rates[i], steps.get(i).learningRate());
            assertRelative(norms[i], steps.get(i).gradientNorm());
        }
    }

    private static void assertRelative(double expected, double actual) {
        System.getLogger(ParityTest.class.getName())
                .log(System.Logger.Level.INFO, expected + " " + actual + " " + (actual / expected - 1));
        assertEquals(expected, actual, 1e-3 * Math.abs(expected));
    }

    private static void assertWeights(GoldenTraining golden, Trainer trainer) {
        var trained = trainer.network().weights();
        assertEquals(golden.after().names(), trained.keySet());
        for (String name : golden.after().names()) {
            assertEquals(golden.after().shape(name), trained.get(name).shape(), name);
            float[] expected = golden.after().weight(name).toTensor().toArray();
            float[] actual = trained.get(name).toTensor().toArray();
            assertArrayEquals(expected, actual, 2e-3f, name);
        }
    }
}
