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
 * Adam with decoupled weight decay (Loshchilov and Hutter, ICLR 2019), with the same operations as PyTorch: both
 * moments are corrected for bias, and epsilon is added after the correction. Unlike the state of DJL's optimizer,
 * its state can be saved, so that an interrupted training continues exactly.
 *
 * <p>Updates parameters in place. Owns the moments. Not safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class AdamW implements AutoCloseable {
    /**
     * The settings of the optimizer.
     *
     * @param beta1 the decay rate of the first moment, in [0, 1)
     * @param beta2 the decay rate of the second moment, in [0, 1)
     * @param epsilon added to the denominator, above 0
     * @param weightDecay the weight decay, which is multiplied by the learning rate at each step
     */
    public record Settings(double beta1, double beta2, double epsilon, double weightDecay) implements Serializable {
        /**
         * Checks the values.
         *
         * @param beta1 the decay rate of the first moment
         * @param beta2 the decay rate of the second moment
         * @param epsilon added to the denominator
         * @param weightDecay the weight decay
         * @throws IllegalArgumentException if one is out of range
         */
        public Settings {
            boolean inRange = beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon > 0 && weightDecay >= 0;
            if (!inRange) {
                throw new IllegalArgumentException(
                        "AdamW takes betas in [0, 1), an epsilon above 0 and a decay of at least 0, not " + beta1 + ", "
                                + beta2 + ", " + epsilon + ", " + weightDecay);
            }
        }

        /** Creates the settings of the paper: betas 0.9 and 0.9, epsilon 1e-8, weight decay 1e-3. */
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
     * Creates an optimizer whose moments are zero.
     *
     * @param parameters the parameters by name
     * @param settings the settings
     * @param parent a manager on the parameters' device; the moments are released with it at the latest
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
     * @param gradients the gradients by the parameters' names; parameters without a gradient do not change
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
     * @return the number, including steps before the state was restored
     */
    public long steps() {
        return steps;
    }

    /** Returns the moments by name, for saving. The optimizer still owns them. */
    Map<String, NDArray> moments() {
        Map<String, NDArray> moments = new LinkedHashMap<>();
        slots.forEach((name, slot) -> {
            moments.put("first/" + name, slot.first());
            moments.put("second/" + name, slot.second());
        });
        return moments;
    }

    /** Sets the number of steps taken, after the moments have been restored in place. */
    void resumeAfter(long stepsTaken) {
        steps = stepsTaken;
    }

    /** Releases the moments. */
    @Override
    public void close() {
        manager.close();
    }
}
