package org.samdeblur.networks.maxim;

import org.samdeblur.networks.architecture.Initial;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/**
 * How maps of one size are cut into patches, and the two ways in which MAXIM mixes their positions. Every position of a patch gets a
 * weighted sum of all positions, each channel by itself.
 *
 * @param block height and width of a block; positions within blocks are mixed locally
 * @param grid the number of cells along each axis; the same position of all cells is mixed, so over the whole map
 * @param cellRows height of a cell, {@code [1]}, {@code INT64}
 */
record Patches(int block, int grid, Operand cellRows) {
    private static final Initial INITIAL = Initial.normal(0.02f);

    /**
     * Mixes the positions within every block.
     *
     * @param x {@code [N, C, H, W]}, height and width multiples of the block's
     * @return the same shape
     */
    Operand mixedInBlocks(Layers layers, String layer, Operand x, Initial bias) {
        Operand positions = x.spaceToDepth(block);
        return mixed(layers, layer, positions.reshape(0, block * block, -1), block * block, bias)
                .reshape(positions.shape())
                .depthToSpace(block);
    }

    /**
     * Mixes over the cells of the grid.
     *
     * @param x {@code [N, channels, H, W]}, height and width multiples of the grid's number of cells
     * @return the same shape
     */
    Operand mixedOverGrid(Layers layers, String layer, Operand x, int channels, Initial bias) {
        Operand cells = x.reshape(layers.integers(0, channels, grid).concat(0, cellRows, layers.integers(grid, -1)));
        Operand rows = cells.transpose(0, 2, 4, 1, 3, 5).reshape(0, grid * grid, -1);
        return mixed(layers, layer, rows, grid * grid, bias)
                .reshape(layers.integers(0, grid, grid, channels).concat(0, cellRows, layers.integers(-1)))
                .transpose(0, 3, 1, 4, 2, 5)
                .reshape(x.shape());
    }

    /** A fully connected layer along the second axis. */
    private static Operand mixed(Layers layers, String layer, Operand rows, int positions, Initial bias) {
        Operand weight = layers.weight(layer + ".weight", INITIAL, positions, positions);
        Operand added = layers.weight(layer + ".bias", bias, positions);
        return weight.matmul(rows).add(added.reshape(positions, 1));
    }

    /** The edges of the patches of maps of one size, before there is a map. */
    record Edges(int block, int grid) {
        /** What heights and widths have to be multiples of. */
        int multiple() {
            return block / gcd(block, grid) * grid;
        }

        private static int gcd(int a, int b) {
            return b == 0 ? a : gcd(b, a % b);
        }

        /** The patches of maps so many times smaller than an image. */
        Patches of(Layers layers, Operand image, int factor) {
            Operand rows = image.shape().slice(0, 2, 3);
            return new Patches(block, grid, rows.div(layers.integers((long) factor * grid)));
        }
    }

    /** Biases begin so that gates are open. */
    static Initial open() {
        return Initial.constant(1);
    }

    /** Biases begin at zero. */
    static Initial zero() {
        return Initial.constant(0);
    }
}
