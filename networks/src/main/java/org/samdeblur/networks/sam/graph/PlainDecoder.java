package org.samdeblur.networks.sam.graph;

import java.util.List;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Value.Axis;

/**
 * Writes prompt encoder and mask decoder as one graph, operator by operator as published, in the signature of Segment
 * Anything's exporter: the image's tokens are projected anew for every prompt.
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

    /** Writes the graph; weights stay where the checkpoint has them. */
    static Graph write(DecoderLayout layout, SamShape shape, Checkpoint checkpoint) {
        GraphBuilder graph = new GraphBuilder("mask decoder");
        new PlainDecoder(layout, shape, Layers.of(checkpoint, graph)).write();
        return graph.build();
    }

    private void write() {
        PromptEncoder prompts = new PromptEncoder(layout, network, shape);
        String embedding = DecoderInputs.embedding(graph, shape);
        String points = prompts.points(DecoderInputs.points(graph), DecoderInputs.labels(graph));
        String dense = prompts.mask(DecoderInputs.mask(graph, shape), DecoderInputs.hasMask(graph));
        String prompt = tokens.withOutputTokens(points);
        String image = tokens.repeated(imageTokens(graph.add(embedding, dense)), points);
        List<String> finer = layout.isOfSam2()
                ? DecoderInputs.finer(graph, shape, layout.maskFeatures(), layout.upscaledChannels())
                : List.of();
        answer(prompt, image, prompts.positions().ofImageTokens(), finer);
    }

    private String imageTokens(String map) {
        return graph.transpose(graph.reshape(map, 0, layout.channels(), -1), 0, 2, 1);
    }

    private void answer(String prompt, String image, String positions, List<String> finer) {
        String queries = prompt;
        String keys = image;
        for (int layer = 0; layer < layout.depth(); layer++) {
            Layers layers = tokens.layer(layer);
            queries = tokens.attendingToEachOther(layer, queries, prompt);
            queries = tokens.added(
                    layers,
                    "norm2",
                    queries,
                    cross(layers.under("cross_attn_token_to_image"))
                            .write(graph.add(queries, prompt), graph.add(keys, positions), keys));
            queries = tokens.transformed(layer, queries);
            keys = tokens.added(
                    layers,
                    "norm4",
                    keys,
                    cross(layers.under("cross_attn_image_to_token"))
                            .write(graph.add(keys, positions), graph.add(queries, prompt), queries));
        }
        Attention last = cross(tokens.end().under("final_attn_token_to_image"));
        String found = last.write(graph.add(queries, prompt), graph.add(keys, positions), keys);
        queries = tokens.added(tokens.end(), "norm_final_attn", queries, found);
        Axis size = Axis.fixed(shape.maskSize());
        Axis masks = Axis.fixed(layout.masks());
        graph.output(DecoderNames.MASKS, masks(queries, keys, finer), DecoderInputs.PROMPTS, masks, size, size);
        graph.output(DecoderNames.IOU, tokens.predictedIou(queries), DecoderInputs.PROMPTS, masks);
    }

    private Attention cross(Layers layers) {
        return new Attention(layers, layout.heads(), layout.crossChannels());
    }

    private String masks(String queries, String keys, List<String> finer) {
        int size = shape.embeddingSize();
        Layers upscaling = tokens.upscaling();
        String map = graph.reshape(graph.transpose(keys, 0, 2, 1), 0, layout.channels(), size, size);
        String doubled = withMap(upscaling.doublingConvolution("0", map), finer, 1);
        String twice = graph.gelu(upscaling.channelNorm("1", doubled, UPSCALING_NORM_EPSILON));
        String features = graph.gelu(withMap(upscaling.doublingConvolution("3", twice), finer, 0));
        String flat = graph.reshape(features, 0, layout.maskFeatures(), -1);
        String masks = graph.matmul(tokens.maskWeights(queries), flat);
        return graph.reshape(masks, 0, layout.masks(), shape.maskSize(), shape.maskSize());
    }

    private String withMap(String x, List<String> finer, int level) {
        return finer.isEmpty() ? x : graph.add(x, finer.get(level));
    }
}
