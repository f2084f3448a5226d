package org.samdeblur.networks.graph.shape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;

/**
 * Gives the axes of a graph's values names that tell which are equally long, whatever the size of the image. A runtime that plans
 * memory beforehand can give one value the memory of another only where it knows them to be of one size; ONNX Runtime 1.29 moreover
 * needs time that grows with the square of the number of values that it cannot compare.
 */
public final class NamedAxes {
    /** For each trial, sizes for axes that are not fixed. Axes of one length in every trial count as equal. */
    private static final int[][] TRIALS = {{2, 1, 1536, 2560}, {3, 1, 3584, 5632}, {5, 1, 6656, 1024}};

    private NamedAxes() {}

    /**
     * Finds the names.
     *
     * @param graph a graph of one input, an image {@code [N, C, H, W]}
     * @return the 32-bit floats of it whose shapes are known; none if the graph is of another kind
     */
    public static List<Value> of(Graph graph) {
        if (graph.inputs().size() != 1 || graph.inputs().get(0).shape().size() != TRIALS[0].length) {
            return List.of();
        }
        Value image = graph.inputs().get(0);
        ShapeArithmetic arithmetic = ShapeArithmetic.of(graph);
        List<Map<String, Fact>> found = new ArrayList<>();
        for (int[] trial : TRIALS) {
            found.add(arithmetic.values(Map.of(image.name(), shape(image, trial))));
        }
        Map<List<Long>, Axis> axes = new HashMap<>();
        for (int axis = 0; axis < image.shape().size(); axis++) {
            axes.put(
                    lengths(List.of(shape(image, TRIALS[0]), shape(image, TRIALS[1]), shape(image, TRIALS[2])), axis),
                    image.shape().get(axis));
        }
        List<Value> values = new ArrayList<>();
        found.get(0).keySet().forEach(name -> {
            List<Fact> facts = found.stream()
                    .map(trial -> trial.getOrDefault(name, Fact.UNKNOWN))
                    .toList();
            if (areComparable(facts)) {
                values.add(new Value(name, ElementType.FLOAT, axes(facts, axes)));
            }
        });
        return values;
    }

    private static int[] shape(Value image, int[] trial) {
        int[] shape = new int[trial.length];
        for (int axis = 0; axis < trial.length; axis++) {
            shape[axis] = image.shape().get(axis).size().orElse(trial[axis]);
        }
        return shape;
    }

    private static boolean areComparable(List<Fact> facts) {
        return facts.stream()
                .allMatch(fact -> fact.isShaped()
                        && fact.type() == ElementType.FLOAT
                        && fact.shape().length == facts.get(0).shape().length);
    }

    private static List<Long> lengths(List<int[]> shapes, int axis) {
        return shapes.stream().map(shape -> (long) shape[axis]).toList();
    }

    private static List<Axis> axes(List<Fact> facts, Map<List<Long>, Axis> known) {
        List<Axis> axes = new ArrayList<>();
        for (int i = 0; i < facts.get(0).shape().length; i++) {
            int axis = i;
            List<Long> lengths = facts.stream().map(fact -> fact.shape()[axis]).toList();
            axes.add(known.computeIfAbsent(lengths, NamedAxes::named));
        }
        return axes;
    }

    private static Axis named(List<Long> lengths) {
        return lengths.stream().distinct().count() == 1
                ? Axis.fixed(Math.toIntExact(lengths.get(0)))
                : Axis.any(lengths.stream().map(String::valueOf).collect(Collectors.joining("_", "axis_", "")));
    }
}
