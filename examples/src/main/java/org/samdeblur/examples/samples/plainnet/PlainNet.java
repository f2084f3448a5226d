package org.samdeblur.examples.samples.plainnet;

import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.graph.Operand;

/**
 * Residual blocks at full resolution, between two convolutions. The result is added to the image.
 *
 * @param width channels of the features
 * @param blocks number of residual blocks
 */
public record PlainNet(int width, int blocks) implements NetworkDesign {
    static final String NAME = "PlainNet";

    @Override
    public String architecture() {
        return NAME;
    }

    @Override
    public Operand write(Layers layers, Operand image) {
        Operand x = layers.conv2d("plain_head", image, Conv2d.of(3, width, 3));
        for (int i = 0; i < blocks; i++) {
            x = block(layers.under("body." + i), x);
        }
        return layers.conv2d("tail", x, Conv2d.of(width, 3, 3)).add(image);
    }

    private Operand block(Layers layers, Operand x) {
        Conv2d conv = Conv2d.of(width, width, 3);
        Operand features = layers.conv2d("conv1", x, conv).relu();
        return layers.conv2d("conv2", features, conv).add(x);
    }
}
