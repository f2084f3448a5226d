package org.samdeblur.backend.tensorflow.operator;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Collects operators of one kind by their ONNX names. */
final class Family {
    private final Map<String, Operator> operators = new TreeMap<>();

    Family add(String name, Operator operator) {
        if (operators.put(name, operator) != null) {
            throw new IllegalStateException("operator " + name + " is there twice");
        }
        return this;
    }

    Family addAll(Family other) {
        other.operators.forEach(this::add);
        return this;
    }

    Map<String, Operator> byName() {
        return Collections.unmodifiableMap(operators);
    }
}
