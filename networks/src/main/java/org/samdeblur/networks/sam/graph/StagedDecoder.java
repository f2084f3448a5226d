package org.samdeblur.networks.sam.graph;

import java.util.List;
import java.util.Optional;
import org.samdeblur.networks.architecture.CheckpointGraph;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Operand;
import org.samdeblur.networks.graph.Value.Axis;

/**
 * Writes the decoder as {@link DecoderStages}, which share work among prompts.
 *
 * <p>In the first layer, the image's tokens and their projections are the same for every prompt. In later layers they
 * differ, but a prompt has only a few tokens of its own, so the projections are applied to those ({@link
 * AbsorbedAttention}). A prompt of seven tokens costs less than half as much as in the published form.
 */
final class StagedDecoder {
    private final DecoderLayout layout;
    private final SamShape shape;

    private StagedDecoder(DecoderLayout layout, SamShape shape) {
        this.layout = layout;
        this.shape = shape;
    }

    /** Writes the graphs. Their weights stay in the checkpoint's file. */
    static DecoderStages write(DecoderLayout layout, SamShape shape, CheckpointGraph weights) {
        StagedDecoder decoder = new StagedDecoder(layout, shape);
        Optional<Graph> finer = layout.isOfSam2()
                ? Optional.of(weights.write("mask decoder: finer maps", decoder::finer))
                : Optional.empty();
        return new DecoderStages(
                finer,
                weights.write("mask decoder: image", decoder::image),
                weights.write("mask decoder: prompt", decoder::prompt),
                weights.write("mask decoder: masks", decoder::masks));
    }

    private void finer(Layers network) {
        GraphBuilder graph = network.graph();
        int size = shape.embeddingSize();
        int[] channels = {layout.maskFeatures(), layout.upscaledChannels()};
        List<Operand> maps = DecoderInputs.finer(graph, shape, channels);
        Upscaling upscaling = upscaling(network);
        Operand finest = upscaling.withBias(0, maps.get(0));
        Operand coarser = upscaling.withBias(1, maps.get(1));
        Axis place = Axis.fixed(size);
        graph.output(
                DecoderNames.FINER_BY_PLACE.get(0),
                FinerMaps.byPlaceOfFour(finest, size, channels[0]).name(),
                DecoderInputs.ONE,
                place,
                place,
                Axis.fixed(16 * channels[0]));
        graph.output(
                DecoderNames.FINER_BY_PLACE.get(1),
                // so that the normalisation after it finds a mean of zero, as in the convolution's output
                FinerMaps.byPlaceOfTwo(coarser.sub(coarser.mean(1)), size, channels[1])
                        .name(),
                DecoderInputs.ONE,
                place,
                place,
                Axis.fixed(4 * channels[1]));
    }

    private Upscaling upscaling(Layers network) {
        return new Upscaling(layout, new DecoderTokens(layout, network).upscaling());
    }

    private void image(Layers network) {
        GraphBuilder graph = network.graph();
        PromptEncoder prompts = new PromptEncoder(layout, network, shape);
        Layers first = new DecoderTokens(layout, network).layer(0);
        Operand embedding = DecoderInputs.embedding(graph, shape);
        Operand dense = prompts.mask(DecoderInputs.mask(graph, shape), DecoderInputs.hasMask(graph));
        Operand tokens = embedding.add(dense).reshape(0, layout.channels(), -1).transpose(0, 2, 1);
        Operand located = tokens.add(prompts.positions().ofImageTokens());
        CrossProjections toImage = new CrossProjections(layout, first.under("cross_attn_token_to_image"));
        CrossProjections toTokens = new CrossProjections(layout, first.under("cross_attn_image_to_token"));
        graph.output(DecoderNames.IMAGE_TOKENS, tokens.name(), DecoderInputs.ONE, places(), channels());
        graph.output(
                DecoderNames.FIRST_KEYS,
                toImage.projected("k_proj", located).transpose(0, 2, 1).name(),
                DecoderInputs.ONE,
                inside(),
                places());
        graph.output(
                DecoderNames.FIRST_VALUES,
                toImage.projected("v_proj", tokens).name(),
                DecoderInputs.ONE,
                places(),
                inside());
        graph.output(
                DecoderNames.FIRST_QUERIES,
                toTokens.projected("q_proj", located).name(),
                DecoderInputs.ONE,
                places(),
                inside());
    }

    private void prompt(Layers network) {
        GraphBuilder graph = network.graph();
        PromptEncoder prompts = new PromptEncoder(layout, network, shape);
        DecoderTokens tokens = new DecoderTokens(layout, network);
        // repeated for every prompt, because runtimes fuse a sum of equal shapes with the normalisation after it
        Operand image =
                DecoderInputs.input(graph, DecoderNames.IMAGE_TOKENS, DecoderInputs.PROMPTS, places(), channels());
        SharedAttention shared = new SharedAttention(
                layout,
                DecoderInputs.input(graph, DecoderNames.FIRST_KEYS, DecoderInputs.ONE, inside(), places()),
                DecoderInputs.input(graph, DecoderNames.FIRST_VALUES, DecoderInputs.ONE, places(), inside()),
                DecoderInputs.input(graph, DecoderNames.FIRST_QUERIES, DecoderInputs.ONE, places(), inside()));
        Operand prompt =
                tokens.withOutputTokens(prompts.points(DecoderInputs.points(graph), DecoderInputs.labels(graph)));
        answer(graph, tokens, prompt, image, shared, prompts.positions().ofImageTokens());
    }

    /** Writes the layers of attention between tokens and image, and the outputs computed from the tokens. */
    private void answer(
            GraphBuilder graph,
            DecoderTokens tokens,
            Operand prompt,
            Operand image,
            SharedAttention shared,
            Operand positions) {
        AbsorbedAttention absorbed = new AbsorbedAttention(layout);
        Operand queries = prompt;
        Operand keys = image;
        Operand located = image;
        for (int number = 0; number < layout.depth(); number++) {
            Layers layer = tokens.layer(number);
            Layers toImage = layer.under("cross_attn_token_to_image");
            Layers toTokens = layer.under("cross_attn_image_to_token");
            queries = tokens.attendingToEachOther(number, queries, prompt);
            Operand asking = queries.add(prompt);
            Operand found = number == 0
                    ? shared.tokensToImage(toImage, asking)
                    : absorbed.tokensToImage(toImage, asking, located, keys);
            queries = tokens.transformed(number, tokens.added(layer, "norm2", queries, found));
            Operand answering = queries.add(prompt);
            Operand told = number == 0
                    ? shared.imageToTokens(toTokens, answering, queries)
                    : absorbed.imageToTokens(toTokens, located, answering, queries);
            keys = tokens.added(layer, "norm4", keys, told);
            located = keys.add(positions);
        }
        Layers last = tokens.end().under("final_attn_token_to_image");
        // the other tokens are no longer needed
        Operand asking = tokens.ofAnswers(queries.add(prompt));
        Operand found = absorbed.tokensToImage(last, asking, located, keys);
        Operand answers = tokens.added(tokens.end(), "norm_final_attn", tokens.ofAnswers(queries), found);
        Axis masks = Axis.fixed(layout.masks());
        graph.output(DecoderNames.IOU, tokens.predictedIou(answers).name(), DecoderInputs.PROMPTS, masks);
        graph.output(
                DecoderNames.MASK_WEIGHTS,
                tokens.maskWeights(answers).name(),
                DecoderInputs.PROMPTS,
                masks,
                Axis.fixed(layout.maskFeatures()));
        graph.output(DecoderNames.FINAL_TOKENS, keys.name(), DecoderInputs.PROMPTS, places(), channels());
    }

    private void masks(Layers network) {
        GraphBuilder graph = network.graph();
        Upscaling upscaling = upscaling(network);
        int size = shape.embeddingSize();
        int masks = layout.masks();
        Axis rows = Axis.any(DecoderNames.DRAWN_ROWS);
        Axis features = Axis.fixed(layout.maskFeatures());
        Operand tokens = DecoderInputs.input(
                graph, DecoderNames.FINAL_TOKENS, DecoderInputs.PROMPTS, rows, Axis.fixed(size), channels());
        Operand weights = DecoderInputs.input(
                graph, DecoderNames.MASK_WEIGHTS, DecoderInputs.PROMPTS, Axis.fixed(masks), features);
        Operand places = tokens.reshape(0, -1, layout.channels());
        Operand drawn = layout.isOfSam2()
                ? upscaling.features(places, finer(graph, 1, 4, rows), finer(graph, 0, 16, rows))
                : upscaling.features(places);
        // [B, row, column, row and column in two, mask, row and column in four]; as the last axis stays last, pairs
        // move
        Operand parts = upscaling.values(drawn, weights).reshape(0, -1, size, 2, 2, masks, 2, 2);
        Operand pixels = parts.transpose(0, 5, 1, 3, 6, 2, 4, 7);
        graph.output(
                DecoderNames.MASKS,
                pixels.reshape(0, masks, -1, 4, shape.maskSize()).name(),
                DecoderInputs.PROMPTS,
                Axis.fixed(masks),
                rows,
                Axis.fixed(4),
                Axis.fixed(shape.maskSize()));
    }

    /**
     * A finer map by position in the embedding, with {@code placesEach} of its own positions in each; one row for every
     * four of these.
     */
    private Operand finer(GraphBuilder graph, int level, int placesEach, Axis rows) {
        int channels = level == 0 ? layout.maskFeatures() : layout.upscaledChannels();
        Operand map = DecoderInputs.input(
                graph,
                DecoderNames.FINER_BY_PLACE.get(level),
                DecoderInputs.ONE,
                rows,
                Axis.fixed(shape.embeddingSize()),
                Axis.fixed(placesEach * channels));
        return map.reshape(1, -1, 4L * channels);
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
