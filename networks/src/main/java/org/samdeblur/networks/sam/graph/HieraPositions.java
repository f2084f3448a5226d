package org.samdeblur.networks.sam.graph;

import org.samdeblur.api.Tensor;
import org.samdeblur.networks.architecture.Layers;

/**
 * The position embedding of a Hiera: the sum of one for the whole image, resized bicubically, and one for a window,
 * repeated (Bolya et al., Window Attention is Bugged, ICLR 2024). It does not depend on the image.
 */
final class HieraPositions {
    /** PyTorch's coefficient of cubic interpolation. */
    private static final double CUBIC = -0.75;

    private static final int TAPS = 4;

    private final HieraLayout layout;
    private final int width;
    private final Tensor whole;
    private final Tensor window;

    HieraPositions(HieraLayout layout, Layers trunk) {
        int side = layout.positionWindow();
        this.layout = layout;
        this.width = layout.blocks().get(0).inputs();
        this.whole = trunk.values(
                "pos_embed",
                1,
                width,
                layout.positions().get(0),
                layout.positions().get(1));
        this.window = trunk.values("pos_embed_window", 1, width, side, side);
    }

    /** One row for every patch, {@code [G · G, C]}. */
    Tensor values() {
        int grid = layout.grid();
        int side = layout.positionWindow();
        int rows = layout.positions().get(0);
        int columns = layout.positions().get(1);
        float[] coarse = whole.toArray();
        float[] tile = window.toArray();
        Tap[] vertical = taps(rows, grid);
        Tap[] horizontal = taps(columns, grid);
        float[] made = new float[grid * grid * width];
        for (int channel = 0; channel < width; channel++) {
            float[][] wide = widened(coarse, channel * rows * columns, rows, columns, horizontal);
            for (int y = 0; y < grid; y++) {
                for (int x = 0; x < grid; x++) {
                    float sum = tile[(channel * side + y % side) * side + x % side];
                    for (int k = 0; k < TAPS; k++) {
                        sum += vertical[y].weight[k] * wide[vertical[y].index[k]][x];
                    }
                    made[(y * grid + x) * width + channel] = sum;
                }
            }
        }
        return Tensor.of(made, grid * grid, width);
    }

    private static float[][] widened(float[] coarse, int from, int rows, int columns, Tap[] horizontal) {
        float[][] wide = new float[rows][horizontal.length];
        for (int row = 0; row < rows; row++) {
            for (int x = 0; x < horizontal.length; x++) {
                for (int k = 0; k < TAPS; k++) {
                    wide[row][x] += horizontal[x].weight[k] * coarse[from + row * columns + horizontal[x].index[k]];
                }
            }
        }
        return wide;
    }

    /** The four values that one is interpolated from; outside the map, the outermost. */
    private record Tap(int[] index, float[] weight) {}

    private static Tap[] taps(int from, int to) {
        Tap[] taps = new Tap[to];
        for (int i = 0; i < to; i++) {
            double place = (double) from / to * (i + 0.5) - 0.5;
            int base = (int) Math.floor(place);
            int[] index = new int[TAPS];
            float[] weight = new float[TAPS];
            for (int k = 0; k < TAPS; k++) {
                index[k] = Math.min(Math.max(base - 1 + k, 0), from - 1);
                weight[k] = (float) cubic(Math.abs(place - (base - 1 + k)));
            }
            taps[i] = new Tap(index, weight);
        }
        return taps;
    }

    private static double cubic(double distance) {
        if (distance <= 1) {
            return ((CUBIC + 2) * distance - (CUBIC + 3)) * distance * distance + 1;
        }
        return distance < 2 ? CUBIC * (((distance - 5) * distance + 8) * distance - 4) : 0;
    }
}
