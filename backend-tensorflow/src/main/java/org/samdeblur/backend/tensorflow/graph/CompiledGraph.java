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
 * A graph compiled to TensorFlow's operations. Inputs and outputs have ONNX's order of axes, unless other boundaries
 * are given; images between them have channels last. Owns the TensorFlow graph.
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
     * @param axes the sizes of named axes, by name
     * @param device the device of its operations; an empty one leaves the choice to the session
     * @return the compiled graph, owned by the caller
     * @throws InvalidModelException if an operator or a setting is not supported; the message names the node
     */
    public static CompiledGraph of(Graph source, Map<String, Integer> axes, DeviceSpec device) {
        return of(source, new OnnxBoundary(axes), device);
    }

    /**
     * Compiles a graph with other forms of inputs and outputs than ONNX's.
     *
     * @param source the graph
     * @param ends adds its inputs and outputs
     * @param device the device of its operations; an empty one leaves the choice to the session
     * @return the compiled graph, owned by the caller
     * @throws InvalidModelException if an operator or a setting is not supported; the message names the node
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
     * Returns TensorFlow's graph, to create sessions.
     *
     * @return TensorFlow's graph, owned by this object
     */
    public org.tensorflow.Graph graph() {
        return graph;
    }

    /**
     * Returns the placeholders to feed.
     *
     * @return the placeholders by the names of inputs
     */
    public Map<String, Output<?>> inputs() {
        return Collections.unmodifiableMap(inputs);
    }

    /**
     * Returns the outputs to fetch.
     *
     * @return TensorFlow's outputs by name
     */
    public Map<String, Output<?>> outputs() {
        return Collections.unmodifiableMap(outputs);
    }

    /**
     * Returns the variables, which hold the weights.
     *
     * @return the variables; {@link #initialise} sets their values
     */
    public List<Variable> variables() {
        return variables.all();
    }

    /**
     * Sets the variables of a session. May be called once only, because it releases the constants.
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
