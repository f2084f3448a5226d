package org.samdeblur.networks.sam.graph;

import java.util.List;
import java.util.Map;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.GraphBuilder;

/**
 * Attention between the tokens of many prompts and an image that is the same for all, so that its projections are given. The
 * rows of all heads are multiplied with it at once: a row is zero in the channels of other heads.
 */
final class SharedAttention {
    private static final Map<String, Attribute> DROPPED = Map.of("keepdims", Attribute.of(0));

    private final DecoderLayout layout;
    private final String keys;
    private final String values;
    private final String queries;

    /**
     * An image's projections.
     *
     * @param keys for tokens attending to the image, {@code [1, D, L]}
     * @param values for the same, {@code [1, L, D]}
     * @param queries for the image attending to tokens, {@code [1, L, D]}
     */
    SharedAttention(DecoderLayout layout, String keys, String values, String queries) {
        this.layout = layout;
        this.keys = keys;
        this.values = values;
        this.queries = queries;
    }

    /** Writes tokens {@code [B, T, C]} attending to the image; {@code [B, T, C]}. */
    String tokensToImage(Layers attention, String asking) {
        GraphBuilder graph = attention.graph();
        String rows = rowsOfHeads(graph, attention.dense("q_proj", asking));
        String mixed = graph.matmul(graph.softmax(graph.matmul(rows, keys), -1), values);
        String ofHeads =
                graph.mul(new Heads(graph, layout.heads()).unstacked(mixed, layout.crossChannels()), own(graph));
        return attention.dense("out_proj", graph.op("ReduceSum", List.of(ofHeads, graph.longs(1)), DROPPED));
    }

    /** Writes the image attending to tokens {@code [B, T, C]}; {@code [B, L, C]}. */
    String imageToTokens(Layers attention, String answering, String told) {
        GraphBuilder graph = attention.graph();
        String rows = rowsOfHeads(graph, attention.dense("k_proj", answering));
        String scores = graph.matmul(queries, graph.transpose(rows, 0, 2, 1));
        return AbsorbedAttention.told(attention, layout, scores, told);
    }

    /** {@code [B, T, D]}, scaled, becomes {@code [B, h·T, D]}, each row being zero outside its head's channels. */
    private String rowsOfHeads(GraphBuilder graph, String x) {
        Heads heads = new Heads(graph, layout.heads());
        String once = graph.reshape(heads.scaled(x, layout.crossHeadChannels()), 0, 1, -1, layout.crossChannels());
        return heads.stacked(graph.mul(once, own(graph)), layout.crossChannels());
    }

    /** One in the channels of a head, zero elsewhere; {@code [h, 1, D]}. */
    private String own(GraphBuilder graph) {
        int each = layout.crossHeadChannels();
        return graph.constant(Constant.create(
                ones -> {
                    for (int channel = 0; channel < layout.crossChannels(); channel++) {
                        ones.put(channel / each * layout.crossChannels() + channel, 1);
                    }
                },
                layout.heads(),
                1,
                layout.crossChannels()));
    }
}
