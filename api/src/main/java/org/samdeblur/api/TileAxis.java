package org.samdeblur.api;

import java.util.stream.IntStream;

/**
 * One axis of an image cut into overlapping tiles of equal length.
 *
 * @param tile length of every tile in pixels
 * @param starts where the tiles begin, ascending
 * @param weights the blending weights of each tile; at each pixel, the weights of all tiles add up to one
 */
record TileAxis(int tile, int[] starts, float[][] weights) {
    /** Covers the axis with a single tile. */
    static TileAxis whole(int length) {
        return cut(length, length, 0, 1);
    }

    /**
     * Cuts the axis. Tiles begin at multiples of the network's size multiple, so that down-sampling uses the same
     * pixels in a tile as in the whole image. The last tile ends with the axis.
     *
     * @param length pixels of the axis, a multiple of {@code multiple} and at least {@code tile}
     * @param tile pixels of a tile, a multiple of {@code multiple}
     * @param overlap the minimum number of pixels that neighbouring tiles share, less than the tile
     * @param multiple the network's size multiple
     */
    static TileAxis cut(int length, int tile, int overlap, int multiple) {
        int stride = Math.max(multiple, (tile - overlap) / multiple * multiple);
        int tiles = 1 + (length - tile + stride - 1) / stride;
        int[] starts = IntStream.range(0, tiles)
                .map(i -> Math.min(i * stride, length - tile))
                .toArray();
        return new TileAxis(tile, starts, weights(length, tile, tile - stride, starts));
    }

    private static float[][] weights(int length, int tile, int fade, int[] starts) {
        double[] sum = new double[length];
        for (int start : starts) {
            for (int i = 0; i < tile; i++) {
                sum[start + i] += raw(length, tile, fade, start, i);
            }
        }
        float[][] weights = new float[starts.length][tile];
        for (int t = 0; t < starts.length; t++) {
            for (int i = 0; i < tile; i++) {
                weights[t][i] = (float) (raw(length, tile, fade, starts[t], i) / sum[starts[t] + i]);
            }
        }
        return weights;
    }

    /** The weight before normalisation: rises over the overlap with a neighbour, and is 1 towards the image's edges. */
    private static double raw(int length, int tile, int fade, int start, int i) {
        double fromStart = start == 0 || fade == 0 ? 1 : (i + 0.5) / fade;
        double fromEnd = start + tile == length || fade == 0 ? 1 : (tile - i - 0.5) / fade;
        return Math.min(1, Math.min(fromStart, fromEnd));
    }

    int count() {
        return starts.length;
    }
}
