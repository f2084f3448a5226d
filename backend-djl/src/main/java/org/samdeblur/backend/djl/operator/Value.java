package org.samdeblur.backend.djl.operator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;

/** A value passed between operators: an array of the engine, a small array in Java, or, for constants, both. Owns its array. */
public final class Value implements AutoCloseable {
    private final NDArray array;
    private final Numbers numbers;

    private Value(NDArray array, Numbers numbers) {
        this.array = array;
        this.numbers = numbers;
    }

    /**
     * Wraps an array of the engine.
     *
     * @param array the array; owned by the value
     * @return the value
     */
    public static Value of(NDArray array) {
        return new Value(array, null);
    }

    /**
     * Wraps numbers.
     *
     * @param numbers the numbers
     * @return the value
     */
    public static Value of(Numbers numbers) {
        return new Value(null, numbers);
    }

    /**
     * Creates a constant in both forms, so that neither has to be created repeatedly.
     *
     * @param array the array; owned by the value
     * @param numbers the same numbers
     * @return the value
     */
    public static Value of(NDArray array, Numbers numbers) {
        return new Value(array, numbers);
    }

    /** Returns whether the numbers are known without asking the engine. */
    boolean isNumbers() {
        return numbers != null;
    }

    /** Returns the numbers, and reads them from the engine if necessary. */
    Numbers numbers() {
        return numbers == null ? Numbers.read(array) : numbers;
    }

    /**
     * Returns the array of the engine.
     *
     * @param manager creates the array from numbers if necessary; it owns such an array
     * @return the array
     */
    public NDArray array(NDManager manager) {
        return array == null ? numbers.toArray(manager) : array;
    }

    long[] shape() {
        return array == null ? numbers.shape() : Shapes.of(array);
    }

    int rank() {
        return shape().length;
    }

    /**
     * Returns the array of the engine, if it exists.
     *
     * @return the array; empty for numbers in Java
     */
    public Optional<NDArray> array() {
        return Optional.ofNullable(array);
    }

    /**
     * Returns a value with the same memory that can be closed independently.
     *
     * @return the value
     */
    public Value view() {
        return array == null ? this : new Value(array.reshape(new Shape(shape())), numbers);
    }

    /** Releases the array. */
    @Override
    public void close() {
        if (array != null) {
            array.close();
        }
    }
}
