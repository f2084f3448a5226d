package org.samdeblur.map.segment;

/**
 * The graph of an image's pixels: every pixel is joined to its eight neighbours, and an edge weighs the Euclidean
 * distance of the two colours. Weights are worked out anew at every visit, which takes less time than memory would cost.
 */
final class PixelGraph {
    /** Half of the neighbours, as steps from the upper pixel to the lower or right one; the other half mirrors them. */
    private static final int[][] STEPS = {{0, 1}, {1, 0}, {1, 1}, {1, -1}};

    private final float[][] planes;
    private final int height;
    private final int width;

    /**
     * @param planes one array of {@code height · width} row-major values per colour; not copied
     */
    PixelGraph(float[][] planes, int height, int width) {
        this.planes = planes;
        this.height = height;
        this.width = width;
    }

    /** Takes edges. */
    @FunctionalInterface
    interface EdgeVisitor {
        /**
         * @param weight the distance of the colours, as {@link Float#floatToRawIntBits}: these sort as the weights do
         */
        void edge(int weight, int from, int direction);
    }

    /** Returns the pixel at the other end of an edge. */
    int target(int from, int direction) {
        return from + STEPS[direction][0] * width + STEPS[direction][1];
    }

    /**
     * Visits the edges whose weights lie in a range: row by row, within a row by direction, then from left to right.
     *
     * @param lightest the least weight's bits
     * @param end the bits after the greatest weight's
     */
    void forEachEdge(int lightest, int end, EdgeVisitor visitor) {
        float[] weights = new float[width];
        for (int y = 0; y < height; y++) {
            for (int direction = 0; direction < STEPS.length; direction++) {
                int firstColumn = Math.max(0, -STEPS[direction][1]);
                int edges = width - Math.abs(STEPS[direction][1]);
                if (y + STEPS[direction][0] < height && edges > 0) {
                    int first = y * width + firstColumn;
                    weigh(first, target(first, direction), edges, weights);
                    visit(weights, edges, first, direction, lightest, end, visitor);
                }
            }
        }
    }

    private static void visit(
            float[] weights, int edges, int first, int direction, int lightest, int end, EdgeVisitor visitor) {
        for (int i = 0; i < edges; i++) {
            int weight = Float.floatToRawIntBits(weights[i]);
            if (weight >= lightest && weight < end) {
                visitor.edge(weight, first + i, direction);
            }
        }
    }

    private void weigh(int from, int to, int edges, float[] weights) {
        squareDistances(planes[0], from, to, edges, weights);
        for (int colour = 1; colour < planes.length; colour++) {
            addSquareDistances(planes[colour], from, to, edges, weights);
        }
        for (int i = 0; i < edges; i++) {
            weights[i] = (float) Math.sqrt(weights[i]);
        }
    }

    private static void squareDistances(float[] plane, int from, int to, int edges, float[] squares) {
        for (int i = 0; i < edges; i++) {
            float difference = plane[to + i] - plane[from + i];
            squares[i] = difference * difference;
        }
    }

    private static void addSquareDistances(float[] plane, int from, int to, int edges, float[] squares) {
        for (int i = 0; i < edges; i++) {
            float difference = plane[to + i] - plane[from + i];
            squares[i] += difference * difference;
        }
    }
}
