package org.samdeblur.networks.sam.run;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.sam.graph.DecoderNames;
import org.samdeblur.networks.sam.graph.SamGeneration;
import org.samdeblur.networks.sam.graph.SamShape;
import org.samdeblur.networks.sam.pixels.MaskFrame;

/**
 * Runs a decoder in the signature of Segment Anything's exporter: one graph, which computes everything for every prompt. It is
 * never asked without a point, which exporters do not foresee; a mask alone comes with a point that stands for none.
 */
final class ExportedMaskDecoder implements MaskDecoder {
    /** Prompts answered at once by a decoder that takes several; more are slower, as measured (docs/results.md). */
    private static final int PROMPTS_AT_ONCE = 2;

    private final SamGeneration generation;
    private final SamShape shape;
    private final List<Value> inputs;
    private final GraphSession session;
    private final int promptsAtOnce;
    private final int masks;
    private final ObjectPool<RepeatedRun> workplaces;

    private ExportedMaskDecoder(
            SamGeneration generation,
            SamShape shape,
            List<Value> inputs,
            List<Value> outputs,
            GraphSession session,
            BatchTrial trial) {
        this.generation = generation;
        this.shape = shape;
        this.inputs = inputs;
        this.session = session;
        this.masks = trial.masks();
        this.promptsAtOnce = trial.takesBatches() ? PROMPTS_AT_ONCE : 1;
        Map<String, Integer> largest = Map.of(DecoderNames.PROMPTS, promptsAtOnce, DecoderNames.ALL_MASKS, masks);
        this.workplaces = new ObjectPool<>(() -> new RepeatedRun(session, outputs, largest));
    }

    static ExportedMaskDecoder load(GraphEngine engine, Graph graph, SamGeneration generation, SamShape shape) {
        GraphSession session = engine.load(graph, Map.of());
        try {
            BatchTrial trial = BatchTrial.of(session, graph.inputs(), shape);
            return new ExportedMaskDecoder(generation, shape, graph.inputs(), graph.outputs(), session, trial);
        } catch (BackendException | InvalidModelException e) {
            session.close();
            throw new InvalidModelException("the mask decoder does not answer a prompt: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }

    @Override
    public EmbeddedImage prepare(ImageFeatures features, MaskFrame frame) {
        return new Image(features, frame);
    }

    private final class Image implements EmbeddedImage {
        private final ImageFeatures features;
        private final MaskFrame frame;

        Image(ImageFeatures features, MaskFrame frame) {
            this.features = features;
            this.frame = frame;
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
            Map<String, Tensor> image = DecoderFeeds.image(features, prompts.mask(), shape);
            workplaces.use(place -> DecoderFeeds.fitting(inputs, prompts.withAnyPoint())
                    .inParts(
                            promptsAtOnce,
                            part -> answer(
                                    place, image, part, new MaskSelection(generation, choice, iouAbove), shown)));
        }
    }

    private void answer(
            RepeatedRun place,
            Map<String, Tensor> image,
            PromptBatch.Part part,
            MaskSelection wanted,
            Consumer<DecodedMask> shown) {
        int prompts = part.prompts().size();
        Map<String, Tensor> answers = place.run(
                DecoderFeeds.all(inputs, image, part.prompts(), shape),
                Map.of(DecoderNames.PROMPTS, prompts, DecoderNames.ALL_MASKS, masks));
        for (int i = 0; i < prompts; i++) {
            Tensor iou = answers.get(DecoderNames.IOU).slice(i, i + 1);
            Tensor drawn = answers.get(DecoderNames.MASKS).slice(i, i + 1);
            for (int output : wanted.among(iou, mask -> MaskSelection.mask(drawn, mask))) {
                shown.accept(new DecodedMask(
                        part.first() + i, output, iou.get(0, output), MaskSelection.mask(drawn, output)));
            }
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
