package org.samdeblur.backend.tensorflow.operator;

import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * The resizing of an axis.
 *
 * @param from the old size
 * @param to the new size
 * @param factor the factor; {@link Float#NaN} if it is the ratio of the sizes
 */
record Stretch(Size from, Size to, float factor) {
    /** Returns the resizing from one size to another; null if they are known to be equal. */
    static Stretch between(Size from, Size to) {
        return from.isKnown() && to.isKnown() && from.known() == to.known() ? null : new Stretch(from, to, Float.NaN);
    }

    /** Returns the resizing by a factor; null if that is 1. The new size is the product in 32-bit floats, rounded down. */
    static Stretch by(Size from, float factor) {
        if (factor == 1) {
            return null;
        }
        if (factor == Math.rint(factor)) {
            return new Stretch(from, from.times((long) factor), Float.NaN);
        }
        GraphWriter graph = from.graph();
        Size to = from.isKnown()
                ? Size.of(graph, (long) Math.floor(from.known() * factor))
                : new Size(
                        graph,
                        -1,
                        graph.cast(
                                graph.add("Floor", graph.scaled(graph.cast(from.read(), DataType.DT_FLOAT), factor)),
                                DataType.DT_INT64));
        return new Stretch(from, to, factor);
    }

    /** Returns whether the factor is the ratio of the sizes. */
    boolean isRatio() {
        return Float.isNaN(factor);
    }

    /** Returns whether the new size is known to be more than 1. */
    boolean isOfSeveral() {
        return to.isKnown() && to.known() > 1;
    }

    /** Returns the factor as a 32-bit float. */
    Output<?> scale(GraphWriter graph) {
        Output<?> size = asFloat(graph, from);
        return isRatio() ? graph.add("RealDiv", asFloat(graph, to), size) : graph.numberLike(factor, size);
    }

    /** Returns a size as a 32-bit float. */
    static Output<?> asFloat(GraphWriter graph, Size size) {
        return graph.cast(size.scalar(), DataType.DT_FLOAT);
    }
}
