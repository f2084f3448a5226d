package org.samdeblur.networks.dmphn;

import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/**
 * Encoder and decoder of one level of a DMPHN: convolutional networks of residual layers, at three resolutions.
 *
 * @param encoder the encoder's weights
 * @param decoder the decoder's weights
 * @param widths the channels of both
 */
record DmphnLevel(Layers encoder, Layers decoder, DmphnWidths widths) {
    private static final int DOWN_KERNEL = 3;
    private static final int UP_KERNEL = 4;

    /** Turns {@code [N, 3, H, W]} into features at a quarter of the resolution. */
    Operand encode(Operand x) {
        Operand y = encoder.conv2d("layer1", x, Conv2d.of(3, widths.fine(), widths.kernel()));
        y = residuals(encoder, y, widths.fine(), "layer2", "layer3");
        y = encoder.conv2d("layer5", y, halving(widths.fine(), widths.middle()));
        y = residuals(encoder, y, widths.middle(), "layer6", "layer7");
        y = encoder.conv2d("layer9", y, halving(widths.middle(), widths.coarse()));
        return residuals(encoder, y, widths.coarse(), "layer10", "layer11");
    }

    /** Turns features at a quarter of the resolution into {@code [N, 3, H, W]}. */
    Operand decode(Operand x) {
        Operand y = residuals(decoder, x, widths.coarse(), "layer13", "layer14");
        y = decoder.convTranspose2d("layer16", y, doubling(widths.coarse(), widths.middle()));
        y = residuals(decoder, y, widths.middle(), "layer17", "layer18");
        y = decoder.convTranspose2d("layer20", y, doubling(widths.middle(), widths.fine()));
        y = residuals(decoder, y, widths.fine(), "layer21", "layer22");
        return decoder.conv2d("layer24", y, Conv2d.of(widths.fine(), 3, widths.kernel()));
    }

    private static Conv2d halving(int inputs, int outputs) {
        return Conv2d.of(inputs, outputs, DOWN_KERNEL).stride(2);
    }

    private static Conv2d doubling(int inputs, int outputs) {
        return Conv2d.of(inputs, outputs, UP_KERNEL).stride(2).padding(UP_KERNEL / 2 - 1);
    }

    private Operand residuals(Layers network, Operand x, int channels, String first, String second) {
        return residual(network.under(second), residual(network.under(first), x, channels), channels);
    }

    private Operand residual(Layers layer, Operand x, int channels) {
        Conv2d conv = Conv2d.of(channels, channels, widths.kernel());
        return layer.conv2d("2", layer.conv2d("0", x, conv).relu(), conv).add(x);
    }
}
