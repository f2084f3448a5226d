package org.samdeblur.networks.sam.graph;

import org.samdeblur.networks.graph.GraphBuilder;

/** Writes attention as published: everything is projected, compared, averaged and projected back. */
final class Attention {
    private final Layers layers;
    private final GraphBuilder graph;
    private final Heads heads;
    private final int channelsEach;

    /**
     * An attention with weights of its own.
     *
     * @param layers its four projections
     * @param heads the number of heads
     * @param channels channels inside, of all heads together
     */
    Attention(Layers layers, int heads, int channels) {
        this.layers = layers;
        this.graph = layers.graph();
        this.heads = new Heads(graph, heads);
        this.channelsEach = channels / heads;
    }

    /**
     * Writes it.
     *
     * @param queries {@code [B, R, C]}
     * @param keys {@code [B, S, C]}
     * @param values {@code [B, S, C]}
     * @return {@code [B, R, C]}
     */
    String write(String queries, String keys, String values) {
        String q = heads.apart(layers.dense("q_proj", queries), channelsEach);
        String k = heads.apart(layers.dense("k_proj", keys), channelsEach);
        String v = heads.apart(layers.dense("v_proj", values), channelsEach);
        String scores = graph.div(
                graph.matmul(q, graph.transpose(k, 0, 1, 3, 2)), graph.scalar((float) Math.sqrt(channelsEach)));
        String mixed = graph.matmul(graph.softmax(scores, -1), v);
        return layers.dense("out_proj", heads.together(mixed, channelsEach));
    }
}
