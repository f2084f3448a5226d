package org.samdeblur.networks.graph;

import java.util.Arrays;
import java.util.List;

/**
 * The value of a node's attribute.
 *
 * @since 0.1.0
 */
public sealed interface Attribute {
    /**
     * Creates an integer.
     *
     * @param value the value
     * @return the attribute
     */
    static Attribute of(long value) {
        return new IntValue(value);
    }

    /**
     * Creates a float.
     *
     * @param value the value
     * @return the attribute
     */
    static Attribute of(float value) {
        return new FloatValue(value);
    }

    /**
     * Creates a string.
     *
     * @param value the value
     * @return the attribute
     */
    static Attribute of(String value) {
        return new StringValue(value);
    }

    /**
     * Creates a list of integers.
     *
     * @param values the values
     * @return the attribute
     */
    static Attribute ofLongs(long... values) {
        return new IntList(Arrays.stream(values).boxed().toList());
    }

    /**
     * An integer.
     *
     * @param value the value
     */
    record IntValue(long value) implements Attribute {}

    /**
     * A float.
     *
     * @param value the value
     */
    record FloatValue(float value) implements Attribute {}

    /**
     * A string.
     *
     * @param value the value
     */
    record StringValue(String value) implements Attribute {}

    /**
     * Integers.
     *
     * @param values the values
     */
    record IntList(List<Long> values) implements Attribute {
        /**
         * Copies the list.
         *
         * @param values the values
         */
        public IntList {
            values = List.copyOf(values);
        }
    }

    /**
     * Floats.
     *
     * @param values the values
     */
    record FloatList(List<Float> values) implements Attribute {
        /**
         * Copies the list.
         *
         * @param values the values
         */
        public FloatList {
            values = List.copyOf(values);
        }
    }

    /**
     * Strings.
     *
     * @param values the values
     */
    record StringList(List<String> values) implements Attribute {
        /**
         * Copies the list.
         *
         * @param values the values
         */
        public StringList {
            values = List.copyOf(values);
        }
    }

    /**
     * A tensor, as in the operator {@code Constant}.
     *
     * @param value the value
     */
    record TensorValue(Constant value) implements Attribute {}

    /**
     * A graph, as in the branches of {@code If}.
     *
     * @param value the value
     */
    record GraphValue(Graph value) implements Attribute {}
}
