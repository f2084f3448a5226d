package org.samdeblur.api;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Runs a network on the tiles of a padded input and blends the outputs. */
final class TiledNetwork {
    private final DeblurModel model;
    private final TileGrid grid;

    TiledNetwork(DeblurModel model, TileGrid grid) {
        this.model = model;
        this.grid = grid;
    }

    /**
     * Runs the network.
     *
     * @param input {@code [C, H', W']} of the grid's padded size
     * @param crop the size to crop the output to
     * @param progress receives progress after every tile
     * @return {@code [3, H, W]}, not clamped
     */
    Tensor run(Tensor input, ImageSize crop, Progress progress) {
        progress.step(Stage.NETWORK, 0, grid.count());
        return grid.count() == 1 ? runWhole(input, crop, progress) : runTiles(input, crop, progress);
    }

    private Tensor runWhole(Tensor input, ImageSize crop, Progress progress) {
        Tensor output = runChecked(input);
        progress.step(Stage.NETWORK, 1, 1);
        if (crop.equals(grid.padded())) {
            return output;
        }
        return Tensor.create(
                cropped -> {
                    FloatBuffer rows = output.data();
                    for (int row = 0; row < 3 * crop.height(); row++) {
                        int channel = row / crop.height();
                        int y = row % crop.height();
                        int from = (channel * output.dim(1) + y) * output.dim(2);
                        cropped.put(row * crop.width(), rows, from, crop.width());
                    }
                },
                3,
                crop.height(),
                crop.width());
    }

    private Tensor runTiles(Tensor input, ImageSize crop, Progress progress) {
        int height = grid.rows().tile();
        int width = grid.columns().tile();
        FloatBuffer tileValues = ByteBuffer.allocateDirect(
                        Math.multiplyExact(input.dim(0) * Float.BYTES, Math.multiplyExact(height, width)))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        Tensor tile = Tensor.wrap(tileValues, input.dim(0), height, width);
        return Tensor.create(
                blended -> {
                    for (int i = 0; i < grid.count(); i++) {
                        int row = i / grid.columns().count();
                        int column = i % grid.columns().count();
                        cut(input, row, column, tileValues);
                        blend(runChecked(tile), row, column, blended, crop);
                        progress.step(Stage.NETWORK, i + 1, grid.count());
                    }
                },
                3,
                crop.height(),
                crop.width());
    }

    private Tensor runChecked(Tensor input) {
        Tensor output = model.run(input);
        int[] wanted = {3, input.dim(1), input.dim(2)};
        if (!Arrays.equals(output.shape(), wanted)) {
            throw new InvalidModelException("network '" + model.info().name() + "' returned " + output + " for " + input
                    + "; a deblurring network returns " + Arrays.toString(wanted));
        }
        return output;
    }

    private void cut(Tensor input, int row, int column, FloatBuffer tile) {
        FloatBuffer values = input.data();
        int height = grid.rows().tile();
        int width = grid.columns().tile();
        int top = grid.rows().starts()[row];
        int left = grid.columns().starts()[column];
        for (int channel = 0; channel < input.dim(0); channel++) {
            for (int y = 0; y < height; y++) {
                int from = (channel * input.dim(1) + top + y) * input.dim(2) + left;
                tile.put((channel * height + y) * width, values, from, width);
            }
        }
    }

    private void blend(Tensor output, int row, int column, FloatBuffer blended, ImageSize crop) {
        FloatBuffer values = output.data();
        float[] rowWeights = grid.rows().weights()[row];
        float[] columnWeights = grid.columns().weights()[column];
        int top = grid.rows().starts()[row];
        int left = grid.columns().starts()[column];
        int height = Math.min(grid.rows().tile(), crop.height() - top);
        int width = Math.min(grid.columns().tile(), crop.width() - left);
        float[] sums = new float[width];
        float[] added = new float[width];
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < height; y++) {
                int to = (channel * crop.height() + top + y) * crop.width() + left;
                blended.get(to, sums);
                values.get((channel * output.dim(1) + y) * output.dim(2), added);
                for (int x = 0; x < width; x++) {
                    sums[x] += rowWeights[y] * columnWeights[x] * added[x];
                }
                blended.put(to, sums);
            }
        }
    }
}
