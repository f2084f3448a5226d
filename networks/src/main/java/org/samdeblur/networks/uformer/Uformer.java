package org.samdeblur.networks.uformer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import org.samdeblur.api.ModelInfo.Placement;
import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.graph.Operand;

/**
 * Uformer (Wang et al., Uformer: A General U-Shaped Transformer for Image Restoration, CVPR 2022): a U-net of transformer blocks
 * that attend within windows.
 *
 * @param width channels at full resolution
 * @param encoder the blocks of the encoder, finest level first
 * @param bottleneck the blocks at the coarsest resolution
 * @param decoder the blocks of the decoder, coarsest level first
 */
record Uformer(int width, List<WindowBlocks> encoder, WindowBlocks bottleneck, List<WindowBlocks> decoder)
        implements NetworkDesign {
    /** As {@code torch.nn.LeakyReLU} has it. */
    private static final float SLOPE = 0.01f;

    Uformer {
        encoder = List.copyOf(encoder);
        decoder = List.copyOf(decoder);
    }

    @Override
    public String architecture() {
        return UformerArchitecture.NAME;
    }

    @Override
    public int sizeMultiple() {
        return bottleneck.window() << encoder.size();
    }

    @Override
    public boolean isSquare() {
        return true;
    }

    @Override
    public Placement placement() {
        return Placement.CENTER;
    }

    /** The published networks are trained on patches of 256×256 pixels. */
    @Override
    public OptionalInt window() {
        return OptionalInt.of(256);
    }

    @Override
    public Operand write(Layers layers, Operand image) {
        Deque<Operand> skipped = new ArrayDeque<>();
        Operand x = layers.conv2d("input_proj.proj.0", image, Conv2d.of(3, width, 3))
                .leakyRelu(SLOPE);
        for (int level = 0; level < encoder.size(); level++) {
            int channels = width << level;
            x = encoder.get(level).write(layers.under("encoderlayer_" + level), x);
            skipped.push(x);
            Conv2d halving = Conv2d.of(channels, 2 * channels, 4).stride(2).padding(1);
            x = layers.conv2d("dowsample_" + level + ".conv.0", x, halving);
        }
        x = bottleneck.write(layers.under("conv"), x);
        int channels = bottleneck.channels();
        for (int step = 0; step < decoder.size(); step++) {
            Operand skip = skipped.pop();
            int outputs = width << (decoder.size() - 1 - step);
            Conv2d doubling = Conv2d.of(channels, outputs, 2).stride(2);
            x = layers.convTranspose2d("upsample_" + step + ".deconv.0", x, doubling)
                    .concat(1, skip);
            x = decoder.get(step).write(layers.under("decoderlayer_" + step), x);
            channels = 2 * outputs;
        }
        return layers.conv2d("output_proj.proj.0", x, Conv2d.of(channels, 3, 3)).add(image);
    }
}
