package org.samdeblur.networks.sam.graph;

import java.util.Map;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Operand;

/**
 * Attention between the tokens of many prompts and one image, whose projections are computed once. The rows of all
 * heads are multiplied with them in one matrix product: a row is zero in the channels of other heads.
 */
final class SharedAttention {
    private static final Map<String, Attribute> DROPPED = Map.of("keepdims", Attribute.of(0));

    private final DecoderLayout layout;
    private final Heads heads;
    private final Operand keys;
    private final Operand values;
    private final Operand queries;

    /**
     * Prepares attention with an image's projections.
     *
     * @param keys the image's keys for attention of tokens to the image, {@code [1, D, L]}
     * @param values the image's values for the same, {@code [1, L, D]}
     * @param queries the image's queries for attention of the image to tokens, {@code [1, L, D]}
     */
    SharedAttention(DecoderLayout layout, Operand keys, Operand values, Operand queries) {
        this.layout = layout;
        this.heads = new Heads(layout.heads());
        this.keys = keys;
        this.values = values;
        this.queries = queries;
    }

    /** Writes the attention of tokens {@code [B, T, C]} to the image; {@code [B, T, C]}. */
    Operand tokensToImage(Layers attention, Operand asking) {
        CrossProjections projections = new CrossProjections(layout, attention);
        GraphBuilder graph = attention.graph();
        Operand rows = rowsOfHeads(graph, projections.projected("q_proj", asking));
        Operand mixed = rows.matmul(keys).softmax(-1).matmul(values);
        Operand ofHeads = heads.unstacked(mixed, layout.crossChannels()).mul(own(graph));
        return projections.back(ofHeads.op("ReduceSum", DROPPED, attention.integers(1)));
    }

    /** Writes the attention of the image to tokens {@code [B, T, C]}; {@code [B, L, C]}. */
    Operand imageToTokens(Layers attention, Operand answering, Operand told) {
        CrossProjections projections = new CrossProjections(layout, attention);
        Operand rows = rowsOfHeads(attention.graph(), projections.projected("k_proj", answering));
        return AbsorbedAttention.told(projections, queries.matmul(rows.transpose(0, 2, 1)), told);
    }

    /**
     * Scales {@code [B, T, D]} and repeats it for every head, {@code [B, h·T, D]}; a row is zero outside its head's
     * channels.
     */
    private Operand rowsOfHeads(GraphBuilder graph, Operand x) {
        Operand once = heads.scaled(x, layout.crossHeadChannels()).reshape(0, 1, -1, layout.crossChannels());
        return heads.stacked(once.mul(own(graph)), layout.crossChannels());
    }

    /** One in the channels of a head, zero elsewhere; {@code [h, 1, D]}. */
    private Operand own(GraphBuilder graph) {
        int each = layout.crossHeadChannels();
        return graph.operand(graph.constant(Constant.create(
                ones -> {
                    for (int channel = 0; channel < layout.crossChannels(); channel++) {
                        ones.put(channel / each * layout.crossChannels() + channel, 1);
                    }
                },
                layout.heads(),
                1,
                layout.crossChannels())));
    }
}
