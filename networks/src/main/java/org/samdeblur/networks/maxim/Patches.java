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
 * @param parts the number of parts; divides the number of rows of blocks, that of rows in a cell, and that of cells
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
     * @param gridPartsOfBlocks of a part made of rows of blocks: {@code [N, grid / parts, parts, rows of a cell / parts, W, C]}
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
            Operand gridPartsOfBlocks,
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
     * Cuts a map that is not needed as a whole into rows of blocks at one time. Each of them is let go of by itself.
     *
     * @param x {@code [N, H, W, C]}, height and width multiples of the block's
     * @return the parts, {@code [N, H / parts, W, C]}
     */
    List<Operand> splitBlocks(Operand x) {
        return parts == 1 ? List.of(x) : x.chunk(1, parts);
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
     * Makes rows of blocks of rows of all cells. Each part is split as soon as it is made, and what it is split into is joined where
     * it is needed: the map is not in memory twice.
     *
     * @param gridParts parts that {@link #gridParts} made
     * @return the parts as {@link #blockParts} makes them
     */
    List<Operand> blockPartsOfGrid(List<Operand> gridParts) {
        if (parts == 1) {
            return List.of(gridParts.get(0).reshape(shapes.map()));
        }
        List<List<Operand>> pieces =
                gridParts.stream().map(part -> part.chunk(1, parts)).toList();
        return IntStream.range(0, parts)
                .mapToObj(i -> joined(pieces.stream().map(piece -> piece.get(i)).toList(), 2)
                        .reshape(shapes.map()))
                .toList();
    }

    /**
     * Makes rows of all cells of rows of blocks.
     *
     * @param blockParts parts that {@link #splitBlocks} made
     * @return the parts as {@link #gridParts} makes them
     */
    List<Operand> gridPartsOfBlocks(List<Operand> blockParts) {
        if (parts == 1) {
            return gridParts(blockParts.get(0));
        }
        return IntStream.range(0, parts)
                .mapToObj(i -> joined(
                                blockParts.stream()
                                        .map(part -> part.reshape(shapes.gridPartsOfBlocks())
                                                .slice(2, i, i + 1))
                                        .toList(),
                                1)
                        .reshape(shapes.grid()))
                .toList();
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

    /**
     * Gives an image that is read after a map is computed. It is a range of all rows, which leaves the channels of an image free to
     * be more, as when the network is {@linkplain org.samdeblur.networks.graph.rewrite.Widening widened}.
     *
     * @param before what is computed before
     * @param image {@code [N, C, H, W]}
     */
    Operand imageAfter(Operand before, Operand image) {
        Operand firstRow = before.shape().slice(0, 0, 1).mul(shapes.zero());
        return image.slice(2, firstRow);
    }

    /**
     * Each part by itself. All parts at once would take no more memory at a time, but leave gaps of many sizes in ONNX Runtime's arena.
     */
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
        /** A mixer whose results are larger by a number. */
        Mixer raised(float number) {
            return new Mixer(weight, bias.add(number));
        }

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
            int parts = gcd(Math.max(1, MOST_PARTS / factor), gcd(grid, gcd(fewestRows / grid, fewestRows / block)));
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
                    layers.integers(0, grid / parts, parts, -1).concat(0, columns, last),
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
