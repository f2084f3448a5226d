package org.samdeblur.networks.sam.graph;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.samdeblur.networks.architecture.Initial;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/**
 * Writes the decoder's operations on a prompt's tokens alone. Tokens are few, so both forms of the decoder do this as
 * published.
 */
final class DecoderTokens {
    /** The initial values of PyTorch's embeddings. */
    static final Initial EMBEDDING = Initial.normal(1);

    /** The default of PyTorch's layer normalisation. */
    private static final float NORM_EPSILON = 1e-5f;

    private final DecoderLayout layout;
    private final Layers decoder;

    DecoderTokens(DecoderLayout layout, Layers network) {
        this.layout = layout;
        this.decoder = network.under(layout.names().maskDecoder());
    }

    /** A layer of the two-way transformer. */
    Layers layer(int number) {
        return decoder.under("transformer.layers." + number);
    }

    /** The part after the last layer. */
    Layers end() {
        return decoder.under("transformer");
    }

    /** The part that computes masks from the image's tokens. */
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
    Operand withOutputTokens(Operand points) {
        Operand answers = token("iou_token", 1).concat(0, token("mask_tokens", layout.masks()));
        Operand outputs = layout.isOfSam2() ? token("obj_score_token", 1).concat(0, answers) : answers;
        return repeated(outputs.reshape(1, layout.outputTokens(), layout.channels()), points)
                .concat(1, points);
    }

    private Operand token(String name, int count) {
        return decoder.weight(name + ".weight", EMBEDDING, count, layout.channels());
    }

    /** Repeats {@code [1, ...]} for every prompt; their number is the size of the other value's first axis. */
    Operand repeated(Operand one, Operand others) {
        Operand prompts = others.shape().slice(0, 0, 1);
        return one.op("Expand", Map.of(), prompts.concat(0, decoder.integers(1, 1)));
    }

    /** Self-attention of the tokens, with residual and normalisation. The first layer has no residual. */
    Operand attendingToEachOther(int layer, Operand tokens, Operand prompt) {
        Layers layers = layer(layer);
        Attention attention =
                new Attention(layers.under("self_attn"), layout.heads(), layout.channels(), layout.channels());
        if (layer == 0) {
            return normalised(layers, "norm1", attention.write(tokens, tokens, tokens));
        }
        Operand located = tokens.add(prompt);
        return added(layers, "norm1", tokens, attention.write(located, located, tokens));
    }

    /** The perceptron of a layer, with residual and normalisation. */
    Operand transformed(int layer, Operand tokens) {
        Layers layers = layer(layer);
        List<String> perceptron = layout.names().perceptron();
        Operand hidden = layers.linear(perceptron.get(0), tokens, layout.channels(), layout.mlpWidth())
                .relu();
        Operand bent = layers.linear(perceptron.get(1), hidden, layout.mlpWidth(), layout.channels());
        return added(layers, "norm3", tokens, bent);
    }

    /** A sum, normalised. */
    Operand added(Layers layers, String norm, Operand x, Operand y) {
        return normalised(layers, norm, x.add(y));
    }

    private Operand normalised(Layers layers, String norm, Operand x) {
        return layers.layerNorm(norm, x, layout.channels(), NORM_EPSILON);
    }

    /** The output tokens {@code [B, 1 + K, C]}: the one of the predicted intersections over union, then those of the masks. */
    Operand ofAnswers(Operand tokens) {
        return tokens.slice(1, layout.iouToken(), layout.outputTokens());
    }

    /** Computes the predicted intersections over union from the output tokens; {@code [B, K]}. */
    Operand predictedIou(Operand answers) {
        Layers head = decoder.under("iou_prediction_head.layers");
        Operand predicted = perceptron(head, layout.iouDepth(), layout.iouWidth(), layout.masks(), token(answers, 0));
        return layout.isOfSam2() ? predicted.sigmoid() : predicted;
    }

    /** Computes from the output tokens, for every mask, the weights of the features that it is a sum of; {@code [B, K, c]}. */
    Operand maskWeights(Operand answers) {
        List<Operand> weights = IntStream.range(0, layout.masks())
                .mapToObj(mask -> perceptron(
                                decoder.under("output_hypernetworks_mlps." + mask + ".layers"),
                                DecoderLayout.HYPER_DEPTH,
                                layout.channels(),
                                layout.maskFeatures(),
                                token(answers, 1 + mask))
                        .reshape(0, 1, layout.maskFeatures()))
                .toList();
        return weights.get(0).concat(1, weights.subList(1, weights.size()).toArray(Operand[]::new));
    }

    private Operand token(Operand tokens, int index) {
        return tokens.slice(1, index, index + 1L).reshape(0, layout.channels());
    }

    private Operand perceptron(Layers layers, int depth, int width, int outputs, Operand x) {
        Operand y = x;
        for (int layer = 0; layer < depth; layer++) {
            y = layers.linear(
                    Integer.toString(layer),
                    layer == 0 ? y : y.relu(),
                    layer == 0 ? layout.channels() : width,
                    layer == depth - 1 ? outputs : width);
        }
        return y;
    }
}
