package org.samdeblur.backend.djl.operator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/** The operands of one node in one run. */
public final class Operands {
    private final List<Value> values;
    private final NDManager manager;

    /**
     * Collects operands.
     *
     * @param values the operands in the operator's order; null for an omitted one
     * @param manager creates arrays on the device of the run
     */
    public Operands(List<Value> values, NDManager manager) {
        this.values = values;
        this.manager = manager;
    }

    NDManager manager() {
        return manager;
    }

    int count() {
        return values.size();
    }

    boolean has(int index) {
        return index < values.size() && values.get(index) != null;
    }

    Value value(int index) {
        if (!has(index)) {
            throw new IllegalArgumentException("operand " + index + " is missing");
        }
        return values.get(index);
    }

    /** Returns all operands, for operators without optional ones. */
    List<Value> all() {
        for (int i = 0; i < values.size(); i++) {
            value(i);
        }
        return values;
    }

    NDArray array(int index) {
        return value(index).array(manager);
    }

    Numbers numbers(int index) {
        return value(index).numbers();
    }

    long[] longs(int index) {
        return numbers(index).longs();
    }

    boolean isNumbers(int index) {
        return value(index).isNumbers();
    }

    boolean areNumbers() {
        return values.stream().allMatch(value -> value != null && value.isNumbers());
    }
}
