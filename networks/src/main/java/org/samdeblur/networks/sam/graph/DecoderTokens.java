package org.samdeblur.networks.sam.graph;

import java.util.ArrayList;
import java.util.List;
import org.samdeblur.networks.graph.GraphBuilder;

/**
 * Writes what the decoder does with a prompt's tokens alone. There are few of them, so it is written as published in every
 * form of the decoder.
 */
final class DecoderTokens {
    /** What PyTorch's layer normalisation has by default. */
    static final float NORM_EPSILON = 1e-5f;

    private final DecoderLayout layout;
    private final Layers decoder;
    private final GraphBuilder graph;

    DecoderTokens(DecoderLayout layout, Layers network) {
        this.layout = layout;
        this.decoder = network.under(layout.names().maskDecoder());
        this.graph = decoder.graph();
    }

    /** A layer of the two-way transformer. */
    Layers layer(int number) {
        return decoder.under("transformer.layers." + number);
    }

    /** What follows the last layer. */
    Layers end() {
        return decoder.under("transformer");
    }

    /** What makes masks of the image's tokens. */
    Layers upscaling() {
        return decoder.under("output_upscaling");
    }

    /**
     * Writes the tokens of a prompt: SAM 2's for the object's presence, one for the predicted intersection over union, one for every
     * mask, then the points.
     *
     * @param points {@code [B, N, C]}
     * @return {@code [B, T, C]}
     */
    String withOutputTokens(String points) {
        String answers = graph.concat(0, decoder.weightOf("iou_token.weight"), decoder.weightOf("mask_tokens.weight"));
        String outputs =
                layout.isOfSam2() ? graph.concat(0, decoder.weightOf("obj_score_token.weight"), answers) : answers;
        return graph.concat(
                1, repeated(graph.reshape(outputs, 1, layout.outputTokens(), layout.channels()), points), points);
    }

    /** Repeats {@code [1, ...]} for every prompt, as many as the other value has rows. */
    String repeated(String one, String others) {
        String prompts = graph.slice(graph.op("Shape", others), 0, 0, 1);
        return graph.op("Expand", one, graph.concat(0, prompts, graph.longs(1, 1)));
    }

    /** Tokens attending to each other, added and normalised; those of the first layer are replaced instead of added to. */
    String attendingToEachOther(int layer, String tokens, String prompt) {
        Layers layers = layer(layer);
        Attention attention = new Attention(layers.under("self_attn"), layout.heads(), layout.channels());
        if (layer == 0) {
            return layers.layerNorm("norm1", attention.write(tokens, tokens, tokens), NORM_EPSILON);
        }
        String located = graph.add(tokens, prompt);
        return added(layers, "norm1", tokens, attention.write(located, located, tokens));
    }

    /** The perceptron of a layer, added and normalised. */
    String transformed(int layer, String tokens) {
        Layers layers = layer(layer);
        List<String> perceptron = layout.names().perceptron();
        String hidden = graph.relu(layers.dense(perceptron.get(0), tokens));
        return added(layers, "norm3", tokens, layers.dense(perceptron.get(1), hidden));
    }

    /** A sum, normalised. */
    String added(Layers layers, String norm, String x, String y) {
        return layers.layerNorm(norm, graph.add(x, y), NORM_EPSILON);
    }

    /** Reads the predicted intersections over union off the tokens; {@code [B, K]}. */
    String predictedIou(String tokens) {
        Layers head = decoder.under("iou_prediction_head.layers");
        String predicted = perceptron(head, layout.iouDepth(), token(tokens, layout.iouToken()));
        return layout.isOfSam2() ? graph.sigmoid(predicted) : predicted;
    }

    /** Reads off the tokens, for every mask, the weights of the features it is a sum of; {@code [B, K, c]}. */
    String maskWeights(String tokens) {
        List<String> weights = new ArrayList<>();
        for (int mask = 0; mask < layout.masks(); mask++) {
            Layers head = decoder.under("output_hypernetworks_mlps." + mask + ".layers");
            String weight = perceptron(head, DecoderLayout.HYPER_DEPTH, token(tokens, layout.iouToken() + 1 + mask));
            weights.add(graph.reshape(weight, 0, 1, layout.maskFeatures()));
        }
        return graph.concat(1, weights.toArray(String[]::new));
    }

    private String token(String tokens, int index) {
        return graph.reshape(graph.slice(tokens, 1, index, index + 1L), 0, layout.channels());
    }

    private String perceptron(Layers layers, int depth, String x) {
        String y = x;
        for (int layer = 0; layer < depth; layer++) {
            y = layers.dense(Integer.toString(layer), layer == 0 ? y : graph.relu(y));
        }
        return y;
    }
}
