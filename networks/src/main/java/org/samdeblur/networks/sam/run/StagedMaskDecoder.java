package org.samdeblur.networks.sam.run;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.sam.graph.DecoderNames;
import org.samdeblur.networks.sam.graph.DecoderStages;
import org.samdeblur.networks.sam.graph.SamShape;
import org.samdeblur.networks.sam.pixels.MaskFrame;

/** Runs the decoder in stages: once per image, once per few prompts, and once per prompt whose masks are wanted. */
final class StagedMaskDecoder implements MaskDecoder {
    /** Prompts answered at once: few enough that what they need stays near the processor, see docs/results.md. */
    private static final int PROMPTS_AT_ONCE = 4;

    private final SamShape shape;
    private final GraphSession image;
    private final GraphSession prompt;
    private final GraphSession masks;
    private final Workplaces<Workplace> workplaces;

    private StagedMaskDecoder(
            DecoderStages stages, SamShape shape, GraphSession image, GraphSession prompt, GraphSession masks) {
        this.shape = shape;
        this.image = image;
        this.prompt = prompt;
        this.masks = masks;
        this.workplaces = new Workplaces<>(() -> new Workplace(stages));
    }

    static StagedMaskDecoder load(GraphEngine engine, DecoderStages stages, SamShape shape) {
        List<GraphSession> loaded = new ArrayList<>();
        try {
            for (Graph stage : List.of(stages.image(), stages.prompt(), stages.masks())) {
                loaded.add(engine.load(stage, Map.of()));
            }
        } catch (SamDeblurException e) {
            loaded.forEach(GraphSession::close);
            throw e;
        }
        return new StagedMaskDecoder(stages, shape, loaded.get(0), loaded.get(1), loaded.get(2));
    }

    /** The memory of one thread. */
    private final class Workplace {
        private final RepeatedRun prompts;
        private final RepeatedRun drawing;

        Workplace(DecoderStages stages) {
            prompts = new RepeatedRun(prompt, stages.prompt(), Map.of(DecoderNames.PROMPTS, PROMPTS_AT_ONCE));
            int all = stages.masksEach();
            drawing = new RepeatedRun(
                    masks, stages.masks(), Map.of(DecoderNames.PROMPTS, 1, DecoderNames.WANTED_MASKS, all));
        }
    }

    @Override
    public EmbeddedImage prepare(Tensor embedding, MaskFrame frame) {
        return new Image(embedding, frame, tokens(embedding, Optional.empty()));
    }

    private ImageTokens tokens(Tensor embedding, Optional<Tensor> mask) {
        return new ImageTokens(image.run(DecoderFeeds.image(embedding, mask, shape)));
    }

    private final class Image implements EmbeddedImage {
        private final Tensor embedding;
        private final MaskFrame frame;
        private final ImageTokens withoutMask;

        Image(Tensor embedding, MaskFrame frame, ImageTokens withoutMask) {
            this.embedding = embedding;
            this.frame = frame;
            this.withoutMask = withoutMask;
        }

        @Override
        public MaskFrame frame() {
            return frame;
        }

        @Override
        public void decode(PromptBatch prompts, MaskChoice choice, float iouAbove, Consumer<DecodedMask> shown) {
            ImageTokens tokens = prompts.mask().isPresent() ? tokens(embedding, prompts.mask()) : withoutMask;
            workplaces.use(workplace -> prompts.inParts(
                    PROMPTS_AT_ONCE, part -> answer(workplace, tokens, part, new Wanted(choice, iouAbove), shown)));
        }
    }

    private static void answer(
            Workplace workplace,
            ImageTokens tokens,
            PromptBatch.Part part,
            Wanted wanted,
            Consumer<DecodedMask> shown) {
        int prompts = part.prompts().size();
        Map<String, Tensor> inputs = new HashMap<>(tokens.forPrompts(prompts));
        inputs.put(DecoderNames.POINTS, part.prompts().coordinates());
        inputs.put(DecoderNames.LABELS, part.prompts().labels());
        Map<String, Tensor> answers = workplace.prompts.run(inputs, Map.of(DecoderNames.PROMPTS, prompts));
        for (int i = 0; i < prompts; i++) {
            Tensor iou = answers.get(DecoderNames.IOU).slice(i, i + 1);
            List<Integer> outputs = wanted.among(iou);
            if (!outputs.isEmpty()) {
                Tensor drawn = draw(workplace, answers, i, outputs);
                for (int mask = 0; mask < outputs.size(); mask++) {
                    int output = outputs.get(mask);
                    shown.accept(
                            new DecodedMask(part.first() + i, output, iou.get(0, output), Wanted.mask(drawn, mask)));
                }
            }
        }
    }

    private static Tensor draw(Workplace workplace, Map<String, Tensor> answers, int prompt, List<Integer> outputs) {
        Tensor weights = answers.get(DecoderNames.MASK_WEIGHTS).slice(prompt, prompt + 1);
        Map<String, Tensor> inputs = Map.of(
                DecoderNames.FINAL_TOKENS,
                answers.get(DecoderNames.FINAL_TOKENS).slice(prompt, prompt + 1),
                DecoderNames.MASK_WEIGHTS,
                rows(weights.reshape(weights.dim(1), weights.dim(2)), outputs));
        return workplace
                .drawing
                .run(inputs, Map.of(DecoderNames.PROMPTS, 1, DecoderNames.WANTED_MASKS, outputs.size()))
                .get(DecoderNames.MASKS);
    }

    private static Tensor rows(Tensor table, List<Integer> chosen) {
        return Tensor.create(
                (FloatBuffer rows) ->
                        chosen.forEach(row -> rows.put(table.slice(row, row + 1).data())),
                1,
                chosen.size(),
                table.dim(1));
    }

    @Override
    public void close() {
        image.close();
        prompt.close();
        masks.close();
    }
}
