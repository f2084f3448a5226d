package org.samdeblur.networks.maxim;

import java.util.Map;
import org.samdeblur.networks.architecture.Initial;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Operand;

/**
 * A layer normalisation along the channels of every pixel.
 *
 * @param scale {@code [C]}
 * @param shift {@code [C]}
 */
record Norm(Operand scale, Operand shift) {
    private static final float EPSILON = 1e-6f;

    /** Reads {@code layer.weight} and {@code layer.bias}, {@code [channels]}. */
    static Norm of(Layers layers, String layer, int channels) {
        return new Norm(
                layers.weight(layer + ".weight", Initial.constant(1), channels),
                layers.weight(layer + ".bias", Initial.constant(0), channels));
    }

    /** Normalises {@code [..., C]}; the result has the same shape. */
    Operand of(Operand x) {
        return x.op(
                "LayerNormalization", Map.of("axis", Attribute.of(-1), "epsilon", Attribute.of(EPSILON)), scale, shift);
    }
}
