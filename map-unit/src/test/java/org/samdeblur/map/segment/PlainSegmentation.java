package org.samdeblur.map.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The segmentation as the paper writes it down: all edges in one list, sorted, labels rewritten at every merge. */
final class PlainSegmentation {
    private record Edge(float weight, int from, int to) {}

    private PlainSegmentation() {}

    static int[] labels(float[][] planes, int height, int width, double k, int minimumSize) {
        List<Edge> edges = new ArrayList<>();
        PixelGraph graph = new PixelGraph(planes, height, width);
        graph.forEachEdge(
                0,
                Integer.MAX_VALUE,
                (weight, from, direction) ->
                        edges.add(new Edge(Float.intBitsToFloat(weight), from, graph.target(from, direction))));
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
