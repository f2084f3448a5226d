package org.samdeblur.training;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.MapUnit;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.Padding;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.backend.djl.block.GreyCodeBlock;
import org.samdeblur.backend.djl.block.MapBlock;
import org.samdeblur.backend.djl.block.NetworkBlock;
import org.samdeblur.backend.djl.runtime.Tensors;
import org.samdeblur.map.GreyCodes;
import org.samdeblur.map.MaskDropout;
import org.samdeblur.networks.checkpoint.Safetensors;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.NetworkMetadata;
import org.samdeblur.networks.graph.Constant;

/**
 * A network to be trained: a DJL block with the names of its parameters. Not safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class TrainableNetwork {
    /** Training patches are never padded, so a network does not learn to handle images that are padded with zeros. */
    static final Padding PADDING = Padding.REFLECT;

    private final Block block;
    private final int sizeMultiple;
    private final Optional<DeblurNetwork> network;

    private TrainableNetwork(Block block, int sizeMultiple, Optional<DeblurNetwork> network) {
        this.block = block;
        this.sizeMultiple = sizeMultiple;
        this.network = network;
    }

    /**
     * Makes a deblurring network trainable, with its guidance by masks: a MAP unit, whose encoder is trained too,
     * grey codes, or none. The methods that the paper compares are:
     *
     * <ul>
     *   <li>without masks: {@code DeblurNetworks.untrained(design, MaskGuidance.none(), seed)};
     *   <li>CAT: {@code DeblurNetworks.untrained(design, new GreyCodes(), seed)};
     *   <li>MAP: {@code DeblurNetworks.untrained(design, new MaskAveragePooling(MapEncoder.random(2, seed)), seed)} with {@code new
     *       MaskDropout(0)};
     *   <li>MAP with dropout: the same with {@code new MaskDropout()};
     * </ul>
     *
     * <p>Use {@link DeblurNetwork#widened} to give masks to any other network. Weights that an exporter has tied are
     * trained separately, see {@link DeblurNetwork#untied}.
     *
     * @param network the network with its initial weights, in its plain form
     * @param dropout the share of masks that is dropped during training with a MAP unit; ignored for other networks
     * @return the network
     * @throws org.samdeblur.api.InvalidModelException if an operator is unknown; the message names the node
     * @throws IllegalArgumentException if its guidance is of an unknown kind
     */
    public static TrainableNetwork of(DeblurNetwork network, MaskDropout dropout) {
        DeblurNetwork untied = network.untied();
        Block block = guided(new NetworkBlock(untied.graph()), untied.guidance(), dropout);
        return new TrainableNetwork(block, untied.info().sizeMultiple(), Optional.of(untied));
    }

    private static Block guided(NetworkBlock network, MaskGuidance guidance, MaskDropout dropout) {
        if (guidance instanceof MapUnit unit) {
            return new MapBlock(unit.encoder(), dropout, network);
        }
        if (guidance instanceof GreyCodes) {
            return new GreyCodeBlock(network);
        }
        if (guidance.channels() == 0) {
            return network;
        }
        throw new IllegalArgumentException(
                "cannot train a network guided by " + guidance + "; take a MAP unit, grey codes or no guidance");
    }

    /**
     * Makes a DJL block trainable, alone or inside a {@link MapBlock}.
     *
     * @param block takes images {@code [B, 3, H, W]} and returns the same shape; a {@link MapBlock} also gets masks
     * @param sizeMultiple the number of which heights and widths must be multiples
     * @return the network; its weights are written under DJL's names
     */
    public static TrainableNetwork of(Block block, int sizeMultiple) {
        return new TrainableNetwork(block, sizeMultiple, Optional.empty());
    }

    /**
     * Returns the block.
     *
     * @return the block
     */
    public Block block() {
        return block;
    }

    int sizeMultiple() {
        return sizeMultiple;
    }

    /** Fails unless the network takes patches of this height and width in pixels. */
    void requireFit(int patch) {
        if (patch % sizeMultiple != 0) {
            throw new SamDeblurException("the network takes heights and widths that are multiples of " + sizeMultiple
                    + ", not patches of " + patch + "×" + patch + "; make them of "
                    + (patch / sizeMultiple + 1) * sizeMultiple);
        }
    }

    /** Returns the network before training, or nothing for a DJL block. */
    Optional<DeblurNetwork> network() {
        return network;
    }

    /**
     * Returns all parameters in order: under the weights' own names for a deblurring network, under DJL's for another
     * block.
     */
    Map<String, Parameter> parameters() {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        block.getParameters()
                .forEach(entry -> parameters.put(
                        network.isPresent() ? entry.getValue().getName() : entry.getKey(), entry.getValue()));
        return Collections.unmodifiableMap(parameters);
    }

    /** Returns the present weights, with the names and shapes of a checkpoint. */
    Map<String, Constant> weights() {
        Map<String, Constant> weights = new LinkedHashMap<>();
        parameters().forEach((name, parameter) -> weights.put(name, constant(parameter.getArray())));
        return network.map(before -> before.withWeights(weights).weights()).orElse(weights);
    }

    /** Writes the present weights and the kind of padding. */
    void writeWeights(Path file) {
        Safetensors.write(file, weights(), NetworkMetadata.properties(PADDING));
    }

    static Constant constant(NDArray array) {
        return Constant.of(Tensors.toTensor(array));
    }
}
