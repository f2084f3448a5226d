package org.samdeblur.networks.graph.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The type of a value.
 *
 * @param kind the kind of value
 * @param elementType ONNX's number for the type of a tensor's elements
 * @param shape a tensor's axes, if the file states them
 */
public record TypeProto(Kind kind, int elementType, Optional<List<Dimension>> shape) {
    /** The type of a tensor. */
    public static final int TENSOR_TYPE = 1;

    /** In the type of a tensor: the type of its elements. */
    public static final int ELEM_TYPE = 1;

    /** In the type of a tensor: the shape. */
    public static final int SHAPE = 2;

    /** In a shape: an axis. */
    public static final int DIM = 1;

    /** Kinds of values. */
    public enum Kind {
        /** A tensor. */
        TENSOR_TYPE,
        /** A sequence of values of one type. */
        SEQUENCE_TYPE,
        /** A map of keys to values. */
        MAP_TYPE,
        /** An opaque value, whose format is not part of ONNX. */
        OPAQUE_TYPE,
        /** A sparse tensor. */
        SPARSE_TENSOR_TYPE,
        /** An optional value. */
        OPTIONAL_TYPE
    }

    /**
     * An axis of a tensor.
     *
     * @param value its size, if it is fixed
     * @param symbol its name; empty if it has none
     */
    public record Dimension(Optional<Long> value, String symbol) {
        /** The size. */
        public static final int VALUE = 1;

        /** The name. */
        public static final int SYMBOL = 2;

        private static Dimension read(MessageReader in) throws MalformedMessageException {
            Optional<Long> value = Optional.empty();
            String symbol = "";
            while (in.next()) {
                switch (in.field()) {
                    case VALUE -> value = Optional.of(in.integer());
                    case SYMBOL -> symbol = in.text();
                    default -> {}
                }
            }
            return new Dimension(value, symbol);
        }
    }

    static Optional<TypeProto> read(MessageReader in) throws MalformedMessageException {
        Optional<TypeProto> type = Optional.empty();
        while (in.next()) {
            switch (in.field()) {
                case TENSOR_TYPE -> type = Optional.of(tensor(in.message()));
                case 4 -> type = other(Kind.SEQUENCE_TYPE);
                case 5 -> type = other(Kind.MAP_TYPE);
                case 7 -> type = other(Kind.OPAQUE_TYPE);
                case 8 -> type = other(Kind.SPARSE_TENSOR_TYPE);
                case 9 -> type = other(Kind.OPTIONAL_TYPE);
                default -> {}
            }
        }
        return type;
    }

    private static Optional<TypeProto> other(Kind kind) {
        return Optional.of(new TypeProto(kind, 0, Optional.empty()));
    }

    private static TypeProto tensor(MessageReader in) throws MalformedMessageException {
        int elementType = 0;
        Optional<List<Dimension>> shape = Optional.empty();
        while (in.next()) {
            switch (in.field()) {
                case ELEM_TYPE -> elementType = (int) in.integer();
                case SHAPE -> shape = Optional.of(shape(in.message()));
                default -> {}
            }
        }
        return new TypeProto(Kind.TENSOR_TYPE, elementType, shape);
    }

    private static List<Dimension> shape(MessageReader in) throws MalformedMessageException {
        List<Dimension> axes = new ArrayList<>();
        while (in.next()) {
            if (in.field() == DIM) {
                axes.add(Dimension.read(in.message()));
            }
        }
        return axes;
    }
}
