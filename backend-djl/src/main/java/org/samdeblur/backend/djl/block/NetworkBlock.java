package org.samdeblur.backend.djl.block;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.samdeblur.backend.djl.operator.Value;
import org.samdeblur.backend.djl.program.Program;
import org.samdeblur.backend.djl.program.Weights;
import org.samdeblur.networks.expansion.OperatorExpansion;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Value.Axis;
import org.samdeblur.networks.graph.rewrite.GraphRewriter;
import org.samdeblur.networks.graph.rewrite.TrainableWeights;
import org.samdeblur.networks.operator.GraphConstants;

/**
 * An ONNX graph as a block. Takes the graph's inputs and returns its outputs, in the graph's order. The graph's weights
 * are parameters with the same names, initialised with the graph's values. Other constants, such as an epsilon, the
 * scales of a resizing, or the running statistics of batch normalisations, do not change. Operators run eagerly, so
 * gradients are computed through all differentiable ones.
 *
 * <p>Not safe for use by multiple threads, like all DJL blocks. Its arrays belong to the manager that it is initialised
 * with.
 *
 * @since 0.1.0
 */
public final class NetworkBlock extends AbstractBlock {
    private static final byte VERSION = 1;

    private final Graph graph;
    private final Program program;
    private final Map<String, Constant> settings;
    private final Map<String, Parameter> weights = new LinkedHashMap<>();
    private Weights loadedSettings;

    /**
     * Creates a block.
     *
     * @param graph the graph in its plain form. One rewritten for inference has other weights, and would train
     *     differently. This block applies the {@linkplain GraphRewriter#rewriteForTraining rewrites for training}
     *     itself
     * @throws org.samdeblur.api.InvalidModelException if an operator or a setting is not supported; the message names
     *     the node
     */
    public NetworkBlock(Graph graph) {
        super(VERSION);
        this.graph = graph;
        Graph lean = OperatorExpansion.expand(GraphRewriter.rewriteForTraining(graph));
        program = Program.of(lean);
        settings = new HashMap<>(GraphConstants.of(lean));
        TrainableWeights.of(lean).forEach((name, weight) -> {
            settings.remove(name);
            weights.put(name, addParameter(GivenValues.parameter(name, weight.toTensor())));
        });
        inputNames = graph.inputs().stream()
                .map(org.samdeblur.networks.graph.Value::name)
                .toList();
    }

    @Override
    public void initialize(NDManager manager, DataType dataType, Shape... inputShapes) {
        super.initialize(manager, dataType, inputShapes);
        loadSettings(manager);
    }

    @Override
    public void loadParameters(NDManager manager, DataInputStream is) throws IOException, MalformedModelException {
        super.loadParameters(manager, is);
        loadSettings(manager);
    }

    private void loadSettings(NDManager manager) {
        if (loadedSettings == null) {
            loadedSettings = Weights.load(settings, manager);
        }
    }

    @Override
    public void clear() {
        super.clear();
        if (loadedSettings != null) {
            loadedSettings.close();
            loadedSettings = null;
        }
    }

    /**
     * Runs the graph.
     *
     * @throws IllegalStateException if the block has not been initialised
     * @throws IllegalArgumentException if the number of arrays is not that of the graph's inputs
     */
    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore, NDList inputs, boolean training, PairList<String, Object> params) {
        if (loadedSettings == null) {
            throw new IllegalStateException(
                    "graph '" + graph.name() + "' is not initialised; call initialize or loadParameters");
        }
        if (inputs.size() != graph.inputs().size()) {
            throw new IllegalArgumentException(
                    "graph '" + graph.name() + "' takes " + inputNames + ", not " + inputs.size() + " arrays");
        }
        Map<String, NDArray> given = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            given.put(inputNames.get(i), inputs.get(i));
        }
        NDArray first = inputs.head();
        Map<String, NDArray> made = program.run(
                given,
                name -> weights.containsKey(name)
                        ? Value.of(parameterStore.getValue(weights.get(name), first.getDevice(), training))
                        : loadedSettings.get(name),
                first.getManager());
        return new NDList(made.values().toArray(NDArray[]::new));
    }

    /**
     * Returns the shapes of the outputs, as declared by the graph. Named axes have the size of the input's axis of the
     * same name; other axes without a fixed size are −1.
     */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Map<String, Long> sizes = new HashMap<>();
        for (int i = 0; i < inputShapes.length; i++) {
            List<Axis> axes = graph.inputs().get(i).shape();
            for (int axis = 0; axis < axes.size(); axis++) {
                sizes.put(axes.get(axis).symbol(), inputShapes[i].get(axis));
            }
        }
        sizes.remove("");
        return graph.outputs().stream()
                .map(output -> new Shape(output.shape().stream()
                        .mapToLong(axis -> axis.size().isPresent()
                                ? axis.size().getAsInt()
                                : sizes.getOrDefault(axis.symbol(), -1L))
                        .toArray()))
                .toArray(Shape[]::new);
    }
}
