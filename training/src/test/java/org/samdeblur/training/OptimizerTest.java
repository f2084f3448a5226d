package org.samdeblur.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.samdeblur.backend.djl.runtime.PyTorch;

/** The parts of a step, each against its definition. */
class OptimizerTest {
    private static final double[] GRADIENTS = {0.3, -2, 0.001};

    /** One parameter by the formulas of the paper on AdamW, in Java. */
    private static double adamW(double parameter, double[] gradients, double rate, AdamW.Settings settings) {
        double value = parameter;
        double first = 0;
        double second = 0;
        for (int t = 1; t <= gradients.length; t++) {
            double gradient = gradients[t - 1];
            first = settings.beta1() * first + (1 - settings.beta1()) * gradient;
            second = settings.beta2() * second + (1 - settings.beta2()) * gradient * gradient;
            double firstUnbiased = first / (1 - Math.pow(settings.beta1(), t));
            double secondUnbiased = second / (1 - Math.pow(settings.beta2(), t));
            value -= rate * settings.weightDecay() * value;
            value -= rate * firstUnbiased / (Math.sqrt(secondUnbiased) + settings.epsilon());
        }
        return value;
    }

    @Test
    void adamWFollowsItsFormulas() {
        AdamW.Settings settings = new AdamW.Settings(0.8, 0.95, 1e-3, 0.1);
        try (NDManager manager = PyTorch.get().newManager(Device.cpu())) {
            NDArray parameter = manager.create(new double[] {2, -1});
            parameter.setRequiresGradient(true);
            try (AdamW optimizer = new AdamW(Map.of("p", parameter), settings, manager)) {
                for (double gradient : GRADIENTS) {
                    optimizer.step(Map.of("p", manager.create(new double[] {gradient, -gradient})), 0.05);
                }
                assertEquals(GRADIENTS.length, optimizer.steps());
            }
            double[] expected = {
                adamW(2, GRADIENTS, 0.05, settings),
                adamW(-1, new double[] {-GRADIENTS[0], -GRADIENTS[1], -GRADIENTS[2]}, 0.05, settings)
            };
            assertArrayEquals(expected, parameter.toDoubleArray(), 1e-12);
        }
    }

    @Test
    void gradientsAreScaledTogetherAndOnlyDown() {
        try (NDManager manager = PyTorch.get().newManager(Device.cpu())) {
            NDArray one = manager.create(new float[] {3, 0});
            NDArray other = manager.create(new float[] {-4});
            assertEquals(5, GlobalNorm.clip(List.of(one, other), 10));
            assertArrayEquals(new float[] {3, 0}, one.toFloatArray());
            assertEquals(5, GlobalNorm.clip(List.of(one, other), 0.5));
            assertArrayEquals(new float[] {0.3f, 0}, one.toFloatArray(), 1e-6f);
            assertArrayEquals(new float[] {-0.4f}, other.toFloatArray(), 1e-6f);
        }
    }

    @Test
    void gradientsWithoutAFiniteNormAreUnchanged() {
        try (NDManager manager = PyTorch.get().newManager(Device.cpu())) {
            for (float value : new float[] {Float.POSITIVE_INFINITY, Float.NaN}) {
                NDArray gradient = manager.create(new float[] {1, value});
                assertFalse(Double.isFinite(GlobalNorm.clip(List.of(gradient), 0.5)));
                assertArrayEquals(new float[] {1, value}, gradient.toFloatArray());
            }
        }
    }

    @Test
    void theLossIsTheNegatedMeanPsnrOfTheImages() {
        try (NDManager manager = PyTorch.get().newManager(Device.cpu())) {
            NDArray sharp = manager.zeros(new Shape(2, 3, 4, 4));
            // one image is off by 0.1 everywhere, which is 20 dB, the other by 0.01, which is 40 dB
            NDArray made = manager.create(new float[] {0.1f, 0.01f}, new Shape(2, 1, 1, 1))
                    .add(sharp);
            float loss = new PsnrLoss(1e-8)
                    .evaluate(new NDList(sharp), new NDList(made))
                    .getFloat();
            assertEquals(-30, loss, 1e-3);
        }
    }

    @Test
    void anEqualImageHasAFiniteLoss() {
        try (NDManager manager = PyTorch.get().newManager(Device.cpu())) {
            NDList image = new NDList(manager.ones(new Shape(1, 3, 4, 4)));
            assertEquals(-80, new PsnrLoss(1e-8).evaluate(image, image).getFloat(), 1e-3);
        }
    }

    @Test
    void anAlmostSharpImageDominatesTheGradientUnlessEpsilonIsLarger() {
        assertTrue(gradientOfTheNearlyRight(1e-8) > 15);
        assertTrue(gradientOfTheNearlyRight(1e-4) < 2);
    }

    /** The gradient of an image at 50 dB, as a multiple of that of one at 25 dB. */
    private static double gradientOfTheNearlyRight(double epsilon) {
        double[] errors = {Math.pow(10, -2.5), Math.pow(10, -1.25)};
        double[] slopes = new double[2];
        try (NDManager manager = PyTorch.get().newManager(Device.cpu())) {
            NDArray sharp = manager.zeros(new Shape(1, 3, 4, 4));
            for (int i = 0; i < 2; i++) {
                float below = loss(epsilon, sharp, sharp.add(errors[i] * 0.999));
                float above = loss(epsilon, sharp, sharp.add(errors[i] * 1.001));
                slopes[i] = (above - below) / (0.002 * errors[i]);
            }
        }
        return slopes[0] / slopes[1];
    }

    private static float loss(double epsilon, NDArray sharp, NDArray made) {
        return new PsnrLoss(epsilon)
                .evaluate(new NDList(sharp), new NDList(made))
                .getFloat();
    }

    @Test
    void theRateFallsFromTheFirstToTheLast() {
        CosineSchedule schedule = new CosineSchedule(1e-3, 1e-7, 100);
        assertEquals(1e-3, schedule.at(0), 1e-15);
        assertEquals((1e-3 + 1e-7) / 2, schedule.at(50), 1e-15);
        assertEquals(1e-7, schedule.at(100), 1e-15);
        assertEquals(1e-7, schedule.at(1000), 1e-15);
    }

    @Property
    void theRateNeverRises(@ForAll @LongRange(max = 99) long step) {
        CosineSchedule schedule = new CosineSchedule(1e-3, 1e-7, 100);
        assertTrue(schedule.at(step + 1) < schedule.at(step));
    }

    @Test
    void theRecipesDefaultsAreThePublishedOnes() {
        TrainingRecipe recipe = new TrainingRecipe();
        assertEquals(200_000, recipe.steps());
        assertEquals(32, recipe.batch());
        assertEquals(256, recipe.patch());
        assertEquals(new CosineSchedule(1e-3, 1e-7, 200_000), recipe.schedule());
        assertEquals(new AdamW.Settings(0.9, 0.9, 1e-8, 1e-3), recipe.optimizer());
        assertEquals(0.01, recipe.gradientNorm());
        assertEquals(1e-8, recipe.lossEpsilon());
        assertEquals(0.5, recipe.maskDropout());
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        TrainingRecipe recipe = new TrainingRecipe();
        assertThrows(IllegalArgumentException.class, () -> recipe.withSteps(0));
        assertThrows(IllegalArgumentException.class, () -> recipe.withBatch(1, 0));
        assertThrows(IllegalArgumentException.class, () -> recipe.withMaskDropout(1.5));
        assertThrows(IllegalArgumentException.class, () -> recipe.withLossEpsilon(0));
        assertThrows(IllegalArgumentException.class, () -> recipe.withLearningRates(Double.NaN, 1e-7));
        assertThrows(IllegalArgumentException.class, () -> new AdamW.Settings(1, 0.9, 1e-8, 0));
        assertThrows(IllegalArgumentException.class, () -> new CosineSchedule(1e-3, 0, 100));
    }
}
