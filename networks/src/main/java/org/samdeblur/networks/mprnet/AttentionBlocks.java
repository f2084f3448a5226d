package org.samdeblur.networks.mprnet;

import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Initial;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/**
 * MPRNet's channel attention blocks (CAB) and what else its stages are made of.
 *
 * @param kernel height and width of the kernels
 * @param reduction by how much channel attention reduces the number of channels
 * @param bias whether convolutions have biases
 */
record AttentionBlocks(int kernel, int reduction, boolean bias) {
    /** As PyTorch initialises the slope of a PReLU. */
    private static final float SLOPE = 0.25f;

    Conv2d conv(int inputs, int outputs, int size) {
        return Conv2d.of(inputs, outputs, size).bias(bias);
    }

    /** So many blocks in a row, named by their numbers. */
    Operand sequence(Layers layers, Operand x, int channels, int count) {
        Operand y = x;
        for (int block = 0; block < count; block++) {
            y = block(layers.under(String.valueOf(block)), y, channels);
        }
        return y;
    }

    /** Two convolutions whose result is weighed channel by channel, and added. */
    Operand block(Layers layers, Operand x, int channels) {
        Operand slope = layers.weight("body.1.weight", Initial.constant(SLOPE), 1);
        Operand hidden =
                layers.conv2d("body.0", x, conv(channels, channels, kernel)).prelu(slope);
        Operand y = layers.conv2d("body.2", hidden, conv(channels, channels, kernel));
        int few = channels / reduction;
        Operand means = y.globalAveragePool();
        Operand weights =
                layers.conv2d("CA.conv_du.0", means, conv(channels, few, 1)).relu();
        weights = layers.conv2d("CA.conv_du.2", weights, conv(few, channels, 1)).sigmoid();
        return y.mul(weights).add(x);
    }

    /** Halves the size bilinearly without antialiasing, which is the mean of two by two pixels. */
    static Operand down(Layers layers, Operand x, int inputs, int outputs) {
        return layers.conv2d(
                "down.1", x.averagePool(2), Conv2d.of(inputs, outputs, 1).withoutBias());
    }

    /** Doubles the size bilinearly. */
    static Operand up(Layers layers, Operand x, int inputs, int outputs) {
        return layers.conv2d(
                "up.1", x.resizeBilinear(2), Conv2d.of(inputs, outputs, 1).withoutBias());
    }
}
