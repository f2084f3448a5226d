package org.samdeblur.networks.sam.graph;

import org.samdeblur.networks.architecture.Initial;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/**
 * The projections of an attention between a prompt's tokens and the image.
 *
 * @param layout the decoder's sizes
 * @param layers the attention's
 */
record CrossProjections(DecoderLayout layout, Layers layers) {
    /** {@code [B, R, C]}, projected: {@code [B, R, D]}. */
    Operand projected(String layer, Operand x) {
        return layers.linear(layer, x, layout.channels(), layout.crossChannels());
    }

    /** {@code [B, R, D]}, projected back: {@code [B, R, C]}. */
    Operand back(Operand x) {
        return layers.linear("out_proj", x, layout.crossChannels(), layout.channels());
    }

    /** The weight of a projection, {@code [D, C]}. */
    Operand weight(String layer) {
        return layers.weight(layer + ".weight", initial(), layout.crossChannels(), layout.channels());
    }

    /** The bias of a projection, {@code [D]}. */
    Operand bias(String layer) {
        return layers.weight(layer + ".bias", initial(), layout.crossChannels());
    }

    /** The weight of the projection back, {@code [C, D]}. */
    Operand weightBack() {
        return layers.weight("out_proj.weight", initial(), layout.channels(), layout.crossChannels());
    }

    /** The bias of the projection back, {@code [C]}. */
    Operand biasBack() {
        return layers.weight("out_proj.bias", initial(), layout.channels());
    }

    private Initial initial() {
        return Initial.ofFanIn(layout.channels());
    }
}
