package org.samdeblur.networks.sam.run;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.sam.graph.DecoderNames;
import org.samdeblur.networks.sam.graph.DecoderStages;
import org.samdeblur.networks.sam.graph.SamGeneration;
import org.samdeblur.networks.sam.graph.SamShape;
import org.samdeblur.networks.sam.pixels.MaskFrame;

/** Runs the decoder in stages: once per image, once per few prompts, and once per prompt whose masks are wanted. */
final class StagedMaskDecoder implements MaskDecoder {
    /**
     * Prompts answered at once. What is made of an image's tokens has 4 MB for every prompt in the published sizes, so more
     * prompts leave the processor's caches sooner than they save work, as measured (docs/results.md).
     */
    private static final int PROMPTS_AT_ONCE = 2;

    private final SamGeneration generation;
    private final SamShape shape;
    private final Optional<GraphSession> finer;
    private final GraphSession image;
    private final GraphSession prompt;
    private final GraphSession masks;
    private final ObjectPool<Workplace> workplaces;

    private StagedMaskDecoder(
            DecoderStages stages, SamGeneration generation, SamShape shape, Map<Graph, GraphSession> loaded) {
        this.generation = generation;
        this.shape = shape;
        this.finer = stages.finer().map(loaded::get);
        this.image = loaded.get(stages.image());
        this.prompt = loaded.get(stages.prompt());
        this.masks = loaded.get(stages.masks());
        List<Value> answers = stages.prompt().outputs();
        List<Value> drawings = stages.masks().outputs();
        this.workplaces = new ObjectPool<>(() -> new Workplace(answers, drawings));
    }

    static StagedMaskDecoder load(GraphEngine engine, DecoderStages stages, SamGeneration generation, SamShape shape) {
        Map<Graph, GraphSession> loaded = new IdentityHashMap<>();
        try {
            stages.finer().ifPresent(stage -> loaded.put(stage, engine.load(stage, Map.of())));
            for (Graph stage : List.of(stages.image(), stages.prompt(), stages.masks())) {
                loaded.put(stage, engine.load(stage, Map.of()));
            }
        } catch (RuntimeException | Error e) {
            loaded.values().forEach(GraphSession::close);
            throw e;
        }
        return new StagedMaskDecoder(stages, generation, shape, loaded);
    }

    /** The memory of one thread. */
    private final class Workplace {
        private final RepeatedRun prompts;
        private final RepeatedRun drawing;

        Workplace(List<Value> answers, List<Value> drawings) {
            prompts = new RepeatedRun(prompt, answers, Map.of(DecoderNames.PROMPTS, PROMPTS_AT_ONCE));
            drawing = new RepeatedRun(masks, drawings, drawn(shape.embeddingSize()));
        }
    }

    private static Map<String, Integer> drawn(int rows) {
        return Map.of(DecoderNames.PROMPTS, 1, DecoderNames.DRAWN_ROWS, rows);
    }

    @Override
    public EmbeddedImage prepare(ImageFeatures features, MaskFrame frame) {
        Tensor embedding = features.embedding();
        Map<String, Tensor> byPlace =
                finer.map(stage -> stage.run(features.finer())).orElse(Map.of());
        return new Image(embedding, byPlace, frame, tokens(embedding, Optional.empty()), shape.embeddingSize());
    }

    private ImageTokens tokens(Tensor embedding, Optional<Tensor> mask) {
        return new ImageTokens(image.run(DecoderFeeds.image(embedding, mask, shape)));
    }

    private final class Image implements EmbeddedImage {
        private final Tensor embedding;
        private final Map<String, Tensor> finerByPlace;
        private final MaskFrame frame;
        private final ImageTokens withoutMask;
        private final int rows;

        Image(Tensor embedding, Map<String, Tensor> finerByPlace, MaskFrame frame, ImageTokens withoutMask, int rows) {
            this.embedding = embedding;
            this.finerByPlace = finerByPlace;
            this.frame = frame;
            this.withoutMask = withoutMask;
            this.rows = rows;
        }

        @Override
        public EmbeddedImage withoutPadding() {
            return new Image(
                    embedding,
                    finerByPlace,
                    frame,
                    withoutMask,
                    shape.rowsOver(frame.resized().height()));
        }

        @Override
        public MaskFrame frame() {
            return frame;
        }

        @Override
        public SamGeneration generation() {
            return generation;
        }

        @Override
        public void decode(PromptBatch prompts, MaskChoice choice, float iouAbove, Consumer<DecodedMask> shown) {
            ImageTokens tokens = prompts.mask().isPresent() ? tokens(embedding, prompts.mask()) : withoutMask;
            MaskSelection wanted = new MaskSelection(generation, choice, iouAbove);
            workplaces.use(workplace -> prompts.inParts(PROMPTS_AT_ONCE, part -> {
                Map<String, Tensor> answers = answer(workplace, tokens, part.prompts());
                for (int i = 0; i < part.prompts().size(); i++) {
                    show(workplace, answers, part.first(), i, wanted, shown);
                }
            }));
        }

        private void show(
                Workplace workplace,
                Map<String, Tensor> answers,
                int first,
                int prompt,
                MaskSelection wanted,
                Consumer<DecodedMask> shown) {
            Tensor iou = answers.get(DecoderNames.IOU).slice(prompt, prompt + 1);
            if (wanted.mayWantAny(iou)) {
                Tensor drawn = draw(workplace, answers, prompt, finerByPlace, rows);
                for (int output : wanted.among(iou, mask -> MaskSelection.mask(drawn, mask))) {
                    shown.accept(new DecodedMask(
                            first + prompt, output, iou.get(0, output), MaskSelection.mask(drawn, output)));
                }
            }
        }
    }

    private static Map<String, Tensor> answer(Workplace workplace, ImageTokens tokens, PromptBatch prompts) {
        Map<String, Tensor> inputs = new HashMap<>(tokens.forPrompts(prompts.size()));
        inputs.put(DecoderNames.POINTS, prompts.coordinates());
        inputs.put(DecoderNames.LABELS, prompts.labels());
        return workplace.prompts.run(inputs, Map.of(DecoderNames.PROMPTS, prompts.size()));
    }

    /** Returns a prompt's masks, {@code [1, K, 4R, 4E]}. */
    private Tensor draw(
            Workplace workplace, Map<String, Tensor> answers, int prompt, Map<String, Tensor> finerByPlace, int rows) {
        int size = shape.embeddingSize();
        int channels = shape.embeddingChannels();
        Tensor tokens = answers.get(DecoderNames.FINAL_TOKENS).slice(prompt, prompt + 1);
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put(DecoderNames.FINAL_TOKENS, upper(tokens, rows, channels));
        finerByPlace.forEach((name, map) -> inputs.put(name, upper(map, rows, map.dim(3))));
        inputs.put(
                DecoderNames.MASK_WEIGHTS,
                answers.get(DecoderNames.MASK_WEIGHTS).slice(prompt, prompt + 1));
        Tensor masks = workplace.drawing.run(inputs, drawn(rows)).get(DecoderNames.MASKS);
        return masks.reshape(1, masks.dim(1), shape.maskSize() / size * rows, shape.maskSize());
    }

    /** The upper rows of a map {@code [1, E, E, C]}. */
    private Tensor upper(Tensor map, int rows, int channels) {
        int size = shape.embeddingSize();
        return map.reshape(size, size, channels).slice(0, rows).reshape(1, rows, size, channels);
    }

    @Override
    public void close() {
        finer.ifPresent(GraphSession::close);
        image.close();
        prompt.close();
        masks.close();
    }
}
