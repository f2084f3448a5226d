package org.samdeblur.backend.djl.operator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;

/**
 * What goes from operator to operator: an array of the engine, a small array of numbers in Java, or, of constants,
 * both. Owns its array.
 */
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
     * Makes a constant that is there in both forms, so that neither is made again and again.
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

    /** Returns the numbers, reading them from the engine if need be. */
    Numbers numbers() {
        return numbers == null ? Numbers.read(array) : numbers;
    }

    /**
     * Returns the array of the engine.
     *
     * @param manager makes it of numbers; such an array is not the value's
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
     * Returns the array of the engine, if it is there already.
     *
     * @return the array, empty of numbers
     */
    public Optional<NDArray> array() {
        return Optional.ofNullable(array);
    }

    /**
     * Returns a value over the same memory that can be closed on its own.
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
