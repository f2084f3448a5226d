package org.samdeblur.backend.tensorflow.operator;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * A value passed between operators: the output of an operation, in one layout or both, or a constant that is added to
 * the graph in any requested order of axes. Axes and shapes are in ONNX's order.
 */
public final class Value {
    private final GraphWriter graph;
    private final Layout layout;
    private final Constant constant;
    private final Map<Layout, Output<?>> outputs = new EnumMap<>(Layout.class);
    private final Map<List<Integer>, Output<?>> permuted = new HashMap<>();

    private Value(GraphWriter graph, Layout layout, Constant constant) {
        this.graph = graph;
        this.layout = layout;
        this.constant = constant;
    }

    /**
     * Wraps the output of an operation.
     *
     * @param graph the graph it belongs to
     * @param output the output
     * @param layout its layout
     * @return the value
     */
    public static Value of(GraphWriter graph, Output<?> output, Layout layout) {
        Value value = new Value(graph, layout, null);
        value.outputs.put(layout, output);
        return value;
    }

    /**
     * Wraps a constant, which is added to the graph on request.
     *
     * @param graph the graph that it is added to
     * @param constant the constant
     * @return the value
     */
    public static Value of(GraphWriter graph, Constant constant) {
        return new Value(graph, Layout.NATURAL, constant);
    }

    /** Returns the layout in which the value was created; the natural one for constants. */
    Layout layout() {
        return layout;
    }

    boolean isConstant() {
        return constant != null;
    }

    /** Returns whether the value was created with channels last, so that keeping this layout avoids a transposition. */
    boolean isChannelsLast() {
        return layout == Layout.CHANNELS_LAST;
    }

    /**
     * Returns the value in ONNX's order of axes.
     *
     * @return its output
     */
    public Output<?> natural() {
        return in(Layout.NATURAL);
    }

    /**
     * Returns the value in a layout, transposed once if necessary. Only images have another layout than the natural
     * one.
     *
     * @param wanted the order
     * @return its output
     */
    public Output<?> in(Layout wanted) {
        Output<?> there = outputs.get(wanted);
        if (there == null) {
            there = constant != null
                    ? permuted(wanted.order(rank()))
                    : graph.transpose(
                            outputs.get(layout), wanted == Layout.NATURAL ? layout.toNatural() : wanted.fromNatural());
            outputs.put(wanted, there);
        }
        return there;
    }

    /** Returns the value with ONNX's axes in any order. */
    Output<?> permuted(int... order) {
        return permuted.computeIfAbsent(Arrays.stream(order).boxed().toList(), key -> {
            if (constant != null) {
                return graph.constants().read(constant, order);
            }
            int[] places = Arrays.stream(order).map(layout::axis).toArray();
            return isSorted(places) ? outputs.get(layout) : graph.transpose(outputs.get(layout), places);
        });
    }

    private static boolean isSorted(int[] places) {
        for (int i = 0; i < places.length; i++) {
            if (places[i] != i) {
                return false;
            }
        }
        return true;
    }

    /** Returns the sizes of ONNX's axes; -1 for unknown ones. */
    long[] shape() {
        if (constant != null) {
            return constant.shape().stream().mapToLong(Integer::longValue).toArray();
        }
        Shape shape = outputs.get(layout).shape();
        if (shape.numDimensions() < 0) {
            throw new IllegalStateException("the number of axes of '" + outputs.get(layout) + "' is unknown");
        }
        long[] sizes = new long[shape.numDimensions()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = shape.get(i);
        }
        return layout.natural(sizes);
    }

    /** Returns the size of an axis, which must be known. */
    long size(int axis) {
        long size = shape()[axis];
        if (size < 0) {
            throw new IllegalStateException("the size of axis " + axis + " is unknown before the network runs");
        }
        return size;
    }

    int rank() {
        return constant != null ? constant.shape().size() : shape().length;
    }

    DataType type() {
        return constant != null
                ? ElementTypes.dataType(constant.type())
                : outputs.get(layout).dataType();
    }

    boolean isFloating() {
        return ElementTypes.isFloating(type());
    }

    Optional<Constant> constant() {
        return Optional.ofNullable(constant);
    }

    /** Returns integers that are known while the graph is built. */
    Optional<long[]> longs() {
        return constant()
                .filter(known -> known.type() == ElementType.INT64 || known.type() == ElementType.INT32)
                .map(Constant::toLongs);
    }

    /** Returns numbers that are known while the graph is built. */
    Optional<float[]> floats() {
        return constant()
                .filter(known -> known.type() == ElementType.FLOAT || known.type() == ElementType.DOUBLE)
                .map(known -> known.toTensor().toArray());
    }
}
