package org.samdeblur.networks.graph.message;

import java.util.ArrayList;
import java.util.List;

/**
 * A function that a model defines by other operators.
 *
 * @param name its name, the operator of nodes that call it
 * @param domain its domain
 * @param overload distinguishes functions with the same name
 * @param inputs the names of its inputs
 * @param outputs the names of its outputs
 * @param nodes its nodes, in order
 * @param defaults values of attributes that a call omits
 */
public record FunctionProto(
        String name,
        String domain,
        String overload,
        List<String> inputs,
        List<String> outputs,
        List<NodeProto> nodes,
        List<AttributeProto> defaults) {
    private static final int NAME = 1;
    private static final int INPUT = 4;
    private static final int OUTPUT = 5;
    private static final int NODE = 7;
    private static final int DOMAIN = 10;
    private static final int ATTRIBUTE_PROTO = 11;
    private static final int OVERLOAD = 13;

    static FunctionProto read(MessageReader in) throws MalformedMessageException {
        String name = "";
        String domain = "";
        String overload = "";
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        List<NodeProto> nodes = new ArrayList<>();
        List<AttributeProto> defaults = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case NAME -> name = in.text();
                case INPUT -> inputs.add(in.text());
                case OUTPUT -> outputs.add(in.text());
                case NODE -> nodes.add(NodeProto.read(in.message()));
                case DOMAIN -> domain = in.text();
                case ATTRIBUTE_PROTO -> defaults.add(AttributeProto.read(in.message()));
                case OVERLOAD -> overload = in.text();
                default -> {}
            }
        }
        return new FunctionProto(name, domain, overload, inputs, outputs, nodes, defaults);
    }
}
