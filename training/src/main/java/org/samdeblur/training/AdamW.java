package org.samdeblur.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.samdeblur.backend.djl.runtime.Gradients;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, ICLR 2019), operation by operation as PyTorch computes it: both
 * moments corrected for their bias, epsilon added after the correction. Unlike DJL's, its state can be saved, so that training
 * goes on as if it had never been interrupted.
 *
 * <p>Changes parameters in place. Owns the moments. For one thread at a time.
 *
 * @since 0.1.0
 */
public final class AdamW implements AutoCloseable {
    /**
     * What does not change during training.
     *
     * @param beta1 how much of the first moment is kept at each step, in [0, 1)
     * @param beta2 how much of the second moment is kept, in [0, 1)
     * @param epsilon keeps the quotient of the moments finite, above 0
     * @param weightDecay the part of a parameter that is taken away at each step, before it is multiplied by the learning rate
     */
    public record Settings(double beta1, double beta2, double epsilon, double weightDecay) implements Serializable {
        /**
         * Checks the values.
         *
         * @param beta1 how much of the first moment is kept
         * @param beta2 how much of the second moment is kept
         * @param epsilon keeps the quotient finite
         * @param weightDecay the part that is taken away
         * @throws IllegalArgumentException if one is out of range
         */
        public Settings {
            boolean inRange = beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon > 0 && weightDecay >= 0;
            if (!inRange) {
                throw new IllegalArgumentException(
                        "AdamW takes betas in [0, 1), an epsilon above 0 and a decay of at least 0," + " not " + beta1
                                + ", " + beta2 + ", " + epsilon + ", " + weightDecay);
            }
        }

        /** Those of the paper: betas 0.9 and 0.9, epsilon 1e-8, weight decay 1e-3. */
        public Settings() {
            this(0.9, 0.9, 1e-8, 1e-3);
        }
    }

    /** A parameter and its moments. */
    private record Slot(NDArray parameter, NDArray first, NDArray second) {}

    private final Settings settings;
    private final NDManager manager;
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private long steps;

    /**
     * Begins with moments of zero.
     *
     * @param parameters the parameters by name
     * @param settings the settings
     * @param parent owns the manager of the moments, on the parameters' device
     */
    public AdamW(Map<String, NDArray> parameters, Settings settings, NDManager parent) {
        this.settings = settings;
        manager = parent.newSubManager();
        parameters.forEach((name, parameter) -> slots.put(
                name,
                new Slot(
                        parameter,
                        manager.zeros(parameter.getShape(), parameter.getDataType()),
                        manager.zeros(parameter.getShape(), parameter.getDataType()))));
    }

    /**
     * Takes one step.
     *
     * @param gradients the gradients by the parameters' names; parameters without one stay as they are
     * @param learningRate the learning rate of this step
     */
    public void step(Map<String, NDArray> gradients, double learningRate) {
        step(gradients, name -> learningRate);
    }

    /** Takes one step at a learning rate for each parameter. */
    void step(Map<String, NDArray> gradients, ToDoubleFunction<String> learningRate) {
        steps++;
        Gradients.unrecorded(() -> gradients.forEach(
                (name, gradient) -> update(slots.get(name), gradient, learningRate.applyAsDouble(name))));
    }

    private void update(Slot slot, NDArray gradient, double learningRate) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray first = slot.first();
            NDArray second = slot.second();
            slot.parameter().muli(1 - learningRate * settings.weightDecay());
            first.muli(settings.beta1()).addi(gradient.mul(1 - settings.beta1()));
            second.muli(settings.beta2()).addi(gradient.square().mul(1 - settings.beta2()));
            double firstCorrection = 1 - Math.pow(settings.beta1(), steps);
            double secondCorrection = Math.sqrt(1 - Math.pow(settings.beta2(), steps));
            NDArray deviation = second.sqrt().div(secondCorrection).add(settings.epsilon());
            slot.parameter().subi(first.div(deviation).mul(learningRate / firstCorrection));
        }
    }

    /**
     * Returns the number of steps taken.
     *
     * @return the steps, those before the state was restored among them
     */
    public long steps() {
        return steps;
    }

    /** The moments by name, to be saved; they stay this one's. */
    Map<String, NDArray> moments() {
        Map<String, NDArray> moments = new LinkedHashMap<>();
        slots.forEach((name, slot) -> {
            moments.put("first/" + name, slot.first());
            moments.put("second/" + name, slot.second());
        });
        return moments;
    }

    /** Goes on after so many steps; the moments have been restored in place. */
    void resumeAfter(long stepsTaken) {
        steps = stepsTaken;
    }

    /** Releases the moments. */
    @Override
    public void close() {
        manager.close();
    }
}
