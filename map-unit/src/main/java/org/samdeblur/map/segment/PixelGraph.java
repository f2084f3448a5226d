package org.samdeblur.map.segment;

/**
 * The graph of an image's pixels: every pixel is joined to its eight neighbours, and an edge weighs the Euclidean
 * distance of the two colours. Weights are worked out anew at every visit, which takes less time than memory would cost.
 *
 * <p>Edges start at the upper of two pixels, or at the left one in a row, and have one of four directions. Their order is by
 * row, within a row by direction, then from left to right.
 */
final class PixelGraph {
    /** Right, down, down and right, down and left. */
    static final int DIRECTIONS = 4;

    private static final int[] DOWN = {0, 1, 1, 1};
    private static final int[] RIGHT = {1, 0, 1, -1};

    private final float[][] planes;
    private final int height;
    private final int width;
    private final int[] steps = new int[DIRECTIONS];

    /**
     * @param planes three arrays of {@code height · width} row-major values: red, green and blue; not copied
     */
    PixelGraph(float[][] planes, int height, int width) {
        this.planes = planes;
        this.height = height;
        this.width = width;
        for (int direction = 0; direction < DIRECTIONS; direction++) {
            steps[direction] = DOWN[direction] * width + RIGHT[direction];
        }
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    /** Returns the pixel at the other end of an edge. */
    int target(int from, int direction) {
        return from + steps[direction];
    }

    /** Returns how many edges there are, or the greatest int if they are more. */
    int edges() {
        long edges = 0;
        for (int direction = 0; direction < DIRECTIONS; direction++) {
            edges += (long) (height - DOWN[direction]) * (width - Math.abs(RIGHT[direction]));
        }
        return (int) Math.min(edges, Integer.MAX_VALUE);
    }

    /** Returns how many edges start in a row and go in a direction. */
    int edges(int row, int direction) {
        return row + DOWN[direction] < height ? width - Math.abs(RIGHT[direction]) : 0;
    }

    /** Returns the column in which the first edge of a direction starts. */
    static int firstColumn(int direction) {
        return Math.max(0, -RIGHT[direction]);
    }

    /** Returns whether edges of a direction end in the row below. */
    static boolean leadsDown(int direction) {
        return DOWN[direction] > 0;
    }

    /** Returns how many columns to the right an edge ends. */
    static int columnStep(int direction) {
        return RIGHT[direction];
    }

    /** Weighs all edges that start in a row and go in a direction. */
    void weigh(int row, int direction, float[] weights) {
        int from = row * width + firstColumn(direction);
        weigh(planes[0], planes[1], planes[2], from, target(from, direction), edges(row, direction), weights);
    }

    private static void weigh(float[] red, float[] green, float[] blue, int from, int to, int edges, float[] weights) {
        for (int i = 0; i < edges; i++) {
            float r = red[to + i] - red[from + i];
            float g = green[to + i] - green[from + i];
            float b = blue[to + i] - blue[from + i];
            weights[i] = (float) Math.sqrt(r * r + g * g + b * b);
        }
    }
}
