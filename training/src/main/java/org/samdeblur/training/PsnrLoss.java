package org.samdeblur.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import org.samdeblur.backend.djl.runtime.Tensors;

/**
 * The negated peak signal-to-noise ratio as NAFNet and SAM-Deblur train on it: {@code 10/ln 10 · mean(ln(mse + epsilon))}, the
 * mean squared error taken for each image, the mean over the batch. Images are in [0, 1].
 *
 * @since 0.1.0
 */
public final class PsnrLoss extends Loss {
    private static final double DECIBELS = 10 / Math.log(10);

    private final double epsilon;

    /**
     * Makes the loss.
     *
     * @param epsilon what is added to the mean squared error, above 0; 1e-8 where it was published
     */
    public PsnrLoss(double epsilon) {
        super("PSNR");
        this.epsilon = epsilon;
    }

    /**
     * Compares images.
     *
     * @param labels what they should be, one array {@code [B, C, H, W]}
     * @param predictions what they are, one array of the same shape
     * @return one number, lower for better images
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray difference = predictions.singletonOrThrow().sub(labels.singletonOrThrow());
        NDArray errors =
                difference.reshape(new Shape(difference.size(0), -1)).square().mean(new int[] {1});
        return errors.add(epsilon).log().mul(Tensors.number(DECIBELS, errors)).mean();
    }
}
