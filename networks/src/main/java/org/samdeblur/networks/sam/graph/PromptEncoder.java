package org.samdeblur.networks.sam.graph;

import java.util.List;
import java.util.Map;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.GraphBuilder;

/** Writes the prompt encoder: points become tokens, a mask or its absence becomes something to add to the embedding. */
final class PromptEncoder {
    private static final float NORM_EPSILON = 1e-6f;
    private static final int NO_POINT = -1;
    private static final Map<String, Attribute> TO_FLOAT = Map.of("to", Attribute.of(ElementType.FLOAT.onnxCode()));

    private final Layers layers;
    private final GraphBuilder graph;
    private final PositionEncoding positions;

    PromptEncoder(DecoderLayout layout, Layers network, SamShape shape) {
        this.layers = network.under(layout.names().promptEncoder());
        this.graph = layers.graph();
        this.positions = new PositionEncoding(layers, shape);
    }

    PositionEncoding positions() {
        return positions;
    }

    /**
     * Writes the tokens of points: the code of the place, which a point labelled −1 has not, and that of the label.
     *
     * @return {@code [B, N, C]}
     */
    String points(String points, String labels) {
        String label = graph.reshape(labels, 0, 0, 1);
        String kinds = graph.op("Cast", List.of(graph.op("Equal", label, constant(NO_POINT, 0, 1, 2, 3))), TO_FLOAT);
        String isNone = graph.op("Cast", List.of(graph.op("Equal", label, constant(NO_POINT))), TO_FLOAT);
        String isPoint = graph.sub(graph.scalar(1), isNone);
        return graph.add(graph.mul(positions.ofPoints(points), isPoint), graph.matmul(kinds, kindsOfPoints()));
    }

    /** One row for every label, −1 first. */
    private String kindsOfPoints() {
        String[] rows = new String[1 + DecoderLayout.POINT_KINDS];
        rows[0] = layers.weightOf("not_a_point_embed.weight");
        for (int kind = 0; kind < DecoderLayout.POINT_KINDS; kind++) {
            rows[1 + kind] = layers.weightOf("point_embeddings." + kind + ".weight");
        }
        return graph.concat(0, rows);
    }

    /**
     * Writes what is added to the embedding: the mask, made smaller by convolutions, or the weight that stands for none.
     *
     * @param mask {@code [1, 1, 4E, 4E]}
     * @param hasMask 1 or 0
     * @return {@code [1, C, E, E]}
     */
    String mask(String mask, String hasMask) {
        Layers downscaling = layers.under("mask_downscaling");
        String x = downscaling.convolution("0", mask, 2);
        x = graph.gelu(downscaling.channelNorm("1", x, NORM_EPSILON));
        x = downscaling.convolution("3", x, 2);
        x = graph.gelu(downscaling.channelNorm("4", x, NORM_EPSILON));
        x = downscaling.convolution("6", x, 1);
        String none = graph.reshape(layers.weightOf("no_mask_embed.weight"), 1, -1, 1, 1);
        return graph.add(graph.mul(x, hasMask), graph.mul(none, graph.sub(graph.scalar(1), hasMask)));
    }

    private String constant(float... values) {
        return graph.constant(Constant.of(Tensor.of(values, values.length)));
    }
}
