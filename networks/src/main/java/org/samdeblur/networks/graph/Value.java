package org.samdeblur.networks.graph;

import java.util.List;
import java.util.OptionalInt;

/**
 * An input or output of a graph.
 *
 * @param name its name
 * @param type the type of its elements
 * @param shape its axes, outermost first
 */
public record Value(String name, ElementType type, List<Axis> shape) {
    /** Copies the list. */
    public Value {
        shape = List.copyOf(shape);
    }

    /**
     * An axis: of fixed size, or named and of any size.
     *
     * @param size the size, empty if it may vary
     * @param symbol the name of an axis that may vary, such as {@code height}; empty text if it has none
     */
    public record Axis(OptionalInt size, String symbol) {
        /**
         * Makes an axis of one size.
         *
         * @param size the size
         * @return the axis
         */
        public static Axis fixed(int size) {
            return new Axis(OptionalInt.of(size), "");
        }

        /**
         * Makes an axis of any size.
         *
         * @param symbol its name
         * @return the axis
         */
        public static Axis any(String symbol) {
            return new Axis(OptionalInt.empty(), symbol);
        }
    }
}
