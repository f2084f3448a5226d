package org.samdeblur.backend.tensorflow.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.backend.tensorflow.operator.GraphWriter;
import org.samdeblur.backend.tensorflow.operator.Operands;
import org.samdeblur.backend.tensorflow.operator.OperatorTable;
import org.samdeblur.backend.tensorflow.operator.Value;
import org.samdeblur.networks.engine.OneLine;
import org.samdeblur.networks.expansion.OperatorExpansion;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.rewrite.GraphRewriter;
import org.samdeblur.networks.operator.ComputedNodes;
import org.samdeblur.networks.operator.GraphConstants;
import org.samdeblur.networks.operator.NodeDescription;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * A graph in TensorFlow's operations, with inputs and outputs as ONNX has them, and images with their channels last in between. Owns
 * the TensorFlow graph.
 */
public final class CompiledGraph implements AutoCloseable {
    private final org.tensorflow.Graph graph;
    private final Map<String, Output<?>> inputs = new LinkedHashMap<>();
    private final Map<String, Output<?>> outputs = new LinkedHashMap<>();
    private final Variables variables;
    private final DeviceSpec device;

    private CompiledGraph(org.tensorflow.Graph graph, DeviceSpec device) {
        this.graph = graph;
        this.device = device;
        variables = new Variables(graph, device);
    }

    /**
     * Compiles a graph.
     *
     * @param source the graph
     * @param axes sizes for axes that it names
     * @param device where its operations run; an empty one leaves that to the session
     * @return the compiled graph, owned by the caller
     * @throws InvalidModelException if an operator is unknown, or asked for what it does not do; names the node
     */
    public static CompiledGraph of(Graph source, Map<String, Integer> axes, DeviceSpec device) {
        return of(source, new OnnxBoundary(axes), device);
    }

    /**
     * Compiles a graph with other inputs and outputs than ONNX's.
     *
     * @param source the graph
     * @param ends what stands in for its inputs and outputs
     * @param device where its operations run; an empty one leaves that to the session
     * @return the compiled graph, owned by the caller
     * @throws InvalidModelException if an operator is unknown, or asked for what it does not do; names the node
     */
    public static CompiledGraph of(Graph source, GraphBoundary ends, DeviceSpec device) {
        CompiledGraph compiled = new CompiledGraph(new org.tensorflow.Graph(), device);
        try {
            compiled.compile(
                    OperatorExpansion.expand(GraphRewriter.fuseActivations(GraphRewriter.foldConstants(source))), ends);
            return compiled;
        } catch (RuntimeException e) {
            compiled.close();
            throw e;
        }
    }

    private void compile(Graph source, GraphBoundary ends) {
        GraphWriter writer = new GraphWriter(graph, device, variables);
        Map<String, Value> values = new HashMap<>();
        for (org.samdeblur.networks.graph.Value input : source.inputs()) {
            values.put(input.name(), ends.input(input, writer, inputs));
        }
        for (Map.Entry<String, Constant> constant : GraphConstants.of(source).entrySet()) {
            variables.name(constant.getValue(), constant.getKey());
            values.put(constant.getKey(), Value.of(writer, constant.getValue()));
        }
        for (Node node : ComputedNodes.of(source)) {
            compile(new NodeDescription(node, source.opset()), values, writer);
        }
        writer.under("outputs");
        for (org.samdeblur.networks.graph.Value output : source.outputs()) {
            ends.output(output.name(), values.get(output.name()), writer, outputs);
        }
    }

    private static void compile(NodeDescription node, Map<String, Value> values, GraphWriter writer) {
        List<Value> operands = new ArrayList<>();
        node.node().inputs().forEach(input -> operands.add(input.isEmpty() ? null : values.get(input)));
        writer.under(node.node().name());
        try {
            List<Value> made = OperatorTable.operator(node).compile(new Operands(node, operands, writer));
            for (int i = 0; i < node.outputs(); i++) {
                String output = node.node().outputs().get(i);
                if (!output.isEmpty()) {
                    values.put(output, made.get(i));
                }
            }
        } catch (TensorFlowException
                | ArithmeticException
                | IllegalArgumentException
                | IllegalStateException
                | IndexOutOfBoundsException
                | UnsupportedOperationException e) {
            throw node.refusal(OneLine.of(e));
        }
    }

    /**
     * Returns the graph for a session of it.
     *
     * @return TensorFlow's graph, which stays this object's
     */
    public org.tensorflow.Graph graph() {
        return graph;
    }

    /**
     * Returns where inputs go in.
     *
     * @return the places by name
     */
    public Map<String, Output<?>> inputs() {
        return Collections.unmodifiableMap(inputs);
    }

    /**
     * Returns where outputs come out.
     *
     * @return the places by name
     */
    public Map<String, Output<?>> outputs() {
        return Collections.unmodifiableMap(outputs);
    }

    /**
     * Returns the weights that are no part of the graph itself.
     *
     * @return the variables, which {@link #initialise} gives their values
     */
    public List<Variable> variables() {
        return variables.all();
    }

    /**
     * Gives the weights to a session, once.
     *
     * @param session a session of this graph that has not run yet
     */
    public void initialise(Session session) {
        variables.fill(session);
    }

    /** Releases TensorFlow's graph. */
    @Override
    public void close() {
        graph.close();
    }
}
