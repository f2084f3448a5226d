package org.samdeblur.backend.tensorflow.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.samdeblur.backend.tensorflow.operator.Constants;
import org.samdeblur.backend.tensorflow.operator.ElementTypes;
import org.samdeblur.backend.tensorflow.operator.GraphWriter;
import org.samdeblur.backend.tensorflow.runtime.Tensors;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Scope;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TInt32;

/**
 * A graph's constants in TensorFlow. Small ones are part of the graph. Weights are variables, in the order of axes that
 * their readers need, so that only the session has a copy. They are filled after the graph is built and before its
 * first run.
 */
final class Variables implements Constants {
    private static final long BYTES_AT_ONCE = 1 << 22;

    /** The largest constant in bytes that is part of the graph; larger ones are variables. */
    private static final int LARGEST_LITERAL = 4096;

    private final Scope scope;
    private final Map<Constant, String> names = new IdentityHashMap<>();
    private final Map<Constant, Map<List<Integer>, Output<?>>> made = new IdentityHashMap<>();
    private final List<Variable> variables = new ArrayList<>();
    private final List<Filling> fillings = new ArrayList<>();

    private record Filling(Constant constant, Variable variable) {}

    Variables(Graph graph, DeviceSpec device) {
        scope = graph.baseScope().withSubScope("constants").withDevice(device);
    }

    /** Sets the name of a constant, for a variable. TensorFlow's names must not begin with an underscore. */
    void name(Constant constant, String name) {
        String allowed = GraphWriter.allowed(name);
        names.putIfAbsent(constant, allowed.isEmpty() || allowed.startsWith("_") ? "weight" + allowed : allowed);
    }

    @Override
    public Output<?> read(Constant constant, int[] order) {
        return made.computeIfAbsent(constant, key -> new HashMap<>())
                .computeIfAbsent(Arrays.stream(order).boxed().toList(), key -> make(constant, order));
    }

    private Output<?> make(Constant constant, int[] order) {
        boolean small = constant.data().remaining() <= LARGEST_LITERAL || constant.type() != ElementType.FLOAT;
        return small ? literal(constant, order) : variable(constant, order);
    }

    private Output<?> literal(Constant constant, int[] order) {
        ElementType type = carrier(constant.type());
        try (Tensor tensor = Tensors.of(new Constant(type, constant.shape(), constant.data()))) {
            Output<?> value = literal(tensor);
            return ordered(type == constant.type() ? value : as(constant.type(), value), order);
        }
    }

    /** Returns a type of the same size that TensorFlow Java can create tensors of. */
    private static ElementType carrier(ElementType type) {
        return switch (type) {
            case INT8 -> ElementType.UINT8;
            case INT16 -> ElementType.UINT16;
            case UINT32 -> ElementType.INT32;
            case UINT64 -> ElementType.INT64;
            default -> type;
        };
    }

    /** Reinterprets the bits of a value as another type. */
    private Output<?> as(ElementType type, Output<?> value) {
        return operation("Bitcast")
                .addInput(value)
                .setAttr("type", ElementTypes.dataType(type))
                .build()
                .output(0);
    }

    private Output<?> literal(Tensor tensor) {
        return operation("Const")
                .setAttr("dtype", tensor.dataType())
                .setAttr("value", tensor)
                .build()
                .output(0);
    }

    private Output<?> ordered(Output<?> x, int[] order) {
        boolean sorted = true;
        for (int i = 0; i < order.length; i++) {
            sorted &= order[i] == i;
        }
        if (sorted) {
            return x;
        }
        try (TInt32 places = TInt32.vectorOf(order)) {
            return operation("Transpose")
                    .addInput(x)
                    .addInput(literal(places))
                    .build()
                    .output(0);
        }
    }

    private Output<?> variable(Constant constant, int[] order) {
        DataType type = ElementTypes.dataType(constant.type());
        long[] natural = constant.shape().stream().mapToLong(Integer::longValue).toArray();
        Shape shape =
                Shape.of(Arrays.stream(order).mapToLong(axis -> natural[axis]).toArray());
        Output<?> handle = scope.opBuilder("VarHandleOp", names.getOrDefault(constant, "weight"))
                .setAttr("dtype", type)
                .setAttr("shape", shape)
                .setAttr("shared_name", "weight" + variables.size())
                .build()
                .output(0);
        Output<?> given = operation("Placeholder")
                .setAttr("dtype", type)
                .setAttr("shape", Shape.of(natural))
                .build()
                .output(0);
        Operation assignment = operation("AssignVariableOp")
                .addInput(handle)
                .addInput(ordered(given, order))
                .build();
        Output<?> value = operation("ReadVariableOp")
                .addInput(handle)
                .setAttr("dtype", type)
                .build()
                .output(0);
        Variable variable = new Variable(handle, value, given, assignment);
        variables.add(variable);
        fillings.add(new Filling(constant, variable));
        return value;
    }

    private OperationBuilder operation(String type) {
        return scope.opBuilder(type, type);
    }

    List<Variable> all() {
        return Collections.unmodifiableList(variables);
    }

    /**
     * Sets all variables, several in each run, because TensorFlow visits the whole graph for each run. The values of
     * one run are in memory twice until it ends.
     */
    void fill(Session session) {
        int next = 0;
        while (next < fillings.size()) {
            next = fillFrom(next, session);
        }
        names.clear();
        made.clear();
        fillings.clear();
    }

    /** Sets some variables. Returns the index of the next one to set. */
    private int fillFrom(int first, Session session) {
        List<Tensor> tensors = new ArrayList<>();
        Session.Runner runner = session.runner();
        int next = first;
        long bytes = 0;
        try {
            while (next < fillings.size() && bytes < BYTES_AT_ONCE) {
                Filling filling = fillings.get(next++);
                Tensor tensor = Tensors.of(filling.constant());
                tensors.add(tensor);
                bytes += tensor.numBytes();
                runner.feed(filling.variable().given(), tensor)
                        .addTarget(filling.variable().assignment());
            }
            runner.run().close();
            return next;
        } finally {
            tensors.forEach(Tensor::close);
        }
    }
}
