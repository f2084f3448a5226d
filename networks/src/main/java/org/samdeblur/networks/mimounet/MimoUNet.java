package org.samdeblur.networks.mimounet;

import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.graph.Operand;

/**
 * MIMO-UNet or MIMO-UNet+ (Cho et al., Rethinking Coarse-to-Fine Approach in Single Image Deblurring, ICCV 2021): a U-net that takes
 * the image at three sizes. Of its three outputs only the image of full size is written.
 *
 * @param width channels at full resolution, twice as many at half and four times at a quarter
 * @param blocks residual blocks of each of its six parts: 8 published as MIMO-UNet, 20 as MIMO-UNet+
 */
record MimoUNet(int width, int blocks) implements NetworkDesign {
    /** The published number of blocks from which on it is called MIMO-UNet+. */
    private static final int PLUS_BLOCKS = 20;

    @Override
    public String architecture() {
        return blocks < PLUS_BLOCKS ? "MIMO-UNet" : "MIMO-UNet+";
    }

    @Override
    public int sizeMultiple() {
        return 4;
    }

    @Override
    public Operand write(Layers layers, Operand image) {
        Operand half = image.resizeNearest(0.5f);
        Operand quarter = half.resizeNearest(0.5f);
        Operand halfFeatures = shallow(layers.under("SCM2"), half, 2 * width);
        Operand quarterFeatures = shallow(layers.under("SCM1"), quarter, 4 * width);

        Operand fine = encode(layers, 0, down(layers, 0, image, 3, width, 1), width);
        Operand middle = down(layers, 1, fine, width, 2 * width, 2);
        middle = encode(layers, 1, attend(layers.under("FAM2"), middle, halfFeatures, 2 * width), 2 * width);
        Operand coarse = down(layers, 2, middle, 2 * width, 4 * width, 2);
        coarse = encode(layers, 2, attend(layers.under("FAM1"), coarse, quarterFeatures, 4 * width), 4 * width);

        Operand coarseAtHalf = coarse.resizeNearest(2);
        Operand middleSkip = fuse(layers.under("AFFs.1"), 2 * width, fine.resizeNearest(0.5f), middle, coarseAtHalf);
        Operand fineSkip =
                fuse(layers.under("AFFs.0"), width, fine, middle.resizeNearest(2), coarseAtHalf.resizeNearest(2));

        Operand x = decode(layers, 0, coarse, 4 * width);
        x = up(layers, 3, x, 4 * width, 2 * width).concat(1, middleSkip);
        x = basicConv(layers, "Convs.0", x, Conv2d.of(4 * width, 2 * width, 1)).relu();
        x = decode(layers, 1, x, 2 * width);
        x = up(layers, 4, x, 2 * width, width).concat(1, fineSkip);
        x = basicConv(layers, "Convs.1", x, Conv2d.of(2 * width, width, 1)).relu();
        x = decode(layers, 2, x, width);
        ignoreSmallerOutputs(layers);
        return basicConv(layers, "feat_extract.5", x, Conv2d.of(width, 3, 3)).add(image);
    }

    /** The convolutions of the outputs at half and quarter size, which only the published training needs. */
    private static void ignoreSmallerOutputs(Layers layers) {
        for (int output = 0; output < 2; output++) {
            layers.ignore("ConvsOut." + output + ".main.0.weight");
            layers.ignore("ConvsOut." + output + ".main.0.bias");
        }
    }

    private static Operand basicConv(Layers layers, String name, Operand x, Conv2d conv) {
        return layers.conv2d(name + ".main.0", x, conv);
    }

    private static Operand down(Layers layers, int index, Operand x, int inputs, int outputs, int stride) {
        return basicConv(
                        layers,
                        "feat_extract." + index,
                        x,
                        Conv2d.of(inputs, outputs, 3).stride(stride))
                .relu();
    }

    private static Operand up(Layers layers, int index, Operand x, int inputs, int outputs) {
        return layers.convTranspose2d(
                        "feat_extract." + index + ".main.0",
                        x,
                        Conv2d.of(inputs, outputs, 4).stride(2).padding(1))
                .relu();
    }

    private Operand encode(Layers layers, int level, Operand x, int channels) {
        return residualBlocks(layers.under("Encoder." + level + ".layers"), x, channels);
    }

    private Operand decode(Layers layers, int step, Operand x, int channels) {
        return residualBlocks(layers.under("Decoder." + step + ".layers"), x, channels);
    }

    private Operand residualBlocks(Layers layers, Operand x, int channels) {
        Conv2d conv = Conv2d.of(channels, channels, 3);
        Operand y = x;
        for (int block = 0; block < blocks; block++) {
            Layers inside = layers.under(block + ".main");
            Operand hidden = basicConv(inside, "0", y, conv).relu();
            y = basicConv(inside, "1", hidden, conv).add(y);
        }
        return y;
    }

    /** The shallow convolutional module: features of a smaller image. */
    private static Operand shallow(Layers layers, Operand image, int channels) {
        Layers main = layers.under("main");
        Operand x = basicConv(main, "0", image, Conv2d.of(3, channels / 4, 3)).relu();
        x = basicConv(main, "1", x, Conv2d.of(channels / 4, channels / 2, 1)).relu();
        x = basicConv(main, "2", x, Conv2d.of(channels / 2, channels / 2, 3)).relu();
        x = basicConv(main, "3", x, Conv2d.of(channels / 2, channels - 3, 1)).relu();
        return basicConv(layers, "conv", image.concat(1, x), Conv2d.of(channels, channels, 1));
    }

    /** The feature attention module. */
    private static Operand attend(Layers layers, Operand x, Operand features, int channels) {
        return x.add(basicConv(layers, "merge", x.mul(features), Conv2d.of(channels, channels, 3)));
    }

    /** The asymmetric feature fusion of all three sizes. */
    private Operand fuse(Layers layers, int outputs, Operand first, Operand second, Operand third) {
        Operand all = first.concat(1, second, third);
        Operand x = basicConv(layers, "conv.0", all, Conv2d.of(7 * width, outputs, 1))
                .relu();
        return basicConv(layers, "conv.1", x, Conv2d.of(outputs, outputs, 3));
    }
}
