package org.samdeblur.api.finish;

/**
 * An image reduced to the means of square cells.
 *
 * @param width the number of columns of cells
 * @param height the number of rows of cells
 * @param channels a value in [0, 1] for each cell of each channel, row-major
 */
record CoarseImage(int width, int height, float[][] channels) {
    /**
     * Reduces an image.
     *
     * @param rows the image's colours; clamped to [0, 1]
     * @param width its columns
     * @param height its rows
     * @param cell the side of a cell in pixels; cells at the right and bottom edges may be smaller
     * @return the means
     */
    static CoarseImage of(ColourRows rows, int width, int height, int cell) {
        int columns = (width + cell - 1) / cell;
        int lines = (height + cell - 1) / cell;
        float[][] means = new float[3][columns * lines];
        float[] row = new float[width];
        for (int channel = 0; channel < means.length; channel++) {
            for (int y = 0; y < height; y++) {
                rows.read(channel, y, row);
                int from = y / cell * columns;
                float share = 1f / Math.min(cell, height - y / cell * cell);
                add(row, cell, share, means[channel], from);
            }
        }
        return new CoarseImage(columns, lines, means);
    }

    private static void add(float[] row, int cell, float share, float[] means, int from) {
        for (int left = 0, at = from; left < row.length; left += cell, at++) {
            int right = Math.min(left + cell, row.length);
            float sum = 0;
            for (int x = left; x < right; x++) {
                sum += Math.min(Math.max(row[x], 0f), 1f);
            }
            means[at] += share * sum / (right - left);
        }
    }

    double mean(int channel) {
        double sum = 0;
        for (float value : channels[channel]) {
            sum += value;
        }
        return sum / channels[channel].length;
    }

    float at(int channel, int x, int y) {
        return channels[channel][y * width + x];
    }
}
