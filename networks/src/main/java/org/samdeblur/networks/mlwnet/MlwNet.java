package org.samdeblur.networks.mlwnet;

import java.util.List;
import org.samdeblur.api.Padding;
import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Initial;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.graph.Operand;
import org.samdeblur.networks.nafnet.NafNetBlocks;

/**
 * MLWNet (Gao et al., Efficient Multi-scale Network with Learnable Discrete Wavelet Transform for Blind Motion Deblurring, CVPR
 * 2024): an encoder of NAFNet's blocks, and a fusion and decoder whose blocks work on learnt wavelets. Of its four outputs only the
 * image of full size is written.
 *
 * @param width channels at full resolution, doubled by each level
 * @param encoderBlocks blocks of the encoder, finest level first
 * @param fusionBlocks blocks of the fusion at levels 2 and 3
 * @param decoderBlocks blocks of the decoder, finest level first
 */
record MlwNet(int width, List<Integer> encoderBlocks, List<Integer> fusionBlocks, List<Integer> decoderBlocks)
        implements NetworkDesign {
    private static final float NORM_EPSILON = 1e-6f;
    private static final int WAVELET_KERNEL = 7;

    MlwNet {
        encoderBlocks = List.copyOf(encoderBlocks);
        fusionBlocks = List.copyOf(fusionBlocks);
        decoderBlocks = List.copyOf(decoderBlocks);
    }

    @Override
    public String architecture() {
        return MlwNetArchitecture.NAME;
    }

    /** Three halvings, and that of the wavelets. */
    @Override
    public int sizeMultiple() {
        return 16;
    }

    @Override
    public Padding padding() {
        return Padding.REFLECT;
    }

    private int channels(int level) {
        return width << (level - 1);
    }

    @Override
    public Operand write(Layers layers, Operand image) {
        Layers encoder = layers.under("encoder");
        Operand x1 = encoder.conv2d("feature_embed", image, Conv2d.of(3, width, 3));
        x1 = encoded(encoder, x1, 1);
        Operand x2 = encoded(encoder, down(encoder, x1, 1), 2);
        Operand x3 = encoded(encoder, down(encoder, x2, 2), 3);
        Operand x4 = encoded(encoder, down(encoder, x3, 3), 4);

        Layers fusion = layers.under("fusion");
        x3 = waveletBlocks(fusion, "d3", up(fusion, "up43", x4, 4).add(x3), 3, fusionBlocks.get(1));
        x2 = waveletBlocks(fusion, "d2", up(fusion, "up32", x3, 3).add(x2), 2, fusionBlocks.get(0));
        return decoded(layers.under("decoder"), x1, x2, x3, x4).add(image);
    }

    private Operand decoded(Layers layers, Operand x1, Operand x2, Operand x3, Operand x4) {
        Operand y = decoderBlocks(layers, x4, 4);
        y = decoderBlocks(layers, up(layers, "up43", y, 4).add(x3), 3);
        y = decoderBlocks(layers, up(layers, "up32", y, 3).add(x2), 2);
        Operand alpha = layers.weight("alpha", Initial.constant(0), 1, channels(2), 1, 1);
        y = up(layers, "up21", y.add(x2.mul(alpha)), 2).add(x1);
        y = decoderBlocks(layers, y, 1);
        for (int level = 2; level <= 4; level++) {
            layers.ignore("head" + level + ".block.0.weight");
            layers.ignore("head" + level + ".block.0.bias");
        }
        return layers.conv2d("head1.block.0", y, Conv2d.of(width, 3, 3));
    }

    private Operand encoded(Layers encoder, Operand x, int level) {
        Layers blocks = encoder.under("b" + level);
        Operand y = x;
        for (int block = 0; block < encoderBlocks.get(level - 1); block++) {
            y = NafNetBlocks.write(blocks.under(String.valueOf(block)), y, channels(level));
        }
        return y;
    }

    private Operand down(Layers layers, Operand x, int level) {
        Conv2d halving = Conv2d.of(channels(level), channels(level + 1), 2).stride(2);
        return layers.conv2d("down" + level, x, halving);
    }

    private Operand up(Layers layers, String name, Operand x, int level) {
        Conv2d doubling = Conv2d.of(channels(level), 2 * channels(level), 1).withoutBias();
        return layers.conv2d(name + ".0", x, doubling).pixelShuffle(2);
    }

    private Operand decoderBlocks(Layers layers, Operand x, int level) {
        return waveletBlocks(layers, "d" + level, x, level, decoderBlocks.get(level - 1));
    }

    private Operand waveletBlocks(Layers layers, String name, Operand x, int level, int count) {
        Operand y = x;
        for (int block = 0; block < count; block++) {
            y = waveletBlock(layers.under(name + "." + block), y, channels(level));
        }
        return y;
    }

    private static Operand waveletBlock(Layers block, Operand x, int channels) {
        Operand y = block.layerNorm2d("norm1", x, channels, NORM_EPSILON);
        y = learntWavelet(block.under("wavelet_block1"), y, channels);
        y = y.mul(block.conv2d("sca.1", y.globalAveragePool(), Conv2d.of(channels, channels, 1)));
        y = block.conv2d("conv3", y, Conv2d.of(channels, channels, 1));
        return NafNetBlocks.withSpatialHalf(block, x, y, channels);
    }

    private static Operand learntWavelet(Layers layers, Operand x, int channels) {
        HaarWavelet wavelet = new HaarWavelet(layers);
        int hidden = 6 * channels;
        Operand y = layers.conv2d("conv1", wavelet.decomposed(x), Conv2d.of(4 * channels, hidden, 1));
        y = layers.conv2d("conv2", y, Conv2d.depthwise(hidden, WAVELET_KERNEL)).gelu();
        y = layers.conv2d("conv3", y, Conv2d.of(hidden, 4 * channels, 1));
        wavelet.ignoreCopies();
        return wavelet.reconstructed(y);
    }
}
