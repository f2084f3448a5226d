package org.samdeblur.networks.sam.graph;

import org.samdeblur.networks.graph.Operand;

/** Splits channels among the heads of an attention, and joins them again. */
record Heads(int count) {
    /** {@code [B, R, h·c]} becomes {@code [B, h, R, c]}. */
    Operand apart(Operand x, int channelsEach) {
        return x.reshape(0, 0, count, channelsEach).transpose(0, 2, 1, 3);
    }

    /** {@code [B, h, R, c]} becomes {@code [B, R, h·c]}. */
    Operand together(Operand x, int channelsEach) {
        return x.transpose(0, 2, 1, 3).reshape(0, 0, (long) count * channelsEach);
    }

    /** Divides by the square root of a head's channels, as for scores. */
    Operand scaled(Operand x, int channelsEach) {
        return x.mul((float) (1 / Math.sqrt(channelsEach)));
    }

    /** {@code [B, h, R, c]} becomes {@code [B, h·R, c]}: the rows of the first head, then those of the second. */
    Operand stacked(Operand x, int channelsEach) {
        return x.reshape(0, -1, channelsEach);
    }

    /** {@code [B, h·R, c]} becomes {@code [B, h, R, c]}. */
    Operand unstacked(Operand x, int channelsEach) {
        return x.reshape(0, count, -1, channelsEach);
    }
}
