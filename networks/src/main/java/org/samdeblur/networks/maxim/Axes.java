package org.samdeblur.networks.maxim;

import org.samdeblur.networks.graph.Operand;

/**
 * Converts feature maps between the two orders of axes. In this package, convolutions take channels first; all other
 * layers take channels last.
 */
final class Axes {
    private Axes() {}

    /** From {@code [N, C, H, W]} to {@code [N, H, W, C]}. */
    static Operand channelsLast(Operand x) {
        return x.transpose(0, 2, 3, 1);
    }

    /** From {@code [N, H, W, C]} to {@code [N, C, H, W]}. */
    static Operand channelsFirst(Operand x) {
        return x.transpose(0, 3, 1, 2);
    }
}
