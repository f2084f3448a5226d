package org.samdeblur.networks.sam.graph;

import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Operand;

/** Writes attention as published: queries, keys and values are projected, and the weighted mean of values is projected back. */
final class Attention {
    private final Layers layers;
    private final Heads heads;
    private final int channels;
    private final int inside;

    /**
     * Prepares an attention.
     *
     * @param layers its four projections
     * @param heads the number of heads
     * @param channels channels of the input and output
     * @param inside inner channels, of all heads together
     */
    Attention(Layers layers, int heads, int channels, int inside) {
        this.layers = layers;
        this.heads = new Heads(heads);
        this.channels = channels;
        this.inside = inside;
    }

    /**
     * Writes it.
     *
     * @param queries {@code [B, R, C]}
     * @param keys {@code [B, S, C]}
     * @param values {@code [B, S, C]}
     * @return {@code [B, R, C]}
     */
    Operand write(Operand queries, Operand keys, Operand values) {
        GraphBuilder graph = layers.graph();
        int each = inside / heads.count();
        Operand q = heads.apart(layers.linear("q_proj", queries, channels, inside), each);
        Operand k = heads.apart(layers.linear("k_proj", keys, channels, inside), each);
        Operand v = heads.apart(layers.linear("v_proj", values, channels, inside), each);
        Operand scores = q.matmul(k.transpose(0, 1, 3, 2)).div(graph.operand(graph.scalar((float) Math.sqrt(each))));
        Operand mixed = scores.softmax(-1).matmul(v);
        return layers.linear("out_proj", heads.together(mixed, each), inside, channels);
    }
}
