package org.samdeblur.networks.fftformer;

import java.util.List;
import java.util.Map;
import org.samdeblur.api.Padding;
import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.graph.Operand;

/**
 * FFTformer (Kong et al., Efficient Frequency Domain-based Transformers for High-Quality Image Deblurring, CVPR 2023): a U-net at
 * three sizes whose blocks work on the spectra of patches of 8×8 pixels.
 *
 * @param width channels at full resolution
 * @param parts its sequences of blocks, by name
 * @param bias whether its convolutions have biases
 */
record FftFormer(int width, Map<String, FourierBlocks> parts, boolean bias) implements NetworkDesign {
    FftFormer {
        parts = Map.copyOf(parts);
    }

    @Override
    public String architecture() {
        return FftFormerArchitecture.NAME;
    }

    @Override
    public int sizeMultiple() {
        return 4 * PatchFourier.PATCH;
    }

    @Override
    public Padding padding() {
        return Padding.REFLECT;
    }

    @Override
    public Operand write(Layers layers, Operand image) {
        PatchFourier fourier = new PatchFourier(layers);
        Operand embedded =
                layers.conv2d("patch_embed.proj", image, Conv2d.of(3, width, 3).withoutBias());
        Operand level1 = blocks(layers, fourier, "encoder_level1", embedded);
        Operand level2 = blocks(layers, fourier, "encoder_level2", down(layers, "down1_2", level1, width));
        Operand level3 = blocks(layers, fourier, "encoder_level3", down(layers, "down2_3", level2, 2 * width));

        Operand x = blocks(layers, fourier, "decoder_level3", level3);
        x = fuse(layers, fourier, "fuse2", up(layers, "up3_2", x, 4 * width), level2, 2 * width);
        x = blocks(layers, fourier, "decoder_level2", x);
        x = fuse(layers, fourier, "fuse1", up(layers, "up2_1", x, 2 * width), level1, width);
        x = blocks(layers, fourier, "decoder_level1", x);
        x = blocks(layers, fourier, "refinement", x);
        layers.ignore("reduce_chan_level2.weight");
        layers.ignore("reduce_chan_level2.bias");
        return layers.conv2d("output", x, Conv2d.of(width, 3, 3).bias(bias)).add(image);
    }

    private Operand blocks(Layers layers, PatchFourier fourier, String part, Operand x) {
        return parts.get(part).write(layers.under(part), fourier, x);
    }

    /** Halved bilinearly without antialiasing, which is the mean of two by two pixels. */
    private static Operand down(Layers layers, String name, Operand x, int channels) {
        return layers.conv2d(
                name + ".body.1",
                x.averagePool(2),
                Conv2d.of(channels, 2 * channels, 3).withoutBias());
    }

    private static Operand up(Layers layers, String name, Operand x, int channels) {
        return layers.conv2d(
                name + ".body.1",
                x.resizeBilinear(2),
                Conv2d.of(channels, channels / 2, 3).withoutBias());
    }

    private Operand fuse(
            Layers layers, PatchFourier fourier, String name, Operand decoded, Operand encoded, int channels) {
        Layers inside = layers.under(name);
        Conv2d conv = Conv2d.of(2 * channels, 2 * channels, 1);
        Operand x = inside.conv2d("conv", decoded.concat(1, encoded), conv);
        x = parts.get(name).block(inside.under("att_channel"), fourier, x);
        List<Operand> halves = inside.conv2d("conv2", x, conv).chunk(1, 2);
        return halves.get(0).add(halves.get(1));
    }
}
