package org.samdeblur.networks.sam.graph;

import java.util.List;
import org.samdeblur.networks.architecture.CheckpointGraph;
import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Operand;
import org.samdeblur.networks.graph.Value.Axis;

/**
 * Writes prompt encoder and mask decoder as one graph, operator by operator as published, with the signature of Segment
 * Anything's exporter. The image's tokens are projected again for every prompt.
 */
final class PlainDecoder {
    private static final float UPSCALING_NORM_EPSILON = 1e-6f;

    private final DecoderLayout layout;
    private final SamShape shape;
    private final Layers network;
    private final GraphBuilder graph;
    private final DecoderTokens tokens;

    private PlainDecoder(DecoderLayout layout, SamShape shape, Layers network) {
        this.layout = layout;
        this.shape = shape;
        this.network = network;
        this.graph = network.graph();
        this.tokens = new DecoderTokens(layout, network);
    }

    /** Writes the graph. Its weights stay in the checkpoint's file. */
    static Graph write(DecoderLayout layout, SamShape shape, CheckpointGraph weights) {
        return weights.write("mask decoder", network -> new PlainDecoder(layout, shape, network).write());
    }

    private void write() {
        PromptEncoder prompts = new PromptEncoder(layout, network, shape);
        Operand embedding = DecoderInputs.embedding(graph, shape);
        Operand points = prompts.points(DecoderInputs.points(graph), DecoderInputs.labels(graph));
        Operand dense = prompts.mask(DecoderInputs.mask(graph, shape), DecoderInputs.hasMask(graph));
        Operand prompt = tokens.withOutputTokens(points);
        Operand image = tokens.repeated(imageTokens(embedding.add(dense)), points);
        List<Operand> finer = layout.isOfSam2()
                ? DecoderInputs.finer(graph, shape, layout.maskFeatures(), layout.upscaledChannels())
                : List.of();
        answer(prompt, image, prompts.positions().ofImageTokens(), finer);
    }

    private Operand imageTokens(Operand map) {
        return map.reshape(0, layout.channels(), -1).transpose(0, 2, 1);
    }

    private void answer(Operand prompt, Operand image, Operand positions, List<Operand> finer) {
        Operand queries = prompt;
        Operand keys = image;
        for (int number = 0; number < layout.depth(); number++) {
            Layers layer = tokens.layer(number);
            queries = tokens.attendingToEachOther(number, queries, prompt);
            Operand found = cross(layer.under("cross_attn_token_to_image"))
                    .write(queries.add(prompt), keys.add(positions), keys);
            queries = tokens.transformed(number, tokens.added(layer, "norm2", queries, found));
            Operand told = cross(layer.under("cross_attn_image_to_token"))
                    .write(keys.add(positions), queries.add(prompt), queries);
            keys = tokens.added(layer, "norm4", keys, told);
        }
        Operand found = cross(tokens.end().under("final_attn_token_to_image"))
                .write(queries.add(prompt), keys.add(positions), keys);
        Operand answers = tokens.ofAnswers(tokens.added(tokens.end(), "norm_final_attn", queries, found));
        Axis size = Axis.fixed(shape.maskSize());
        Axis masks = Axis.fixed(layout.masks());
        graph.output(DecoderNames.MASKS, masks(answers, keys, finer).name(), DecoderInputs.PROMPTS, masks, size, size);
        graph.output(DecoderNames.IOU, tokens.predictedIou(answers).name(), DecoderInputs.PROMPTS, masks);
    }

    private Attention cross(Layers layers) {
        return new Attention(layers, layout.heads(), layout.channels(), layout.crossChannels());
    }

    private Operand masks(Operand answers, Operand keys, List<Operand> finer) {
        int size = shape.embeddingSize();
        int between = layout.upscaledChannels();
        int features = layout.maskFeatures();
        Layers upscaling = tokens.upscaling();
        Operand map = keys.transpose(0, 2, 1).reshape(0, layout.channels(), size, size);
        Operand doubled = upscaling.convTranspose2d("0", map, doubling(layout.channels(), between));
        Operand twice = upscaling
                .layerNorm2d("1", withMap(doubled, finer, 1), between, UPSCALING_NORM_EPSILON)
                .gelu();
        Operand quadrupled = upscaling.convTranspose2d("3", twice, doubling(between, features));
        Operand flat = withMap(quadrupled, finer, 0).gelu().reshape(0, features, -1);
        return tokens.maskWeights(answers).matmul(flat).reshape(0, layout.masks(), shape.maskSize(), shape.maskSize());
    }

    private static Conv2d doubling(int inputs, int outputs) {
        return Conv2d.of(inputs, outputs, 2).stride(2);
    }

    private Operand withMap(Operand x, List<Operand> finer, int level) {
        return finer.isEmpty() ? x : x.add(finer.get(level));
    }
}
