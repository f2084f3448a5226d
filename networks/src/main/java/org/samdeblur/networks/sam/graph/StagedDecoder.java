package org.samdeblur.networks.sam.graph;

import java.util.List;
import java.util.Optional;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Value.Axis;

/**
 * Writes the decoder in three graphs that share work among prompts, see {@link DecoderStages}.
 *
 * <p>In the first layer the image's tokens are the same for every prompt, and so are their projections. In later layers they
 * differ, but a prompt has only a few tokens of its own, so these take the projections over ({@link AbsorbedAttention}): a
 * prompt of seven tokens costs less than half of what it does as published.
 */
final class StagedDecoder {
    private final DecoderLayout layout;
    private final SamShape shape;
    private final Checkpoint checkpoint;

    private StagedDecoder(DecoderLayout layout, SamShape shape, Checkpoint checkpoint) {
        this.layout = layout;
        this.shape = shape;
        this.checkpoint = checkpoint;
    }

    /** Writes the graphs; weights stay where the checkpoint has them. */
    static DecoderStages write(DecoderLayout layout, SamShape shape, Checkpoint checkpoint) {
        StagedDecoder decoder = new StagedDecoder(layout, shape, checkpoint);
        return new DecoderStages(decoder.finer(), decoder.image(), decoder.prompt(), decoder.masks());
    }

    private Optional<Graph> finer() {
        if (!layout.isOfSam2()) {
            return Optional.empty();
        }
        GraphBuilder graph = new GraphBuilder("mask decoder: finer maps");
        int[] channels = {layout.maskFeatures(), layout.upscaledChannels()};
        List<String> maps = DecoderInputs.finer(graph, shape, channels);
        Upscaling upscaling = new Upscaling(new DecoderTokens(layout, Layers.of(checkpoint, graph)).upscaling());
        String finest = upscaling.withBias(0, maps.get(0));
        String coarser = upscaling.withBias(1, maps.get(1));
        Axis place = Axis.fixed(shape.embeddingSize());
        graph.output(
                DecoderNames.FINER_BY_PLACE.get(0),
                FinerMaps.byPlaceOfFour(graph, finest, shape.embeddingSize(), channels[0]),
                DecoderInputs.ONE,
                place,
                place,
                Axis.fixed(16 * channels[0]));
        graph.output(
                DecoderNames.FINER_BY_PLACE.get(1),
                // the normalisation after it finds a mean of zero, as in what the weights make
                FinerMaps.byPlaceOfTwo(
                        graph, graph.sub(coarser, graph.mean(coarser, 1)), shape.embeddingSize(), channels[1]),
                DecoderInputs.ONE,
                place,
                place,
                Axis.fixed(4 * channels[1]));
        return Optional.of(graph.build());
    }

    private Graph image() {
        GraphBuilder graph = new GraphBuilder("mask decoder: image");
        Layers network = Layers.of(checkpoint, graph);
        PromptEncoder prompts = new PromptEncoder(layout, network, shape);
        Layers first = new DecoderTokens(layout, network).layer(0);
        String embedding = DecoderInputs.embedding(graph, shape);
        String dense = prompts.mask(DecoderInputs.mask(graph, shape), DecoderInputs.hasMask(graph));
        String map = graph.reshape(graph.add(embedding, dense), 0, layout.channels(), -1);
        String tokens = graph.transpose(map, 0, 2, 1);
        String located = graph.add(tokens, prompts.positions().ofImageTokens());
        Layers toImage = first.under("cross_attn_token_to_image");
        graph.output(DecoderNames.IMAGE_TOKENS, tokens, DecoderInputs.ONE, places(), channels());
        graph.output(
                DecoderNames.FIRST_KEYS,
                graph.transpose(toImage.dense("k_proj", located), 0, 2, 1),
                DecoderInputs.ONE,
                inside(),
                places());
        graph.output(DecoderNames.FIRST_VALUES, toImage.dense("v_proj", tokens), DecoderInputs.ONE, places(), inside());
        graph.output(
                DecoderNames.FIRST_QUERIES,
                first.under("cross_attn_image_to_token").dense("q_proj", located),
                DecoderInputs.ONE,
                places(),
                inside());
        return graph.build();
    }

    private Graph prompt() {
        GraphBuilder graph = new GraphBuilder("mask decoder: prompt");
        Layers network = Layers.of(checkpoint, graph);
        PromptEncoder prompts = new PromptEncoder(layout, network, shape);
        DecoderTokens tokens = new DecoderTokens(layout, network);
        // not one for all prompts: a sum of equal shapes is what runtimes fuse with the normalisation after it
        String image = graph.input(DecoderNames.IMAGE_TOKENS, DecoderInputs.PROMPTS, places(), channels());
        SharedAttention shared = new SharedAttention(
                layout,
                graph.input(DecoderNames.FIRST_KEYS, DecoderInputs.ONE, inside(), places()),
                graph.input(DecoderNames.FIRST_VALUES, DecoderInputs.ONE, places(), inside()),
                graph.input(DecoderNames.FIRST_QUERIES, DecoderInputs.ONE, places(), inside()));
        String prompt =
                tokens.withOutputTokens(prompts.points(DecoderInputs.points(graph), DecoderInputs.labels(graph)));
        answer(tokens, prompt, image, shared, prompts.positions().ofImageTokens());
        return graph.build();
    }

    /** Tokens and image attend to each other layer by layer; then the answers are read off the tokens. */
    private void answer(DecoderTokens tokens, String prompt, String image, SharedAttention shared, String positions) {
        GraphBuilder graph = tokens.end().graph();
        AbsorbedAttention absorbed = new AbsorbedAttention(layout);
        String queries = prompt;
        String keys = image;
        String located = image;
        for (int number = 0; number < layout.depth(); number++) {
            Layers layer = tokens.layer(number);
            Layers toImage = layer.under("cross_attn_token_to_image");
            Layers toTokens = layer.under("cross_attn_image_to_token");
            queries = tokens.attendingToEachOther(number, queries, prompt);
            String asking = graph.add(queries, prompt);
            String found = number == 0
                    ? shared.tokensToImage(toImage, asking)
                    : absorbed.tokensToImage(toImage, asking, located, keys);
            queries = tokens.transformed(number, tokens.added(layer, "norm2", queries, found));
            String answering = graph.add(queries, prompt);
            String told = number == 0
                    ? shared.imageToTokens(toTokens, answering, queries)
                    : absorbed.imageToTokens(toTokens, located, answering, queries);
            keys = tokens.added(layer, "norm4", keys, told);
            located = graph.add(keys, positions);
        }
        Layers last = tokens.end().under("final_attn_token_to_image");
        String found = absorbed.tokensToImage(last, graph.add(queries, prompt), located, keys);
        queries = tokens.added(tokens.end(), "norm_final_attn", queries, found);
        Axis masks = Axis.fixed(layout.masks());
        graph.output(DecoderNames.IOU, tokens.predictedIou(queries), DecoderInputs.PROMPTS, masks);
        graph.output(
                DecoderNames.MASK_WEIGHTS,
                tokens.maskWeights(queries),
                DecoderInputs.PROMPTS,
                masks,
                Axis.fixed(layout.maskFeatures()));
        graph.output(DecoderNames.FINAL_TOKENS, keys, DecoderInputs.PROMPTS, places(), channels());
    }

    private Graph masks() {
        GraphBuilder graph = new GraphBuilder("mask decoder: masks");
        Upscaling upscaling = new Upscaling(new DecoderTokens(layout, Layers.of(checkpoint, graph)).upscaling());
        int size = shape.embeddingSize();
        int masks = layout.masks();
        Axis rows = Axis.any(DecoderNames.DRAWN_ROWS);
        Axis features = Axis.fixed(layout.maskFeatures());
        String tokens =
                graph.input(DecoderNames.FINAL_TOKENS, DecoderInputs.PROMPTS, rows, Axis.fixed(size), channels());
        String weights = graph.input(DecoderNames.MASK_WEIGHTS, DecoderInputs.PROMPTS, Axis.fixed(masks), features);
        String places = graph.reshape(tokens, 0, -1, layout.channels());
        String drawn = layout.isOfSam2()
                ? upscaling.features(places, finer(graph, 1, 4, rows), finer(graph, 0, 16, rows))
                : upscaling.features(places);
        String values = upscaling.values(drawn, weights, masks, layout.maskFeatures());
        // [B, row, column, row and column in two, row and column in four, mask]
        String parts = graph.reshape(values, 0, -1, size, 2, 2, 2, 2, masks);
        String pixels = graph.transpose(parts, 0, 7, 1, 3, 5, 2, 4, 6);
        graph.output(
                DecoderNames.MASKS,
                graph.reshape(pixels, 0, masks, -1, 4, shape.maskSize()),
                DecoderInputs.PROMPTS,
                Axis.fixed(masks),
                rows,
                Axis.fixed(4),
                Axis.fixed(shape.maskSize()));
        return graph.build();
    }

    /** A finer map by places of the embedding, so many of its own in each; one row for each of four of these. */
    private String finer(GraphBuilder graph, int level, int placesEach, Axis rows) {
        int channels = level == 0 ? layout.maskFeatures() : layout.upscaledChannels();
        String map = graph.input(
                DecoderNames.FINER_BY_PLACE.get(level),
                DecoderInputs.ONE,
                rows,
                Axis.fixed(shape.embeddingSize()),
                Axis.fixed(placesEach * channels));
        return graph.reshape(map, 1, -1, 4L * channels);
    }

    private Axis places() {
        return Axis.fixed(shape.embeddingSize() * shape.embeddingSize());
    }

    private Axis channels() {
        return Axis.fixed(layout.channels());
    }

    private Axis inside() {
        return Axis.fixed(layout.crossChannels());
    }
}
