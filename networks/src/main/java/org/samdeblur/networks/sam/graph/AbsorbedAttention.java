package org.samdeblur.networks.sam.graph;

import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/**
 * Attention between the few tokens of a prompt and the many of the image, without projecting those of the image. A
 * score {@code (W_q a)·(W_k b)} equals {@code (W_kᵀ W_q a)·b}, so both projections are applied to the prompt's token. A
 * mean of projected values is the projection of their mean. The bias of the keys adds the same number to all scores of
 * a token, and softmax ignores that.
 */
final class AbsorbedAttention {
    private final DecoderLayout layout;
    private final Heads heads;

    AbsorbedAttention(DecoderLayout layout) {
        this.layout = layout;
        this.heads = new Heads(layout.heads());
    }

    /**
     * Writes the attention of tokens to the image.
     *
     * @param asking {@code [B, T, C]}
     * @param keys {@code [B, L, C]}
     * @param values {@code [B, L, C]}
     * @return {@code [B, T, C]}
     */
    Operand tokensToImage(Layers attention, Operand asking, Operand keys, Operand values) {
        CrossProjections projections = new CrossProjections(layout, attention);
        int each = layout.crossHeadChannels();
        Operand rows =
                throughProjection(projections, "k_proj", heads.apart(projections.projected("q_proj", asking), each));
        Operand scores = heads.scaled(rows, each).matmul(keys.transpose(0, 2, 1));
        Operand mixed = scores.softmax(-1).matmul(values);
        Operand weight = ofHeads(projections, "v_proj").transpose(0, 2, 1);
        Operand bias = projections.bias("v_proj").reshape(layout.heads(), 1, each);
        Operand projected =
                heads.unstacked(mixed, layout.channels()).matmul(weight).add(bias);
        return projections.back(heads.together(projected, each));
    }

    /**
     * Writes the attention of the image to tokens.
     *
     * @param located the image's tokens, {@code [B, L, C]}
     * @param answering the tokens as keys, {@code [B, T, C]}
     * @param told the tokens as values, {@code [B, T, C]}
     * @return {@code [B, L, C]}
     */
    Operand imageToTokens(Layers attention, Operand located, Operand answering, Operand told) {
        CrossProjections projections = new CrossProjections(layout, attention);
        int each = layout.crossHeadChannels();
        Operand keys = heads.apart(projections.projected("k_proj", answering), each);
        Operand rows = throughProjection(projections, "q_proj", keys);
        Operand bias = projections.bias("q_proj").reshape(layout.heads(), each, 1);
        Operand ofBias = keys.matmul(bias).reshape(0, 1, -1);
        Operand scores =
                located.matmul(heads.scaled(rows, each).transpose(0, 2, 1)).add(heads.scaled(ofBias, each));
        return told(projections, scores, told);
    }

    /**
     * Writes the result of the image's attention for scores {@code [B, L, h·T]}. Tokens are few, so they go through
     * both projections before they are averaged.
     */
    static Operand told(CrossProjections projections, Operand scores, Operand told) {
        DecoderLayout layout = projections.layout();
        int each = layout.crossHeadChannels();
        Heads heads = new Heads(layout.heads());
        Operand shares = scores.reshape(0, 0, layout.heads(), -1).softmax(-1);
        Operand values = heads.apart(projections.projected("v_proj", told), each);
        Operand out = projections.weightBack().transpose(1, 0).reshape(layout.heads(), each, layout.channels());
        Operand rows = heads.stacked(values.matmul(out), layout.channels());
        return shares.reshape(0, 0, -1).matmul(rows).add(projections.biasBack());
    }

    /**
     * {@code [B, h, T, c]} becomes {@code [B, h·T, C]}, whose product with a token equals the original's product with
     * the projected token.
     */
    private Operand throughProjection(CrossProjections projections, String layer, Operand x) {
        return heads.stacked(x.matmul(ofHeads(projections, layer)), layout.channels());
    }

    /** The weight of a projection, split by heads; {@code [h, c, C]}. */
    private Operand ofHeads(CrossProjections projections, String layer) {
        return projections.weight(layer).reshape(layout.heads(), layout.crossHeadChannels(), layout.channels());
    }
}
