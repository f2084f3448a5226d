package org.samdeblur.networks.graph.message;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model.
 *
 * @param operatorSets the versions of the operator sets that it uses
 * @param graph its graph
 * @param metadata its metadata
 * @param functions the functions it defines
 */
public record ModelProto(
        List<OperatorSetIdProto> operatorSets,
        Optional<GraphProto> graph,
        List<StringStringEntryProto> metadata,
        List<FunctionProto> functions) {
    /** The version of the file format. */
    public static final int IR_VERSION = 1;

    /** The program that wrote the file. */
    public static final int PRODUCER_NAME = 2;

    /** The graph. */
    public static final int GRAPH = 7;

    /** A version of operators. */
    public static final int OPSET_IMPORT = 8;

    /** An entry of the metadata. */
    public static final int METADATA_PROPS = 14;

    private static final int FUNCTIONS = 25;

    /**
     * Reads a model.
     *
     * @param bytes its bytes, from position to limit; constants are not copied
     * @return the model
     * @throws MalformedMessageException if the bytes are not a model
     */
    public static ModelProto read(ByteBuffer bytes) throws MalformedMessageException {
        List<OperatorSetIdProto> operatorSets = new ArrayList<>();
        Optional<GraphProto> graph = Optional.empty();
        List<StringStringEntryProto> metadata = new ArrayList<>();
        List<FunctionProto> functions = new ArrayList<>();
        MessageReader in = new MessageReader(bytes);
        while (in.next()) {
            switch (in.field()) {
                case GRAPH -> {
                    if (graph.isPresent()) {
                        throw new MalformedMessageException("it has two graphs");
                    }
                    graph = Optional.of(GraphProto.read(in.message()));
                }
                case OPSET_IMPORT -> operatorSets.add(OperatorSetIdProto.read(in.message()));
                case METADATA_PROPS -> metadata.add(StringStringEntryProto.read(in.message()));
                case FUNCTIONS -> functions.add(FunctionProto.read(in.message()));
                default -> {}
            }
        }
        return new ModelProto(operatorSets, graph, metadata, functions);
    }
}
