package org.samdeblur.networks.sam.graph;

import java.nio.FloatBuffer;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Constant;

/** A trained batch normalisation. It scales and shifts every channel, so it can be folded into the convolution before it. */
final class BatchNorm {
    /** PyTorch's default, which all published networks here use. */
    private static final double EPSILON = 1e-5;

    private final float[] scale;
    private final float[] shift;

    /** All with one value per channel. */
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

    /** Scales the weight {@code [out, ...]} of the convolution before it, which has no bias. */
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

    /** The bias for that convolution. */
    Constant bias() {
        return Constant.create(to -> to.put(shift), shift.length);
    }
}
