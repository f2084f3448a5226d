package org.samdeblur.networks.deblur;

import org.samdeblur.networks.architecture.Layers;

/** Encoder and decoder of one level of a DMPHN: convolutional networks of residual layers, at three resolutions. */
record DmphnLevel(Layers encoder, Layers decoder) {
    /** Turns {@code [N, 3, H, W]} into features at a quarter of the resolution. */
    String encode(String x) {
        String y = residuals(encoder, encoder.convolution("layer1", x, 1), "layer2", "layer3");
        y = residuals(encoder, encoder.convolution("layer5", y, 2), "layer6", "layer7");
        return residuals(encoder, encoder.convolution("layer9", y, 2), "layer10", "layer11");
    }

    /** Turns features at a quarter of the resolution into {@code [N, 3, H, W]}. */
    String decode(String x) {
        String y = decoder.doublingConvolution("layer16", residuals(decoder, x, "layer13", "layer14"));
        y = decoder.doublingConvolution("layer20", residuals(decoder, y, "layer17", "layer18"));
        return decoder.convolution("layer24", residuals(decoder, y, "layer21", "layer22"), 1);
    }

    private static String residuals(Layers network, String x, String first, String second) {
        return residual(network.under(second), residual(network.under(first), x));
    }

    private static String residual(Layers layer, String x) {
        String hidden = layer.graph().relu(layer.convolution("0", x, 1));
        return layer.graph().add(layer.convolution("2", hidden, 1), x);
    }
}
