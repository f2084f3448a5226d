package org.samdeblur.networks.fftformer;

import java.util.List;
import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Initial;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/**
 * A sequence of FFTformer's transformer blocks. Those of the decoder have attention, computed as a product of spectra.
 *
 * @param channels the channels of the map
 * @param count the number of blocks
 * @param hidden the channels of the feed-forward network after its gate
 * @param attention whether the blocks have attention
 * @param bias whether the convolutions have biases
 */
record FourierBlocks(int channels, int count, int hidden, boolean attention, boolean bias) {
    private static final float NORM_EPSILON = 1e-5f;

    Operand write(Layers layers, PatchFourier fourier, Operand x) {
        Operand y = x;
        for (int index = 0; index < count; index++) {
            y = block(layers.under(String.valueOf(index)), fourier, y);
        }
        return y;
    }

    Operand block(Layers block, PatchFourier fourier, Operand x) {
        Operand y = x;
        if (attention) {
            Operand normal = block.layerNorm2d("norm1.body", x, channels, NORM_EPSILON);
            y = x.add(attention(block.under("attn"), fourier, normal));
        }
        Operand normal = block.layerNorm2d("norm2.body", y, channels, NORM_EPSILON);
        return y.add(feedForward(block.under("ffn"), fourier, normal));
    }

    /** The frequency domain-based self-attention solver (FSAS). */
    private Operand attention(Layers layers, PatchFourier fourier, Operand x) {
        int each = 2 * channels;
        Operand qkv =
                layers.conv2d("to_hidden", x, Conv2d.of(channels, 3 * each, 1).bias(bias));
        qkv = layers.conv2d("to_hidden_dw", qkv, Conv2d.depthwise(3 * each, 3).bias(bias));
        List<Operand> parts = qkv.chunk(1, 3);
        Operand query = fourier.transformed(parts.get(0));
        Operand key = fourier.transformed(parts.get(1));
        Operand scores = fourier.back(PatchFourier.product(query, key), parts.get(0));
        Operand attended = parts.get(2).mul(layers.layerNorm2d("norm.body", scores, each, NORM_EPSILON));
        return layers.conv2d(
                "project_out", attended, Conv2d.of(each, channels, 1).bias(bias));
    }

    /** The discriminative frequency domain-based feed-forward network (DFFN). */
    private Operand feedForward(Layers layers, PatchFourier fourier, Operand x) {
        Operand y = layers.conv2d(
                "project_in", x, Conv2d.of(channels, 2 * hidden, 1).bias(bias));
        Operand factors =
                layers.weight("fft", Initial.constant(1), 2 * hidden, 1, 1, PatchFourier.PATCH, PatchFourier.KEPT);
        Operand filtered = fourier.back(PatchFourier.scaled(fourier.transformed(y), factors, 2 * hidden), y);
        Operand z = layers.conv2d(
                "dwconv", filtered, Conv2d.depthwise(2 * hidden, 3).bias(bias));
        List<Operand> halves = z.chunk(1, 2);
        Operand gated = halves.get(0).gelu().mul(halves.get(1));
        return layers.conv2d(
                "project_out", gated, Conv2d.of(hidden, channels, 1).bias(bias));
    }
}
