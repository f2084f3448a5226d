package org.samdeblur.networks.sam.graph;

import java.util.Map;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Operand;

/** Writes the prompt encoder. Points become tokens; a mask, or its absence, becomes a map that is added to the embedding. */
final class PromptEncoder {
    private static final float NORM_EPSILON = 1e-6f;
    private static final int NO_POINT = -1;
    private static final Map<String, Attribute> NONE = Map.of();
    private static final Map<String, Attribute> TO_FLOAT = Map.of("to", Attribute.of(ElementType.FLOAT.onnxCode()));

    private final DecoderLayout layout;
    private final Layers layers;
    private final GraphBuilder graph;
    private final PositionEncoding positions;

    PromptEncoder(DecoderLayout layout, Layers network, SamShape shape) {
        this.layout = layout;
        this.layers = network.under(layout.names().promptEncoder());
        this.graph = layers.graph();
        this.positions = new PositionEncoding(layers, shape);
    }

    PositionEncoding positions() {
        return positions;
    }

    /**
     * Writes the tokens of points: the encoded position, omitted for the label −1, plus the embedding of the label.
     *
     * @return {@code [B, N, C]}
     */
    Operand points(Operand points, Operand labels) {
        Operand label = labels.reshape(0, 0, 1);
        Operand kinds = label.op("Equal", NONE, constant(NO_POINT, 0, 1, 2, 3)).op("Cast", TO_FLOAT);
        Operand isNone = label.op("Equal", NONE, constant(NO_POINT)).op("Cast", TO_FLOAT);
        return positions.ofPoints(points).mul(without(isNone)).add(kinds.matmul(kindsOfPoints()));
    }

    private Operand without(Operand share) {
        return graph.operand(graph.scalar(1)).sub(share);
    }

    /** One row for every label, −1 first. */
    private Operand kindsOfPoints() {
        Operand[] rows = new Operand[DecoderLayout.POINT_KINDS];
        for (int kind = 0; kind < rows.length; kind++) {
            rows[kind] = embedding("point_embeddings." + kind);
        }
        return embedding("not_a_point_embed").concat(0, rows);
    }

    private Operand embedding(String name) {
        return layers.weight(name + ".weight", DecoderTokens.EMBEDDING, 1, layout.channels());
    }

    /**
     * Writes the map that is added to the embedding: the mask, reduced by convolutions, or the weight that stands for
     * no mask.
     *
     * @param mask {@code [1, 1, 4E, 4E]}
     * @param hasMask 1 or 0
     * @return {@code [1, C, E, E]}
     */
    Operand mask(Operand mask, Operand hasMask) {
        Layers downscaling = layers.under("mask_downscaling");
        int inside = layout.maskChannels();
        Operand x = downscaling.conv2d("0", mask, Conv2d.of(1, inside / 4, 2).stride(2));
        x = downscaling.layerNorm2d("1", x, inside / 4, NORM_EPSILON).gelu();
        x = downscaling.conv2d("3", x, Conv2d.of(inside / 4, inside, 2).stride(2));
        x = downscaling.layerNorm2d("4", x, inside, NORM_EPSILON).gelu();
        x = downscaling.conv2d("6", x, Conv2d.of(inside, layout.channels(), 1));
        Operand none = embedding("no_mask_embed").reshape(1, -1, 1, 1);
        return x.mul(hasMask).add(none.mul(without(hasMask)));
    }

    private Operand constant(float... values) {
        return graph.operand(graph.constant(Constant.of(Tensor.of(values, values.length))));
    }
}
