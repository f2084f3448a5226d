package org.samdeblur.backend.tensorflow.operator;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Scope;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Adds operations to a TensorFlow graph, under the names of the nodes that they implement. Not safe for use by multiple
 * threads.
 */
public final class GraphWriter {
    private static final Pattern FORBIDDEN = Pattern.compile("[^A-Za-z0-9_.]");

    private final Graph graph;
    private final Scope root;
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> suffixes = new HashMap<>();
    private final Map<String, Output<?>> literals = new HashMap<>();
    private final Constants constants;
    private String path = "";

    /**
     * Creates a writer.
     *
     * @param graph the graph to add to, owned by the caller
     * @param device the device of the operations; an empty one leaves the choice to the session
     * @param constants adds constants to the graph
     */
    public GraphWriter(Graph graph, DeviceSpec device, Constants constants) {
        this.graph = graph;
        this.constants = constants;
        root = graph.baseScope().withDevice(device);
    }

    /**
     * Sets the name of the following operations.
     *
     * @param node the name of the node; characters that TensorFlow does not allow are replaced
     */
    public void under(String node) {
        // TensorFlow's scopes are not used, because each of them visits all operations of the graph
        path = unique("n" + allowed(node)) + "/";
    }

    /**
     * Replaces characters that TensorFlow does not allow in names. The first part of a path has stricter rules, which
     * are not applied.
     *
     * @param name any name
     * @return the name with {@code _} instead of these characters
     */
    public static String allowed(String name) {
        return FORBIDDEN.matcher(name).replaceAll("_");
    }

    Constants constants() {
        return constants;
    }

    /**
     * Starts an operation. Types are inferred from its inputs.
     *
     * @param type TensorFlow's name of the operation
     * @return the unfinished operation
     */
    public OperationBuilder operation(String type) {
        return graph.opBuilder(type, unique(path + type), root);
    }

    private String unique(String name) {
        String candidate = name;
        while (!taken.add(candidate)) {
            candidate = name + "_" + suffixes.merge(name, 1, Integer::sum);
        }
        return candidate;
    }

    /**
     * Adds an operation with the default attributes.
     *
     * @param type TensorFlow's name of the operation
     * @param inputs the inputs
     * @return its first output
     */
    public Output<?> add(String type, Output<?>... inputs) {
        OperationBuilder builder = operation(type);
        for (Output<?> input : inputs) {
            builder.addInput(input);
        }
        return first(builder);
    }

    /**
     * Finishes an operation.
     *
     * @param builder the unfinished operation
     * @return its first output
     */
    public Output<?> first(OperationBuilder builder) {
        return builder.build().output(0);
    }

    /** Finishes an operation with several outputs. */
    static Output<?>[] all(OperationBuilder builder) {
        Operation operation = builder.build();
        Output<?>[] outputs = new Output<?>[operation.numOutputs()];
        Arrays.setAll(outputs, operation::output);
        return outputs;
    }

    /**
     * Adds a placeholder for an input.
     *
     * @param type their type
     * @param shape their shape; -1 for unknown sizes
     * @return its output
     */
    public Output<?> placeholder(DataType type, Shape shape) {
        return first(operation("Placeholder").setAttr("dtype", type).setAttr("shape", shape));
    }

    /**
     * Adds a constant to the graph.
     *
     * @param tensor the numbers, copied
     * @return its output
     */
    public Output<?> literal(Tensor tensor) {
        return first(operation("Const").setAttr("dtype", tensor.dataType()).setAttr("value", tensor));
    }

    /** Adds a list of 64-bit integers to the graph, or finds an equal one. */
    Output<?> longs(long... values) {
        return literals.computeIfAbsent("longs" + Arrays.toString(values), key -> {
            try (TInt64 tensor = TInt64.vectorOf(values)) {
                return literal(tensor);
            }
        });
    }

    /** Adds a 64-bit integer to the graph, or finds an equal one. */
    Output<?> number(long value) {
        return literals.computeIfAbsent("long" + value, key -> {
            try (TInt64 tensor = TInt64.scalarOf(value)) {
                return literal(tensor);
            }
        });
    }

    /** Adds a list of 32-bit integers to the graph, or finds an equal one. */
    Output<?> ints(int... values) {
        return literals.computeIfAbsent("ints" + Arrays.toString(values), key -> {
            try (TInt32 tensor = TInt32.vectorOf(values)) {
                return literal(tensor);
            }
        });
    }

    /** Adds a number to the graph, with the type of another value. */
    Output<?> numberLike(double value, Output<?> other) {
        return literals.computeIfAbsent(
                other.dataType() + " " + value, key -> Numbers.scalar(value, other.dataType(), this::literal));
    }

    Output<?> cast(Output<?> x, DataType type) {
        return x.dataType() == type ? x : first(operation("Cast").addInput(x).setAttr("DstT", type));
    }

    /** Multiplies by a number. */
    Output<?> scaled(Output<?> x, double factor) {
        return factor == 1 ? x : add("Mul", x, numberLike(factor, x));
    }

    /** Adds a number. */
    Output<?> shifted(Output<?> x, double term) {
        return term == 0 ? x : add("AddV2", x, numberLike(term, x));
    }

    Output<?> transpose(Output<?> x, int... order) {
        return add("Transpose", x, ints(order));
    }

    /** Returns the sizes of all axes, in memory order, as 64-bit integers. */
    Output<?> shape(Output<?> x) {
        return first(operation("Shape").addInput(x).setAttr("out_type", DataType.DT_INT64));
    }

    /** Returns the sizes in a list that TensorFlow knows while the graph is built; the others are -1. */
    long[] known(Output<?> sizes) {
        Shape shape = add("BroadcastTo", scalar(0), sizes).shape();
        long[] known = new long[shape.numDimensions()];
        Arrays.setAll(known, shape::get);
        return known;
    }

    /** Reshapes a list to lie along one of several axes. */
    Output<?> along(Output<?> list, int axis, int rank) {
        long[] shape = new long[rank];
        Arrays.fill(shape, 1);
        shape[axis] = -1;
        return reshape(list, shape);
    }

    /** Takes a part of a list. */
    Output<?> part(Output<?> list, int from, int to) {
        return add("StridedSlice", list, longs(from), longs(to), longs(1));
    }

    /** Removes axes of size 1; negative axes count from the end. */
    Output<?> squeezed(Output<?> x, int... axes) {
        long[] gone = Arrays.stream(axes).asLongStream().toArray();
        return first(operation("Squeeze").addInput(x).setAttr("squeeze_dims", gone));
    }

    Output<?> reshape(Output<?> x, long... shape) {
        return add("Reshape", x, longs(shape));
    }

    /**
     * Joins lists or arrays.
     *
     * @param axis the axis along which they are joined, in memory order
     * @param parts the lists or arrays
     * @return the whole
     */
    public Output<?> concat(int axis, Output<?>... parts) {
        if (parts.length == 1) {
            return parts[0];
        }
        return first(operation("ConcatV2").addInputList(parts).addInput(scalar(axis)));
    }

    /** Adds a 32-bit integer to the graph, or finds an equal one. */
    Output<?> scalar(int value) {
        return literals.computeIfAbsent("int" + value, key -> {
            try (TInt32 tensor = TInt32.scalarOf(value)) {
                return literal(tensor);
            }
        });
    }
}
