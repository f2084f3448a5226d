package org.samdeblur.networks.sam.graph;

import java.nio.FloatBuffer;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Constant;

/** A trained batch normalisation: every channel times a number plus a number, so that the convolution before it can take it in. */
final class BatchNorm {
    /** PyTorch's, which no published network here departs from. */
    private static final double EPSILON = 1e-5;

    private final float[] scale;
    private final float[] shift;

    /** All of them one value a channel. */
    BatchNorm(Tensor weight, Tensor bias, Tensor mean, Tensor variance) {
        FloatBuffer weights = weight.data();
        FloatBuffer biases = bias.data();
        FloatBuffer means = mean.data();
        FloatBuffer variances = variance.data();
        scale = new float[weights.limit()];
        shift = new float[weights.limit()];
        for (int channel = 0; channel < scale.length; channel++) {
            double factor = weights.get(channel) / Math.sqrt(variances.get(channel) + EPSILON);
            scale[channel] = (float) factor;
            shift[channel] = (float) (biases.get(channel) - means.get(channel) * factor);
        }
    }

    /** The weight of a convolution without bias, {@code [out, ...]}, that makes channels normalised but for their shift. */
    Constant scaled(Tensor weight) {
        FloatBuffer from = weight.data();
        int perChannel = from.limit() / scale.length;
        return Constant.create(
                to -> {
                    for (int i = 0; i < from.limit(); i++) {
                        to.put(from.get(i) * scale[i / perChannel]);
                    }
                },
                weight.shape());
    }

    /** What that convolution adds to every channel. */
    Constant bias() {
        return Constant.create(to -> to.put(shift), shift.length);
    }
}
