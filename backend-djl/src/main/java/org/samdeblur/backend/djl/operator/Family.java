package org.samdeblur.backend.djl.operator;

import ai.djl.ndarray.NDArray;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Collects operators of one kind by their ONNX names. */
final class Family {
    private final Map<String, OperatorFactory> factories = new TreeMap<>();

    Family add(String name, OperatorFactory factory) {
        if (factories.put(name, factory) != null) {
            throw new IllegalStateException("operator " + name + " is there twice");
        }
        return this;
    }

    /** Adds an operator without attributes that returns one array. */
    Family addPlain(String name, Function<Operands, NDArray> function) {
        return add(name, node -> one(function));
    }

    Family addAll(Family other) {
        other.factories.forEach(this::add);
        return this;
    }

    Map<String, OperatorFactory> byName() {
        return Collections.unmodifiableMap(factories);
    }

    /** An operator that returns one array of the engine. */
    static Operator one(Function<Operands, NDArray> function) {
        return operands -> List.of(Value.of(function.apply(operands)));
    }

    /** An operator that returns one value. */
    static Operator oneValue(Function<Operands, Value> function) {
        return operands -> List.of(function.apply(operands));
    }
}
