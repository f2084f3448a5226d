package org.samdeblur.backend.tensorflow.operator;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.Output;

/**
 * The size of an axis, either known while the graph is built, or computed when it runs.
 *
 * @param graph the graph that computes it
 * @param known the size; -1 if it is computed
 * @param read a list with the computed size as its only element; null if the size is known
 */
record Size(GraphWriter graph, long known, Output<?> read) {
    static Size of(GraphWriter graph, long size) {
        return new Size(graph, size, null);
    }

    /** Returns one size of a list. */
    static Size of(GraphWriter graph, Output<?> list, int index) {
        return new Size(graph, -1, graph.part(list, index, index + 1));
    }

    /** Returns all sizes of a list. Those that TensorFlow knows while the graph is built are known. */
    static List<Size> all(GraphWriter graph, Output<?> list) {
        long[] known = graph.known(list);
        Size[] sizes = new Size[known.length];
        Arrays.setAll(sizes, i -> known[i] >= 0 ? of(graph, known[i]) : of(graph, list, i));
        return List.of(sizes);
    }

    /** Returns the sizes of all axes of a value, in ONNX's order. */
    static List<Size> all(GraphWriter graph, Value x) {
        long[] shape = x.shape();
        boolean known = Arrays.stream(shape).allMatch(size -> size >= 0);
        Output<?> list = known ? null : graph.shape(x.in(x.layout()));
        Size[] sizes = new Size[shape.length];
        for (int i = 0; i < shape.length; i++) {
            sizes[i] = shape[i] >= 0
                    ? of(graph, shape[i])
                    : of(graph, list, x.layout().axis(i));
        }
        return List.of(sizes);
    }

    boolean isKnown() {
        return read == null;
    }

    Size times(long factor) {
        return isKnown() ? of(graph, known * factor) : new Size(graph, -1, graph.add("Mul", read, graph.longs(factor)));
    }

    Size times(Size other) {
        return other.isKnown()
                ? times(other.known)
                : isKnown() ? other.times(known) : new Size(graph, -1, graph.add("Mul", read, other.read));
    }

    Size plus(Size other) {
        return other.isKnown()
                ? plus(other.known)
                : isKnown() ? other.plus(known) : new Size(graph, -1, graph.add("AddV2", read, other.read));
    }

    /** Returns the size, or the given number if that is smaller. */
    Size atMost(long most) {
        return isKnown()
                ? of(graph, Math.min(known, most))
                : new Size(graph, -1, graph.add("Minimum", read, graph.longs(most)));
    }

    /** Returns the size, or the given number if that is larger. */
    Size atLeast(long least) {
        return isKnown()
                ? of(graph, Math.max(known, least))
                : new Size(graph, -1, graph.add("Maximum", read, graph.longs(least)));
    }

    Size plus(long more) {
        return isKnown() ? of(graph, known + more) : new Size(graph, -1, graph.add("AddV2", read, graph.longs(more)));
    }

    /** Divides by a number and rounds down. */
    Size dividedBy(long divisor) {
        return isKnown()
                ? of(graph, known / divisor)
                : new Size(graph, -1, graph.add("FloorDiv", read, graph.longs(divisor)));
    }

    /** Returns the size as a 64-bit integer. */
    Output<?> scalar() {
        return isKnown() ? graph.number(known) : graph.add("Reshape", read, graph.longs());
    }

    /** Lists sizes as a 64-bit vector. */
    static Output<?> list(GraphWriter graph, List<Size> sizes) {
        if (sizes.stream().allMatch(Size::isKnown)) {
            return graph.longs(sizes.stream().mapToLong(Size::known).toArray());
        }
        return graph.concat(
                0,
                sizes.stream()
                        .map(size -> size.isKnown() ? graph.longs(size.known) : size.read)
                        .toArray(Output<?>[]::new));
    }
}
