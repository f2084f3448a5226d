package org.samdeblur.networks.sam.graph;

import org.samdeblur.networks.graph.Operand;

/**
 * Reorders maps that are finer than the embedding to the order of {@link Upscaling}'s output. One row holds all values
 * at one position of the embedding: by quarter of the position, then by quarter of these, then by channel.
 */
final class FinerMaps {
    private FinerMaps() {}

    /** {@code [1, c, 2E, 2E]} becomes {@code [1, E, E, 4·c]}. */
    static Operand byPlaceOfTwo(Operand map, int size, int channels) {
        // [channel, row, row in two, column, column in two]
        return map.reshape(channels, size, 2, size, 2).transpose(1, 3, 2, 4, 0).reshape(1, size, size, 4L * channels);
    }

    /** {@code [1, c, 4E, 4E]} becomes {@code [1, E, E, 16·c]}. */
    static Operand byPlaceOfFour(Operand map, int size, int channels) {
        // [channel, row, row in two, row in four, column, column in two, column in four]
        return map.reshape(channels, size, 2, 2, size, 2, 2)
                .transpose(1, 4, 2, 5, 3, 6, 0)
                .reshape(1, size, size, 16L * channels);
    }
}
