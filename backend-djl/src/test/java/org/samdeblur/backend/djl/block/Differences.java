package org.samdeblur.backend.djl.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Random;
import java.util.function.Supplier;
import org.samdeblur.backend.djl.runtime.Gradients;
import org.samdeblur.backend.djl.runtime.PyTorch;

/** Holds gradients against finite differences. */
final class Differences {
    private static final double STEP = 1e-5;
    private static final int PLACES = 6;

    private Differences() {}

    /** Compares the gradient of a number by some places of an array of doubles. */
    static void assertGradient(NDArray variable, Supplier<NDArray> number) {
        variable.setRequiresGradient(true);
        Gradients.clear(variable);
        differentiate(number);
        double[] gradient = variable.getGradient().flatten().toDoubleArray();
        Random random = new Random(3);
        for (int i = 0; i < PLACES; i++) {
            int place = random.nextInt(gradient.length);
            double difference =
                    (shifted(variable, place, STEP, number) - shifted(variable, place, -STEP, number)) / (2 * STEP);
            assertEquals(difference, gradient[place], 1e-6 * Math.max(1, Math.abs(difference)), "place " + place);
        }
    }

    static void differentiate(Supplier<NDArray> number) {
        try (Gradients gradients = Gradients.record(PyTorch.get())) {
            gradients.backward(number.get());
        }
    }

    private static double shifted(NDArray variable, int place, double by, Supplier<NDArray> number) {
        double[] result = new double[1];
        Gradients.unrecorded(() -> {
            try (NDManager manager = variable.getManager().newSubManager()) {
                double[] shift = new double[(int) variable.size()];
                shift[place] = by;
                NDArray step = manager.create(shift, variable.getShape());
                variable.addi(step);
                result[0] = number.get().getDouble();
                variable.subi(step);
            }
        });
        return result[0];
    }

    /** A number that depends on every place of an array in its own way. */
    static NDArray weighted(NDArray array) {
        NDArray places = array.getManager().arange(0, array.size(), 1, array.getDataType());
        return array.flatten().mul(places.mul(0.7).sin()).sum();
    }
}
