package org.samdeblur.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.samdeblur.backend.djl.runtime.Gradients;

/**
 * The exponential moving average of parameters. Its decay is smaller in the first steps, so that the initial values do
 * not dominate: {@code min(decay, (1 + t) / (10 + t))} after step t, as in TensorFlow's {@code
 * ExponentialMovingAverage}.
 *
 * <p>Owns its arrays. Not safe for use by multiple threads.
 */
final class MovingAverage implements AutoCloseable {
    private final Map<String, NDArray> parameters;
    private final Map<String, NDArray> averages = new LinkedHashMap<>();
    private final double decay;
    private final NDManager manager;

    /** Starts from the present values of the parameters. */
    MovingAverage(Map<String, NDArray> parameters, double decay, NDManager parent) {
        this.parameters = parameters;
        this.decay = decay;
        manager = parent.newSubManager();
        Gradients.unrecorded(() -> parameters.forEach((name, parameter) -> averages.put(name, copy(parameter))));
    }

    private NDArray copy(NDArray array) {
        NDArray copy = manager.zeros(array.getShape(), array.getDataType());
        copy.addi(array);
        return copy;
    }

    /** Adds the present values of the parameters, after a number of steps. */
    void add(long steps) {
        double kept = Math.min(decay, (1.0 + steps) / (10.0 + steps));
        Gradients.unrecorded(() -> {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                averages.forEach((name, average) ->
                        average.muli(kept).addi(parameters.get(name).mul(1 - kept)));
            }
        });
    }

    /** Runs work while the parameters have the averages as their values. */
    void applied(Runnable work) {
        exchange();
        try {
            work.run();
        } finally {
            exchange();
        }
    }

    /** Swaps parameters and averages. The values stay exact, because only zeros are added. */
    private void exchange() {
        Gradients.unrecorded(() -> averages.forEach((name, average) -> {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDArray parameter = parameters.get(name);
                NDArray values = parameter.add(0);
                parameter.muli(0).addi(average);
                average.muli(0).addi(values);
            }
        }));
    }

    /** Returns the averages by the parameters' names. */
    Map<String, NDArray> arrays() {
        return Collections.unmodifiableMap(averages);
    }

    @Override
    public void close() {
        manager.close();
    }
}
