package org.samdeblur.networks.maxim;

import java.util.List;
import java.util.stream.IntStream;
import org.samdeblur.networks.architecture.Initial;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/**
 * How maps of one size are cut into patches, and the two ways in which MAXIM mixes their positions. Every position of a patch gets a
 * weighted sum of all positions, each channel by itself.
 *
 * <p>Blocks do not depend on one another. Nor do, over a grid, the rows within its cells: row 3 of a cell is mixed with row 3 of the
 * others. So a large map is worked on in parts, rows of blocks or rows of all cells, and what is made on the way is as large as
 * a part.
 *
 * @param block height and width of a block; positions within blocks are mixed locally
 * @param grid the number of cells along each axis; the same position of all cells is mixed, so over the whole map
 * @param channels the channels of the maps
 * @param parts the number of parts; divides the number of rows of blocks, and that of rows in a cell
 * @param shapes the shapes that maps and parts take
 */
record Patches(int block, int grid, int channels, int parts, Shapes shapes) {
    /** The parts of maps of full size. Maps half as high and wide, with twice the channels, are half as large. */
    private static final int MOST_PARTS = 4;

    private static final Initial INITIAL = Initial.normal(0.02f);

    /**
     * Shapes that depend on the image, {@code INT64}; C are the channels.
     *
     * @param zero {@code [1]}
     * @param columns the width of the map, {@code [1]}
     * @param map {@code [N, H, W, C]}, or rows of such
     * @param blockParts {@code [N, parts, H / parts, W, C]}
     * @param grid {@code [N, grid, rows of a cell, W, C]}, or some of these rows
     * @param gridParts {@code [N, grid, parts, rows of a cell / parts, W, C]}
     * @param cells of a part: {@code [N, grid, grid, rows of a cell, columns of a cell, C]}
     * @param blocks {@code [N, rows of blocks, block, columns of blocks, block, C]}
     * @param mixed {@code [N, rows of blocks, columns of blocks, block, block, C]}
     */
    record Shapes(
            Operand zero,
            Operand columns,
            Operand map,
            Operand blockParts,
            Operand grid,
            Operand gridParts,
            Operand cells,
            Operand blocks,
            Operand mixed) {}

    /**
     * Cuts a map into rows of blocks.
     *
     * @param x {@code [N, H, W, C]}, height and width multiples of the block's
     * @return the parts, {@code [N, H / parts, W, C]}
     */
    List<Operand> blockParts(Operand x) {
        return parts == 1 ? List.of(x) : parts(x.reshape(shapes.blockParts()), 1, shapes.map());
    }

    /**
     * Joins parts that {@link #blockParts} made.
     *
     * @return {@code [N, H, W, C]}
     */
    Operand joinedBlocks(List<Operand> parts) {
        return joined(parts, 1);
    }

    /**
     * Cuts a map into rows of all cells.
     *
     * @param x {@code [N, H, W, C]}, height and width multiples of the grid's number of cells
     * @return the parts, {@code [N, grid, rows of a cell / parts, W, C]}
     */
    List<Operand> gridParts(Operand x) {
        return parts == 1 ? List.of(x.reshape(shapes.grid())) : parts(x.reshape(shapes.gridParts()), 2, shapes.grid());
    }

    /**
     * Joins parts that {@link #gridParts} made.
     *
     * @return {@code [N, H, W, C]}
     */
    Operand joinedGrid(List<Operand> parts) {
        return joined(parts, 2).reshape(shapes.map());
    }

    /**
     * Gives a map that is computed after another one. A runtime that begins with a graph's output and computes the inputs of each
     * node before it would choose the order by itself.
     *
     * @param before what is computed before, of as many axes
     * @param x the map
     */
    Operand after(Operand before, Operand x) {
        return x.reshape(x.shape().add(before.shape().mul(shapes.zero())));
    }

    /** Each part by itself: all parts at once would be another copy of the map. */
    private List<Operand> parts(Operand x, int axis, Operand shape) {
        return IntStream.range(0, parts)
                .mapToObj(part -> x.slice(axis, part, part + 1).reshape(shape))
                .toList();
    }

    private static Operand joined(List<Operand> parts, int axis) {
        Operand first = parts.get(0);
        return parts.size() == 1
                ? first
                : first.concat(axis, parts.subList(1, parts.size()).toArray(Operand[]::new));
    }

    /**
     * Mixes the positions within every block.
     *
     * @param x {@code [N, rows, W, C]}, a part made of rows of blocks
     * @return the same shape
     */
    Operand mixedInBlocks(Mixer mixer, Operand x) {
        Operand blocks = x.reshape(shapes.blocks()).transpose(0, 1, 3, 2, 4, 5);
        return mixer.mixed(blocks.reshape(0, -1, (long) block * block, channels))
                .reshape(shapes.mixed())
                .transpose(0, 1, 3, 2, 4, 5)
                .reshape(shapes.map());
    }

    /**
     * Mixes over the cells of the grid.
     *
     * @param x {@code [N, grid, rows, W, C]}, a part made of rows of all cells
     * @return the same shape
     */
    Operand mixedOverGrid(Mixer mixer, Operand x) {
        Operand cells = x.reshape(0, 0, 0, grid, -1, channels).transpose(0, 1, 3, 2, 4, 5);
        return mixer.mixed(cells.reshape(0, (long) grid * grid, -1))
                .reshape(shapes.cells())
                .transpose(0, 1, 3, 2, 4, 5)
                .reshape(0, 0, 0, -1, channels);
    }

    /** Reads {@code layer.weight}, for each position one for each position, and {@code layer.bias}. */
    static Mixer mixer(Layers layers, String layer, int positions, Initial bias) {
        return new Mixer(
                layers.weight(layer + ".weight", INITIAL, positions, positions),
                layers.weight(layer + ".bias", bias, positions).reshape(positions, 1));
    }

    /**
     * A fully connected layer along the positions of a patch.
     *
     * @param weight {@code [positions, positions]}
     * @param bias {@code [positions, 1]}
     */
    record Mixer(Operand weight, Operand bias) {
        /** From {@code [..., positions, rest]} to the same shape. */
        private Operand mixed(Operand x) {
            return weight.matmul(x).add(bias);
        }
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

        /**
         * The patches of maps so many times smaller than an image.
         *
         * @param channels the channels of the maps
         * @param multiple what heights and widths of images are multiples of
         */
        Patches of(Layers layers, Operand image, int factor, int channels, int multiple) {
            int fewestRows = multiple / factor;
            int parts = gcd(Math.max(1, MOST_PARTS / factor), gcd(fewestRows / grid, fewestRows / block));
            Operand height = image.shape().slice(0, 2, 3);
            Operand width = image.shape().slice(0, 3, 4);
            Operand partRows = height.div(layers.integers((long) factor * grid * parts));
            Operand columns = width.div(layers.integers(factor));
            Operand blockColumns = width.div(layers.integers((long) factor * block));
            Operand last = layers.integers(channels);
            Operand rest = layers.integers(0, -1);
            Shapes shapes = new Shapes(
                    layers.integers(0),
                    columns,
                    rest.concat(0, columns, last),
                    layers.integers(0, parts, -1).concat(0, columns, last),
                    layers.integers(0, grid, -1).concat(0, columns, last),
                    layers.integers(0, grid, parts, -1).concat(0, columns, last),
                    layers.integers(0, grid, grid).concat(0, partRows, layers.integers(-1, channels)),
                    layers.integers(0, -1, block).concat(0, blockColumns, layers.integers(block, channels)),
                    rest.concat(0, blockColumns, layers.integers(block, block, channels)));
            return new Patches(block, grid, channels, parts, shapes);
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
