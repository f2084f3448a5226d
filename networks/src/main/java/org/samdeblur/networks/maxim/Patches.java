package org.samdeblur.networks.maxim;

import java.util.List;
import java.util.stream.IntStream;
import org.samdeblur.networks.architecture.Initial;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/**
 * Divides maps of one size into patches, and mixes the positions of a patch in MAXIM's two ways. Each position gets a
 * weighted sum of all positions of its patch, for each channel separately.
 *
 * <p>Blocks do not depend on one another. In the grid, the rows within a cell do not depend on one another: row 3 of a
 * cell is mixed only with row 3 of the other cells. A large map is therefore processed in parts, which are rows of
 * blocks or rows of all cells, so that intermediate results are only as large as a part.
 *
 * @param block the height and width of a block; the positions within a block are mixed
 * @param grid the number of cells along each axis; equal positions of all cells are mixed, across the whole map
 * @param channels the number of channels of the maps
 * @param parts the number of parts; divides the number of rows of blocks, of rows in a cell, and of cells along an axis
 * @param shapes the shapes of maps and parts
 */
record Patches(int block, int grid, int channels, int parts, Shapes shapes) {
    /**
     * The most parts of maps of full size. Each smaller level's maps are half as large, so they have half as many
     * parts.
     */
    private static final int MOST_PARTS = 4;

    private static final Initial INITIAL = Initial.normal(0.02f);

    /**
     * Shapes that depend on the image, as {@code INT64} vectors. C is the number of channels.
     *
     * @param zero the number 0, {@code [1]}
     * @param columns the width of the map, {@code [1]}
     * @param map {@code [N, H, W, C]}, or rows of a map
     * @param blockParts {@code [N, parts, H / parts, W, C]}
     * @param grid {@code [N, grid, rows of a cell, W, C]}, or some of these rows
     * @param gridParts {@code [N, grid, parts, rows of a cell / parts, W, C]}
     * @param gridPartsOfBlocks of a part made of rows of blocks: {@code [N, grid / parts, parts, rows of a cell /
     *     parts, W, C]}
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
     * Divides a map into parts made of rows of blocks.
     *
     * @param x {@code [N, H, W, C]}; height and width are multiples of the block's
     * @return the parts, {@code [N, H / parts, W, C]}
     */
    List<Operand> blockParts(Operand x) {
        return parts == 1 ? List.of(x) : parts(x.reshape(shapes.blockParts()), 1, shapes.map());
    }

    /**
     * Divides a map that is not needed as a whole into parts made of rows of blocks, with a single operation. A runtime
     * can then release the map, and each part after its last use.
     *
     * @param x {@code [N, H, W, C]}; height and width are multiples of the block's
     * @return the parts, {@code [N, H / parts, W, C]}
     */
    List<Operand> splitBlocks(Operand x) {
        return parts == 1 ? List.of(x) : x.chunk(1, parts);
    }

    /**
     * Joins parts that {@link #blockParts} returned.
     *
     * @return {@code [N, H, W, C]}
     */
    Operand joinedBlocks(List<Operand> parts) {
        return joined(parts, 1);
    }

    /**
     * Divides a map into parts made of rows of all cells.
     *
     * @param x {@code [N, H, W, C]}; height and width are multiples of the number of cells
     * @return the parts, {@code [N, grid, rows of a cell / parts, W, C]}
     */
    List<Operand> gridParts(Operand x) {
        return parts == 1 ? List.of(x.reshape(shapes.grid())) : parts(x.reshape(shapes.gridParts()), 2, shapes.grid());
    }

    /**
     * Converts parts made of rows of all cells to parts made of rows of blocks. Each part is split when it is computed,
     * and the pieces are joined when they are used, so that the map is not in memory twice.
     *
     * @param gridParts parts that {@link #gridParts} returned
     * @return the parts that {@link #blockParts} returns for the map
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
     * Converts parts made of rows of blocks to parts made of rows of all cells.
     *
     * @param blockParts parts that {@link #splitBlocks} returned
     * @return the parts that {@link #gridParts} returns for the map
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
     * Makes the use of a map depend on another value, so that a runtime computes that value first. Otherwise a runtime
     * that traverses the graph from its output would choose the order.
     *
     * @param before the value to compute first, with as many axes as the map
     * @param x the map
     * @return the map, unchanged
     */
    Operand after(Operand before, Operand x) {
        return x.reshape(x.shape().add(before.shape().mul(shapes.zero())));
    }

    /**
     * Makes the use of the image depend on a map, so that a runtime computes the map first. The image is sliced from
     * row 0, which works for any number of channels: {@linkplain org.samdeblur.networks.graph.rewrite.Widening
     * widening} may add some.
     *
     * @param before the map to compute first
     * @param image {@code [N, C, H, W]}
     * @return the image, unchanged
     */
    Operand imageAfter(Operand before, Operand image) {
        Operand firstRow = before.shape().slice(0, 0, 1).mul(shapes.zero());
        return image.slice(2, firstRow);
    }

    /**
     * Slices each part separately. A single split would not need more memory at once, but leaves gaps of many sizes in
     * ONNX Runtime's arena.
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

    /** Reads {@code layer.weight}, {@code [positions, positions]}, and {@code layer.bias}, {@code [positions]}. */
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
        /** Returns a mixer that adds a number to its results. */
        Mixer raised(float number) {
            return new Mixer(weight, bias.add(number));
        }

        /** Mixes {@code [..., positions, columns]} along positions; the result has the same shape. */
        private Operand mixed(Operand x) {
            return weight.matmul(x).add(bias);
        }
    }

    /** The block's height and width and the number of cells along each axis, for maps of one size. */
    record Edges(int block, int grid) {
        /** Returns the number that heights and widths of the maps must be multiples of. */
        int multiple() {
            return block / gcd(block, grid) * grid;
        }

        private static int gcd(int a, int b) {
            return b == 0 ? a : gcd(b, a % b);
        }

        /**
         * Returns the patches of maps of one size.
         *
         * @param factor how many times smaller than the image the maps are
         * @param channels the number of channels of the maps
         * @param multiple the number that heights and widths of images are multiples of
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

    /** Initial biases that leave gates open. */
    static Initial open() {
        return Initial.constant(1);
    }

    /** Initial biases of zero. */
    static Initial zero() {
        return Initial.constant(0);
    }
}
