package org.samdeblur.networks.sam.run;

import java.util.ArrayList;
import java.util.HashMap;
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
import org.samdeblur.networks.sam.graph.SamShape;
import org.samdeblur.networks.sam.pixels.MaskFrame;

/** Runs the decoder in stages: once per image, once per few prompts, and once per prompt whose masks are wanted. */
final class StagedMaskDecoder implements MaskDecoder {
    /**
     * Prompts answered at once. What is made of an image's tokens has 4 MB for every prompt in the published sizes, so more
     * prompts leave the processor's caches sooner than they save work, as measured (docs/results.md).
     */
    private static final int PROMPTS_AT_ONCE = 2;

    private final SamShape shape;
    private final GraphSession image;
    private final GraphSession prompt;
    private final GraphSession masks;
    private final ObjectPool<Workplace> workplaces;

    private StagedMaskDecoder(
            DecoderStages stages, SamShape shape, GraphSession image, GraphSession prompt, GraphSession masks) {
        this.shape = shape;
        this.image = image;
        this.prompt = prompt;
        this.masks = masks;
        List<Value> answers = stages.prompt().outputs();
        List<Value> drawings = stages.masks().outputs();
        this.workplaces = new ObjectPool<>(() -> new Workplace(answers, drawings));
    }

    static StagedMaskDecoder load(GraphEngine engine, DecoderStages stages, SamShape shape) {
        List<GraphSession> loaded = new ArrayList<>();
        try {
            for (Graph stage : List.of(stages.image(), stages.prompt(), stages.masks())) {
                loaded.add(engine.load(stage, Map.of()));
            }
        } catch (RuntimeException | Error e) {
            loaded.forEach(GraphSession::close);
            throw e;
        }
        return new StagedMaskDecoder(stages, shape, loaded.get(0), loaded.get(1), loaded.get(2));
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
    public EmbeddedImage prepare(Tensor embedding, MaskFrame frame) {
        return new Image(embedding, frame, tokens(embedding, Optional.empty()), shape.embeddingSize());
    }

    private ImageTokens tokens(Tensor embedding, Optional<Tensor> mask) {
        return new ImageTokens(image.run(DecoderFeeds.image(embedding, mask, shape)));
    }

    private final class Image implements EmbeddedImage {
        private final Tensor embedding;
        private final MaskFrame frame;
        private final ImageTokens withoutMask;
        private final int rows;

        Image(Tensor embedding, MaskFrame frame, ImageTokens withoutMask, int rows) {
            this.embedding = embedding;
            this.frame = frame;
            this.withoutMask = withoutMask;
            this.rows = rows;
        }

        @Override
        public EmbeddedImage withoutPadding() {
            return new Image(
                    embedding,
                    frame,
                    withoutMask,
                    shape.rowsOver(frame.resized().height()));
        }

        @Override
        public MaskFrame frame() {
            return frame;
        }

        @Override
        public void decode(PromptBatch prompts, MaskChoice choice, float iouAbove, Consumer<DecodedMask> shown) {
            ImageTokens tokens = prompts.mask().isPresent() ? tokens(embedding, prompts.mask()) : withoutMask;
            MaskSelection wanted = new MaskSelection(choice, iouAbove);
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
            List<Integer> outputs = wanted.among(iou);
            if (!outputs.isEmpty()) {
                Tensor drawn = draw(workplace, answers, prompt, rows);
                for (int output : outputs) {
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
    private Tensor draw(Workplace workplace, Map<String, Tensor> answers, int prompt, int rows) {
        int size = shape.embeddingSize();
        int channels = shape.embeddingChannels();
        Tensor tokens = answers.get(DecoderNames.FINAL_TOKENS).slice(prompt, prompt + 1);
        Map<String, Tensor> inputs = Map.of(
                DecoderNames.FINAL_TOKENS,
                tokens.reshape(size, size, channels).slice(0, rows).reshape(1, rows, size, channels),
                DecoderNames.MASK_WEIGHTS,
                answers.get(DecoderNames.MASK_WEIGHTS).slice(prompt, prompt + 1));
        Tensor masks = workplace.drawing.run(inputs, drawn(rows)).get(DecoderNames.MASKS);
        return masks.reshape(1, masks.dim(1), shape.maskSize() / size * rows, shape.maskSize());
    }

    @Override
    public void close() {
        image.close();
        prompt.close();
        masks.close();
    }
}
