package org.samdeblur.networks.deblur;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.samdeblur.api.Image;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.ModelInfo;
import org.samdeblur.api.Padding;
import org.samdeblur.api.Tensor;
import org.samdeblur.api.text.Printable;
import org.samdeblur.networks.architecture.Parameters;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.checkpoint.Safetensors;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.rewrite.Untying;
import org.samdeblur.networks.graph.rewrite.Widening;

/**
 * A deblurring network, ready for any engine. Immutable.
 *
 * @param info what it takes
 * @param guidance what makes the channels in addition to the image's
 * @param graph the network: one input {@code [batch, channels, height, width]}, the image in [0, 1] first; one output {@code
 *     [batch, 3, height, width]}, not clamped. Its metadata says of the network what the graph cannot, so that an {@code .onnx}
 *     file made of it loads as the same network
 * @since 0.1.0
 */
public record DeblurNetwork(ModelInfo info, MaskGuidance guidance, Graph graph) {
    private static final Logger LOG = System.getLogger(DeblurNetwork.class.getName());
    /**
     * Returns the name of the graph's input.
     *
     * @return the name
     */
    public String input() {
        return graph.inputs().get(0).name();
    }

    /**
     * Returns the name of the graph's output.
     *
     * @return the name
     */
    public String output() {
        return graph.outputs().get(0).name();
    }

    /**
     * Returns the same network in another form.
     *
     * @param form a graph that computes the same
     * @return the network
     */
    public DeblurNetwork withGraph(Graph form) {
        return new DeblurNetwork(info, guidance, form);
    }

    /**
     * Gives a network that takes images alone further channels, which masks fill. It computes what it did, whatever is in
     * them, until it is trained: their weights are zero.
     *
     * @param unit what makes the channels, such as a MAP unit with fresh weights
     * @return the wider network
     * @throws InvalidModelException if the network has guidance already, or no convolution reads its image
     */
    public DeblurNetwork widened(MaskGuidance unit) {
        if (info.inputChannels() > Image.COLOUR_CHANNELS) {
            throw new InvalidModelException("network '" + info.name() + "' takes " + info.inputChannels()
                    + " channels already; only one that takes the image's 3 is widened");
        }
        Graph wide = Widening.widen(graph, unit.channels());
        ModelInfo wider = info.toBuilder()
                .inputChannels(info.inputChannels() + unit.channels())
                .parameters(Parameters.of(wide))
                .build();
        return described(wider, unit, wide);
    }

    /**
     * Gives each layer weights of its own where an exporter has tied them, as training needs it: {@link Untying} says which
     * those are. How many there are is logged.
     *
     * @return the network, which computes the same; this one if no weights are tied
     */
    public DeblurNetwork untied() {
        Graph untied = Untying.untie(graph);
        if (untied == graph) {
            return this;
        }
        LOG.log(
                Level.INFO,
                "network ''{0}'': {1} weights of equal values, which its exporter had tied to others, become weights of their own",
                Printable.line(info.name()),
                untied.constants().size() - graph.constants().size());
        ModelInfo own = info.toBuilder().parameters(Parameters.of(untied)).build();
        return new DeblurNetwork(own, guidance, untied);
    }

    /**
     * Returns the same network, made for images that are filled up in another way.
     *
     * @param padding what fills images up to its size multiple unless the user asks for another
     * @return the network
     */
    public DeblurNetwork withPadding(Padding padding) {
        return described(info.withPadding(padding), guidance, graph);
    }

    /** The same network, whose size multiple a backend should try out: its graph does not say it. */
    DeblurNetwork withUncertainMultiple() {
        Map<String, String> properties = new LinkedHashMap<>(graph.metadata());
        properties.remove(NetworkMetadata.SIZE_MULTIPLE);
        return withGraph(graph.withMetadata(properties));
    }

    /**
     * Returns whether the size multiple is known for sure. That of a stranger's graph with operators whose shapes are not known may
     * not be, and has to be tried out where the graph runs.
     *
     * @return false if it should be tried out
     */
    public boolean isSizeMultipleCertain() {
        return info.fixedSize().isPresent() || graph.metadata().containsKey(NetworkMetadata.SIZE_MULTIPLE);
    }

    /**
     * Returns the same network with another size multiple.
     *
     * @param multiple what heights and widths are multiples of
     * @return the network
     */
    public DeblurNetwork withSizeMultiple(int multiple) {
        ModelInfo other = info.toBuilder().sizeMultiple(multiple).build();
        return described(other, guidance, graph);
    }

    /** A network whose graph's metadata says what the other two do. */
    static DeblurNetwork described(ModelInfo info, MaskGuidance guidance, Graph graph) {
        Map<String, String> properties = new LinkedHashMap<>(graph.metadata());
        properties.putAll(new NetworkMetadata(info, guidance).properties());
        return new DeblurNetwork(info, guidance, graph.withMetadata(properties));
    }

    /**
     * Returns the weights as a checkpoint holds them. Those of NAFNet and its kin have the names and shapes of the published
     * checkpoints; those of other networks the names of the graph's constants. A MAP unit's encoder is among them, as
     * {@code pre_seg} and {@code pre_seg_in}.
     *
     * @return the weights by name, 32-bit floats
     */
    public Map<String, Constant> weights() {
        return NamedWeights.of(this);
    }

    /**
     * Returns the same network with other weights.
     *
     * @param weights weights by the names that {@link #weights()} gives them; those that are not there stay as they are
     * @return the network
     * @throws InvalidModelException if there is no weight of a name, or it is of another size
     */
    public DeblurNetwork withWeights(Map<String, Constant> weights) {
        NamedWeights.requireFit(this, weights);
        return described(info, NamedWeights.exchanged(guidance, weights), NamedWeights.exchanged(graph, weights));
    }

    /**
     * Returns the same network with weights between its own and those of another one, as between a network before and after
     * fine-tuning (Wang et al., ESRGAN, 2018, section 3.4; Wortsman et al., Robust fine-tuning of zero-shot models, CVPR 2022).
     *
     * @param other a network with weights of the same names and sizes
     * @param alpha the other's share: 0 for these weights, 1 for the other's
     * @return the network with {@code (1 − alpha) · own + alpha · other}
     * @throws InvalidModelException if the other has other weights; names one
     */
    public DeblurNetwork interpolated(DeblurNetwork other, double alpha) {
        Map<String, Constant> own = weights();
        Map<String, Constant> others = other.weights();
        Stream.concat(own.keySet().stream(), others.keySet().stream())
                .filter(name -> !own.containsKey(name) || !others.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidModelException("networks '" + info.name() + "' and '" + other.info.name()
                            + "' are not of one kind: only one of them has a weight '" + Printable.line(name) + "'");
                });
        NamedWeights.requireFit(this, others);
        Map<String, Constant> between = new LinkedHashMap<>();
        own.forEach((name, weight) -> between.put(
                name, Constant.of(between(weight.toTensor(), others.get(name).toTensor(), alpha))));
        return withWeights(between);
    }

    private static Tensor between(Tensor from, Tensor to, double alpha) {
        float[] values = from.toArray();
        float[] towards = to.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((1 - alpha) * values[i] + alpha * towards[i]);
        }
        return Tensor.of(values, from.shape());
    }

    /**
     * Writes the weights under the names that {@link #weights()} gives them, and what fills images up, as a {@code .safetensors}
     * file. It loads as this network where an {@linkplain org.samdeblur.networks.architecture.Architecture architecture} knows
     * it.
     *
     * @param file where to write
     * @param precision how weights are stored
     * @throws InvalidModelException if no architecture knows the network by its weights, or one is beyond the range of 16 bits
     * @throws org.samdeblur.api.SamDeblurException if the file cannot be written
     */
    public void writeWeights(Path file, WeightPrecision precision) {
        Map<String, Constant> weights = weights();
        if (Architectures.of(Checkpoint.of(file, weights)).isEmpty()) {
            throw new InvalidModelException("network '" + info.name()
                    + "' is known by its graph only, which a file of weights has no room for; write it as .onnx");
        }
        Map<String, Constant> stored = new LinkedHashMap<>();
        try {
            weights.forEach((name, weight) -> stored.put(name, precision.of(weight)));
        } catch (IllegalStateException e) {
            throw new InvalidModelException("network '" + info.name() + "': " + e.getMessage(), e);
        }
        Safetensors.write(file, stored, NetworkMetadata.properties(info.padding()));
    }
}
