package org.samdeblur.networks.graph.message;

import java.util.ArrayList;
import java.util.List;

/**
 * A graph.
 *
 * @param name its name
 * @param nodes its nodes, in order
 * @param initializers its constants
 * @param sparseInitializers the number of its sparse constants
 * @param inputs its inputs
 * @param outputs its outputs
 */
public record GraphProto(
        String name,
        List<NodeProto> nodes,
        List<TensorProto> initializers,
        int sparseInitializers,
        List<ValueInfoProto> inputs,
        List<ValueInfoProto> outputs) {
    /** A node. */
    public static final int NODE = 1;

    /** The name. */
    public static final int NAME = 2;

    /** A constant. */
    public static final int INITIALIZER = 5;

    /** An input. */
    public static final int INPUT = 11;

    /** An output. */
    public static final int OUTPUT = 12;

    /** The type of a value between inputs and outputs. */
    public static final int VALUE_INFO = 13;

    private static final int SPARSE_INITIALIZER = 15;

    static GraphProto read(MessageReader in) throws MalformedMessageException {
        String name = "";
        List<NodeProto> nodes = new ArrayList<>();
        List<TensorProto> initializers = new ArrayList<>();
        int sparseInitializers = 0;
        List<ValueInfoProto> inputs = new ArrayList<>();
        List<ValueInfoProto> outputs = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case NODE -> nodes.add(NodeProto.read(in.message()));
                case NAME -> name = in.text();
                case INITIALIZER -> initializers.add(TensorProto.read(in.message()));
                case INPUT -> inputs.add(ValueInfoProto.read(in.message()));
                case OUTPUT -> outputs.add(ValueInfoProto.read(in.message()));
                case SPARSE_INITIALIZER -> sparseInitializers++;
                default -> {}
            }
        }
        return new GraphProto(name, nodes, initializers, sparseInitializers, inputs, outputs);
    }
}
