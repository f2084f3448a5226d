package org.samdeblur.map.segment;

/**
 * The graph of an image's pixels: every pixel is connected to its eight neighbours, and the weight of an edge is the
 * Euclidean distance of the two colours. Weights are recomputed at every traversal, which is faster than reading them
 * from memory.
 *
 * <p>An edge starts at the upper of two pixels, or at the left one in a row, and has one of four directions. Edges are
 * ordered by row, then by direction, then from left to right.
 */
final class PixelGraph {
    /** The number of directions: right, down, down and right, down and left. */
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

    /** Returns the number of edges, at most {@link Integer#MAX_VALUE}. */
    int edges() {
        long edges = 0;
        for (int direction = 0; direction < DIRECTIONS; direction++) {
            edges += (long) (height - DOWN[direction]) * (width - Math.abs(RIGHT[direction]));
        }
        return (int) Math.min(edges, Integer.MAX_VALUE);
    }

    /** Returns the number of edges in a direction that start in a row. */
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

    /** Returns the number of columns to the right from the start of an edge to its end. */
    static int columnStep(int direction) {
        return RIGHT[direction];
    }

    /** Computes the weights of all edges in a direction that start in a row. */
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
