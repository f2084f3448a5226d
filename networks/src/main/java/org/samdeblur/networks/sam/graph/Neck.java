package org.samdeblur.networks.sam.graph;

import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/**
 * Writes the neck of a SAM's encoder, which reduces the map to the embedding's channels: two convolutions, each with
 * normalisation.
 */
final class Neck {
    private static final float NORM_EPSILON = 1e-6f;

    private Neck() {}

    /** {@code [1, inputs, E, E]} becomes {@code [1, outputs, E, E]}. */
    static Operand write(Layers neck, Operand map, int inputs, int outputs) {
        Operand narrow = neck.conv2d("0", map, Conv2d.of(inputs, outputs, 1).withoutBias());
        Operand first = neck.layerNorm2d("1", narrow, outputs, NORM_EPSILON);
        Operand mixed = neck.conv2d("2", first, Conv2d.of(outputs, outputs, 3).withoutBias());
        return neck.layerNorm2d("3", mixed, outputs, NORM_EPSILON);
    }
}
