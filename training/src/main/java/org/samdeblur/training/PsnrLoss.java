package org.samdeblur.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import org.samdeblur.backend.djl.runtime.Tensors;

/**
 * The negated peak signal-to-noise ratio, the loss of NAFNet and SAM-Deblur: {@code 10/ln 10 · mean(ln(mse +
 * epsilon))}, where the mean squared error is that of an image and the mean is over the batch. Images are in [0, 1].
 *
 * @since 0.1.0
 */
public final class PsnrLoss extends Loss {
    private static final double DECIBELS = 10 / Math.log(10);

    private final double epsilon;

    /**
     * Creates the loss.
     *
     * @param epsilon added to the mean squared error, above 0; 1e-8 in the published code
     */
    public PsnrLoss(double epsilon) {
        super("PSNR");
        this.epsilon = epsilon;
    }

    /**
     * Compares images.
     *
     * @param labels the sharp images, one array {@code [B, C, H, W]}
     * @param predictions the network's outputs, one array of the same shape
     * @return a scalar, lower for better outputs
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray difference = predictions.singletonOrThrow().sub(labels.singletonOrThrow());
        NDArray errors =
                difference.reshape(new Shape(difference.size(0), -1)).square().mean(new int[] {1});
        return errors.add(epsilon).log().mul(Tensors.number(DECIBELS, errors)).mean();
    }
}
