package org.samdeblur.networks.sam.graph;

import org.samdeblur.networks.graph.GraphBuilder;

/**
 * Attention between a prompt's few tokens and the image's many that never projects the latter. A score
 * {@code (W_q a)·(W_k b)} is {@code (W_kᵀ W_q a)·b}, so the tokens go through both projections; a mean of projections is the
 * projection of the mean, and what is added to every projected key changes every score of a token alike, which softmax
 * does not see.
 */
final class AbsorbedAttention {
    private final DecoderLayout layout;

    AbsorbedAttention(DecoderLayout layout) {
        this.layout = layout;
    }

    /**
     * Writes tokens attending to the image.
     *
     * @param asking {@code [B, T, C]}
     * @param keys {@code [B, L, C]}
     * @param values {@code [B, L, C]}
     * @return {@code [B, T, C]}
     */
    String tokensToImage(Layers attention, String asking, String keys, String values) {
        GraphBuilder graph = attention.graph();
        int each = layout.crossHeadChannels();
        Heads heads = new Heads(graph, layout.heads());
        String rows = throughProjection(attention, "k_proj", heads.apart(attention.dense("q_proj", asking), each));
        String scores = graph.matmul(heads.scaled(rows, each), graph.transpose(keys, 0, 2, 1));
        String mixed = graph.matmul(graph.softmax(scores, -1), values);
        String weight = graph.transpose(ofHeads(attention, "v_proj"), 0, 2, 1);
        String bias = graph.reshape(attention.weightOf("v_proj.bias"), layout.heads(), 1, each);
        String projected = graph.add(graph.matmul(heads.unstacked(mixed, layout.channels()), weight), bias);
        return attention.dense("out_proj", heads.together(projected, each));
    }

    /**
     * Writes the image attending to tokens.
     *
     * @param located the image's tokens, {@code [B, L, C]}
     * @param answering the tokens compared with, {@code [B, T, C]}
     * @param told the tokens that are mixed, {@code [B, T, C]}
     * @return {@code [B, L, C]}
     */
    String imageToTokens(Layers attention, String located, String answering, String told) {
        GraphBuilder graph = attention.graph();
        int each = layout.crossHeadChannels();
        Heads heads = new Heads(graph, layout.heads());
        String keys = heads.apart(attention.dense("k_proj", answering), each);
        String rows = throughProjection(attention, "q_proj", keys);
        String bias = graph.reshape(attention.weightOf("q_proj.bias"), layout.heads(), each, 1);
        String ofBias = graph.reshape(graph.matmul(keys, bias), 0, 1, -1);
        String scores = graph.add(
                graph.matmul(located, graph.transpose(heads.scaled(rows, each), 0, 2, 1)), heads.scaled(ofBias, each));
        return told(attention, layout, scores, told);
    }

    /**
     * Writes what attention tells the image, by scores {@code [B, L, h·T]}: tokens are few, so they are projected forth and
     * back before they are mixed.
     */
    static String told(Layers attention, DecoderLayout layout, String scores, String told) {
        GraphBuilder graph = attention.graph();
        int each = layout.crossHeadChannels();
        Heads heads = new Heads(graph, layout.heads());
        String shares = graph.softmax(graph.reshape(scores, 0, 0, layout.heads(), -1), -1);
        String values = heads.apart(attention.dense("v_proj", told), each);
        String out = graph.reshape(
                graph.transpose(attention.weightOf("out_proj.weight"), 1, 0), layout.heads(), each, layout.channels());
        String rows = heads.stacked(graph.matmul(values, out), layout.channels());
        String mixed = graph.matmul(graph.reshape(shares, 0, 0, -1), rows);
        return graph.add(mixed, attention.weightOf("out_proj.bias"));
    }

    /** {@code [B, h, T, c]} becomes {@code [B, h·T, C]}: what, multiplied with a token, is as good as with its projection. */
    private String throughProjection(Layers attention, String layer, String x) {
        GraphBuilder graph = attention.graph();
        return new Heads(graph, layout.heads()).stacked(graph.matmul(x, ofHeads(attention, layer)), layout.channels());
    }

    /** The weight of a projection by heads; {@code [h, c, C]}. */
    private String ofHeads(Layers attention, String layer) {
        return attention
                .graph()
                .reshape(
                        attention.weightOf(layer + ".weight"),
                        layout.heads(),
                        layout.crossHeadChannels(),
                        layout.channels());
    }
}
