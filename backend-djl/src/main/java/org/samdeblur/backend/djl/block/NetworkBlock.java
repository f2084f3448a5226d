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
 * Any ONNX graph as a block: takes the graph's inputs and gives its outputs, in the graph's order. The graph's weights are
 * the block's parameters under their own names, and begin with the graph's values; settings among its constants, such as an
 * epsilon or a scale to resize by, and what batch normalisations have seen, stay as they are. Eager, so that gradients flow
 * through every operator that has one.
 *
 * <p>As blocks of DJL are, it is for one thread at a time, and its arrays belong to the manager it is initialised with.
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
     * Makes a block of a graph.
     *
     * @param graph the graph, in its plain form: those rewritten to be run fast train otherwise than published. What keeps every
     *     weight is rewritten here
     * @throws org.samdeblur.api.InvalidModelException if an operator is unknown, or asked for what it does not do; names the
     *     node
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
     * @throws IllegalArgumentException if there are fewer or more arrays than inputs
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
     * Tells the shapes of the outputs, as far as the graph says them: axes that it names are taken from the inputs; others are
     * −1.
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
