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
 * @param info the inputs that it takes
 * @param guidance the guidance, which provides the channels in addition to the image's
 * @param graph the network: one input {@code [batch, channels, height, width]}, the image in [0, 1] first; one output
 *     {@code [batch, 3, height, width]}, not clamped. Its metadata states what the graph does not, so that an {@code
 *     .onnx} file of it loads as the same network
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
     * @param form an equivalent graph
     * @return the network
     */
    public DeblurNetwork withGraph(Graph form) {
        return new DeblurNetwork(info, guidance, form);
    }

    /**
     * Adds input channels for masks to a network that takes images only. The new weights are zero, so that its output
     * does not change until it is trained.
     *
     * @param unit provides the channels, such as a MAP unit with fresh weights
     * @return the wider network
     * @throws InvalidModelException if the network has guidance already, or no convolution reads its image
     */
    public DeblurNetwork widened(MaskGuidance unit) {
        if (info.inputChannels() > Image.COLOUR_CHANNELS) {
            throw new InvalidModelException("network '" + info.name() + "' takes " + info.inputChannels()
                    + " channels; only a network that takes the image's 3 can be widened");
        }
        Graph wide = Widening.widen(graph, unit.channels());
        ModelInfo wider = info.toBuilder()
                .inputChannels(info.inputChannels() + unit.channels())
                .parameters(Parameters.of(wide))
                .build();
        return described(wider, unit, wide);
    }

    /**
     * Gives each layer its own weights where an exporter has tied them, which is necessary for training; see {@link
     * Untying}. Their number is logged.
     *
     * @return an equivalent network; this one if no weights are tied
     */
    public DeblurNetwork untied() {
        Graph untied = Untying.untie(graph);
        if (untied == graph) {
            return this;
        }
        LOG.log(
                Level.INFO,
                "network ''{0}'': {1} weights with equal values, which its exporter shared between layers, are separated",
                Printable.line(info.name()),
                untied.constants().size() - graph.constants().size());
        ModelInfo own = info.toBuilder().parameters(Parameters.of(untied)).build();
        return new DeblurNetwork(own, guidance, untied);
    }

    /**
     * Returns the same network with other padding.
     *
     * @param padding the padding to the size multiple, unless the user selects another
     * @return the network
     */
    public DeblurNetwork withPadding(Padding padding) {
        return described(info.withPadding(padding), guidance, graph);
    }

    /** Returns the same network without a stated size multiple, so that a backend determines it by trial runs. */
    DeblurNetwork withUncertainMultiple() {
        Map<String, String> properties = new LinkedHashMap<>(graph.metadata());
        properties.remove(NetworkMetadata.SIZE_MULTIPLE);
        return withGraph(graph.withMetadata(properties));
    }

    /**
     * Returns whether the size multiple is certain. If the output shapes of some of the graph's operators are unknown,
     * the multiple must be determined by trial runs.
     *
     * @return false if trial runs are needed
     */
    public boolean isSizeMultipleCertain() {
        return info.fixedSize().isPresent() || graph.metadata().containsKey(NetworkMetadata.SIZE_MULTIPLE);
    }

    /**
     * Returns the same network with another size multiple.
     *
     * @param multiple the number of which heights and widths must be multiples
     * @return the network
     */
    public DeblurNetwork withSizeMultiple(int multiple) {
        ModelInfo other = info.toBuilder().sizeMultiple(multiple).build();
        return described(other, guidance, graph);
    }

    /** Creates a network whose description and guidance are also stated in the graph's metadata. */
    static DeblurNetwork described(ModelInfo info, MaskGuidance guidance, Graph graph) {
        Map<String, String> properties = new LinkedHashMap<>(graph.metadata());
        properties.putAll(new NetworkMetadata(info, guidance).properties());
        return new DeblurNetwork(info, guidance, graph.withMetadata(properties));
    }

    /**
     * Returns the weights as in a checkpoint. Those of networks that the library recognises have the names and shapes
     * of the published checkpoints; those of others have the names of the graph's constants. The encoder of a MAP
     * unit is included, as {@code pre_seg} and {@code pre_seg_in}.
     *
     * @return the weights by name, 32-bit floats
     */
    public Map<String, Constant> weights() {
        return NamedWeights.of(this);
    }

    /**
     * Returns the same network with other weights.
     *
     * @param weights weights by the names of {@link #weights()}; weights that are missing do not change
     * @return the network
     * @throws InvalidModelException if the network has no weight of a given name, or a weight has another size
     */
    public DeblurNetwork withWeights(Map<String, Constant> weights) {
        NamedWeights.requireFit(this, weights);
        return described(info, NamedWeights.exchanged(guidance, weights), NamedWeights.exchanged(graph, weights));
    }

    /**
     * Returns the same network with weights interpolated between its own and those of another one, such as those
     * before and after fine-tuning (Wang et al., ESRGAN, 2018, section 3.4; Wortsman et al., Robust fine-tuning of
     * zero-shot models, CVPR 2022).
     *
     * @param other a network with weights of the same names and sizes
     * @param alpha the other's share: 0 for these weights, 1 for the other's
     * @return the network with {@code (1 − alpha) · own + alpha · other}
     * @throws InvalidModelException if the other network has different weights; the message names one
     */
    public DeblurNetwork interpolated(DeblurNetwork other, double alpha) {
        Map<String, Constant> own = weights();
        Map<String, Constant> others = other.weights();
        Stream.concat(own.keySet().stream(), others.keySet().stream())
                .filter(name -> !own.containsKey(name) || !others.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidModelException("networks '" + info.name() + "' and '" + other.info.name()
                            + "' cannot be interpolated: only one of them has a weight '" + Printable.line(name) + "'");
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
     * Writes the weights under the names of {@link #weights()}, and the padding, as a {@code .safetensors} file. An
     * {@linkplain org.samdeblur.networks.architecture.Architecture architecture} recognises it as this network.
     *
     * @param file the target; replaced if it exists
     * @param precision how weights are stored
     * @throws InvalidModelException if no architecture recognises the network by its weights, or a weight exceeds the
     *     range of 16 bits
     * @throws org.samdeblur.api.SamDeblurException if the file cannot be written
     */
    public void writeWeights(Path file, WeightPrecision precision) {
        Map<String, Constant> weights = weights();
        if (Architectures.of(Checkpoint.of(file, weights)).isEmpty()) {
            throw new InvalidModelException("network '" + info.name()
                    + "' is known by its graph only, which a file of weights cannot hold; write it as .onnx");
        }
        Map<String, Constant> stored = new LinkedHashMap<>();
        try {
            weights.forEach((name, weight) -> stored.put(name, precision.of(weight)));
        } catch (IllegalStateException e) {
            throw new InvalidModelException("network '" + info.name() + "': " + e.getMessage(), e);
        }
        Map<String, String> properties = new LinkedHashMap<>(NetworkMetadata.properties(info.padding()));
        properties.putAll(NetworkMetadata.localPools(graph.metadata()));
        Safetensors.write(file, stored, properties);
    }
}
