package org.samdeblur.map.segment;

/**
 * An edge as a number that is ordered by weight: 31 bits of weight, 31 bits for the pixel where it starts, 2 for its
 * direction.
 */
final class EdgeCode {
    private static final int WEIGHT_SHIFT = 33;
    private static final int DIRECTION_BITS = 2;

    private EdgeCode() {}

    /**
     * @param weight the bits of the weight, as of {@link Float#floatToRawIntBits}, which are ordered like the weights
     */
    static long of(int weight, int from, int direction) {
        return (long) weight << WEIGHT_SHIFT | (long) from << DIRECTION_BITS | direction;
    }

    static int weightBits(long edge) {
        return (int) (edge >>> WEIGHT_SHIFT);
    }

    static float weight(long edge) {
        return Float.intBitsToFloat(weightBits(edge));
    }

    static int from(long edge) {
        return (int) (edge >>> DIRECTION_BITS) & Integer.MAX_VALUE;
    }

    static int direction(long edge) {
        return (int) edge & PixelGraph.DIRECTIONS - 1;
    }
}
