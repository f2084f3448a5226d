package org.samdeblur.networks.graph;

import java.util.List;
import java.util.OptionalInt;

/**
 * An input or output of a graph.
 *
 * @param name its name
 * @param type the type of its elements
 * @param ranked whether the number of axes is known
 * @param shape its axes, outermost first; empty if their number is not known
 * @since 0.1.0
 */
public record Value(String name, ElementType type, boolean ranked, List<Axis> shape) {
    /**
     * Copies the list.
     *
     * @param name its name
     * @param type the type of its elements
     * @param ranked whether the number of axes is known
     * @param shape its axes, outermost first; empty if their number is not known
     * @throws IllegalArgumentException if there are axes although their number is not known
     */
    public Value {
        shape = List.copyOf(shape);
        if (!ranked && !shape.isEmpty()) {
            throw new IllegalArgumentException("'" + name + "' has axes " + shape + " but no rank");
        }
    }

    /**
     * Creates a value whose number of axes is known.
     *
     * @param name its name
     * @param type the type of its elements
     * @param shape its axes, outermost first
     */
    public Value(String name, ElementType type, List<Axis> shape) {
        this(name, type, true, shape);
    }

    /**
     * Creates a value of which only the type is known.
     *
     * @param name its name
     * @param type the type of its elements
     * @return the value
     */
    public static Value unranked(String name, ElementType type) {
        return new Value(name, type, false, List.of());
    }

    /**
     * An axis of fixed size, or of any size with an optional name.
     *
     * @param size the size; empty for any size
     * @param symbol the name of an axis of any size, such as {@code height}; empty if it has none
     */
    public record Axis(OptionalInt size, String symbol) {
        /**
         * Creates an axis of fixed size.
         *
         * @param size the size
         * @return the axis
         */
        public static Axis fixed(int size) {
            return new Axis(OptionalInt.of(size), "");
        }

        /**
         * Creates an axis of any size.
         *
         * @param symbol its name
         * @return the axis
         */
        public static Axis any(String symbol) {
            return new Axis(OptionalInt.empty(), symbol);
        }
    }
}
