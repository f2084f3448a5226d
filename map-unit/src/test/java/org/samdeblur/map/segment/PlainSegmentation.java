package org.samdeblur.map.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The segmentation as the paper writes it down: all edges in one list, sorted, labels rewritten at every merge. */
final class PlainSegmentation {
    /** Neighbours as rows down and columns to the right, in the order that edges of equal weight are taken in. */
    private static final int[][] STEPS = {{0, 1}, {1, 0}, {1, 1}, {1, -1}};

    private record Edge(float weight, int from, int to) {}

    private PlainSegmentation() {}

    static int[] labels(float[][] planes, int height, int width, double k, int minimumSize) {
        List<Edge> edges = new ArrayList<>();
        for (int y = 0; y < height; y++) {
            for (int[] step : STEPS) {
                for (int x = 0; x < width; x++) {
                    int otherY = y + step[0];
                    int otherX = x + step[1];
                    if (otherY < height && otherX >= 0 && otherX < width) {
                        int from = y * width + x;
                        int to = otherY * width + otherX;
                        edges.add(new Edge(distance(planes, from, to), from, to));
                    }
                }
            }
        }
        edges.sort(Comparator.comparing(Edge::weight));

        int[] labels = new int[height * width];
        Arrays.setAll(labels, i -> i);
        float[] internal = new float[labels.length];
        for (Edge edge : edges) {
            int a = labels[edge.from()];
            int b = labels[edge.to()];
            if (a != b
                    && edge.weight() < (float) (internal[a] + k / size(labels, a))
                    && edge.weight() < (float) (internal[b] + k / size(labels, b))) {
                internal[Math.min(a, b)] = edge.weight();
                merge(labels, a, b);
            }
        }
        for (Edge edge : edges) {
            int a = labels[edge.from()];
            int b = labels[edge.to()];
            if (a != b && (size(labels, a) < minimumSize || size(labels, b) < minimumSize)) {
                merge(labels, a, b);
            }
        }
        return numberedByFirstPixel(labels);
    }

    private static float distance(float[][] planes, int from, int to) {
        float squares = 0;
        for (float[] plane : planes) {
            float difference = plane[to] - plane[from];
            squares += difference * difference;
        }
        return (float) Math.sqrt(squares);
    }

    private static long size(int[] labels, int label) {
        return Arrays.stream(labels).filter(other -> other == label).count();
    }

    private static void merge(int[] labels, int a, int b) {
        for (int i = 0; i < labels.length; i++) {
            labels[i] = labels[i] == Math.max(a, b) ? Math.min(a, b) : labels[i];
        }
    }

    private static int[] numberedByFirstPixel(int[] labels) {
        List<Integer> seen = new ArrayList<>();
        return Arrays.stream(labels)
                .map(label -> {
                    if (!seen.contains(label)) {
                        seen.add(label);
                    }
                    return seen.indexOf(label);
                })
                .toArray();
    }
}
