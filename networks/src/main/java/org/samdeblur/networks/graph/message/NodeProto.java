package org.samdeblur.networks.graph.message;

import java.util.ArrayList;
import java.util.List;

/**
 * A node.
 *
 * @param name its name, which may be empty
 * @param domain the domain of its operator; empty for ONNX's own
 * @param opType its operator
 * @param overload distinguishes functions of the model with the same name
 * @param inputs the names of its inputs
 * @param outputs the names of its outputs
 * @param attributes its attributes
 */
public record NodeProto(
        String name,
        String domain,
        String opType,
        String overload,
        List<String> inputs,
        List<String> outputs,
        List<AttributeProto> attributes) {
    /** The name of an input. */
    public static final int INPUT = 1;

    /** The name of an output. */
    public static final int OUTPUT = 2;

    /** The name. */
    public static final int NAME = 3;

    /** The operator. */
    public static final int OP_TYPE = 4;

    /** An attribute. */
    public static final int ATTRIBUTE = 5;

    /** The domain. */
    public static final int DOMAIN = 7;

    private static final int OVERLOAD = 8;

    static NodeProto read(MessageReader in) throws MalformedMessageException {
        String name = "";
        String domain = "";
        String opType = "";
        String overload = "";
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        List<AttributeProto> attributes = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case INPUT -> inputs.add(in.text());
                case OUTPUT -> outputs.add(in.text());
                case NAME -> name = in.text();
                case OP_TYPE -> opType = in.text();
                case ATTRIBUTE -> attributes.add(AttributeProto.read(in.message()));
                case DOMAIN -> domain = in.text();
                case OVERLOAD -> overload = in.text();
                default -> {}
            }
        }
        return new NodeProto(name, domain, opType, overload, inputs, outputs, attributes);
    }
}
