package org.samdeblur.networks.graph.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An attribute of a node.
 *
 * @param name its name
 * @param type which of the values is set
 * @param f a float
 * @param i an integer
 * @param s a text
 * @param t a tensor
 * @param g a graph
 * @param floats floats
 * @param ints integers
 * @param strings texts
 * @param reference inside a function, the name of the call's attribute that provides the value; usually empty
 */
public record AttributeProto(
        String name,
        Type type,
        Optional<Float> f,
        Optional<Long> i,
        Optional<String> s,
        Optional<TensorProto> t,
        Optional<GraphProto> g,
        List<Float> floats,
        List<Long> ints,
        List<String> strings,
        String reference) {
    /** The name. */
    public static final int NAME = 1;

    /** A float. */
    public static final int F = 2;

    /** An integer. */
    public static final int I = 3;

    /** A text. */
    public static final int S = 4;

    /** A tensor. */
    public static final int T = 5;

    /** A graph. */
    public static final int G = 6;

    /** One of many floats. */
    public static final int FLOATS = 7;

    /** One of many integers. */
    public static final int INTS = 8;

    /** One of many texts. */
    public static final int STRINGS = 9;

    /** The type. */
    public static final int TYPE = 20;

    private static final int REF_ATTR_NAME = 21;

    /** The types of attributes, in the order of ONNX's numbers. */
    public enum Type {
        /** Not stated; the value that is set determines it. */
        UNDEFINED,
        /** A float. */
        FLOAT,
        /** An integer. */
        INT,
        /** A text. */
        STRING,
        /** A tensor. */
        TENSOR,
        /** A graph. */
        GRAPH,
        /** Floats. */
        FLOATS,
        /** Integers. */
        INTS,
        /** Texts. */
        STRINGS,
        /** Tensors. */
        TENSORS,
        /** Graphs. */
        GRAPHS,
        /** A sparse tensor. */
        SPARSE_TENSOR,
        /** Sparse tensors. */
        SPARSE_TENSORS,
        /** The type of a value. */
        TYPE_PROTO,
        /** The types of values. */
        TYPE_PROTOS;

        private static Type of(long number) {
            return number > 0 && number < values().length ? values()[(int) number] : UNDEFINED;
        }
    }

    static AttributeProto read(MessageReader in) throws MalformedMessageException {
        String name = "";
        Type type = Type.UNDEFINED;
        Optional<Float> f = Optional.empty();
        Optional<Long> i = Optional.empty();
        Optional<String> s = Optional.empty();
        Optional<TensorProto> t = Optional.empty();
        Optional<GraphProto> g = Optional.empty();
        List<Float> floats = new ArrayList<>();
        List<Long> ints = new ArrayList<>();
        List<String> strings = new ArrayList<>();
        String reference = "";
        while (in.next()) {
            switch (in.field()) {
                case NAME -> name = in.text();
                case F -> f = Optional.of(in.number());
                case I -> i = Optional.of(in.integer());
                case S -> s = Optional.of(in.text());
                case T -> t = Optional.of(TensorProto.read(in.message()));
                case G -> g = Optional.of(GraphProto.read(in.message()));
                case FLOATS -> in.numbers(floats);
                case INTS -> in.integers(ints);
                case STRINGS -> strings.add(in.text());
                case REF_ATTR_NAME -> reference = in.text();
                case TYPE -> type = Type.of(in.integer());
                default -> {}
            }
        }
        return new AttributeProto(name, type, f, i, s, t, g, floats, ints, strings, reference);
    }
}
