package org.samdeblur.networks.sam.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.sam.graph.DecoderNames;
import org.samdeblur.networks.sam.graph.SamShape;

/**
 * What was found out about an exported decoder by asking it: the axes a file claims say little about what its operators take.
 *
 * @param masks how many masks it makes for every prompt
 * @param takesBatches whether it answers two prompts together as it does each by itself
 */
record BatchTrial(int masks, boolean takesBatches) {
    private static final float TOLERANCE = 1e-3f;

    /**
     * Asks.
     *
     * @param inputs what it takes
     * @throws BackendException if it does not answer even a single prompt
     * @throws InvalidModelException if its masks are of another size than they should be
     */
    static BatchTrial of(GraphSession session, List<Value> inputs, SamShape shape) {
        Map<String, Tensor> image = new HashMap<>(
                DecoderFeeds.image(pattern(shape.embeddingChannels(), shape.embeddingSize()), Optional.empty(), shape));
        inputs.stream()
                .filter(input -> DecoderNames.FINER.contains(input.name()))
                .forEach(input -> image.put(input.name(), pattern(input)));
        PromptBatch both = DecoderFeeds.fitting(inputs, corners(shape));
        Tensor[] alone = new Tensor[both.size()];
        both.inParts(
                1,
                part -> alone[part.first()] = session.run(DecoderFeeds.all(inputs, image, part.prompts(), shape))
                        .get(DecoderNames.MASKS));
        Tensor expected = Tensor.concat(alone[0], alone[1]);
        requireShape(expected, shape);
        return new BatchTrial(expected.dim(1), agrees(session, DecoderFeeds.all(inputs, image, both, shape), expected));
    }

    private static void requireShape(Tensor masks, SamShape shape) {
        if (masks.rank() != 4 || masks.dim(2) != shape.maskSize() || masks.dim(3) != shape.maskSize()) {
            throw new InvalidModelException("it makes masks " + masks + " where the embedding's size of "
                    + shape.embeddingSize() + " calls for " + shape.maskSize() + " pixels");
        }
    }

    private static boolean agrees(GraphSession session, Map<String, Tensor> inputs, Tensor expected) {
        try {
            Map<String, Tensor> answers = session.run(inputs);
            return answers.get(DecoderNames.IOU).dim(0) == expected.dim(0)
                    && isClose(expected, answers.get(DecoderNames.MASKS));
        } catch (BackendException e) {
            return false;
        }
    }

    private static boolean isClose(Tensor expected, Tensor actual) {
        if (actual.size() != expected.size()) {
            return false;
        }
        float largest = 0;
        float difference = 0;
        for (int i = 0; i < expected.size(); i++) {
            float value = expected.data().get(i);
            largest = Math.max(largest, Math.abs(value));
            difference = Math.max(difference, Math.abs(value - actual.data().get(i)));
        }
        return difference <= TOLERANCE * largest;
    }

    private static Tensor pattern(Value map) {
        return pattern(
                map.shape().get(1).size().orElseThrow(),
                map.shape().get(2).size().orElseThrow());
    }

    /** A map that is different everywhere. */
    private static Tensor pattern(int channels, int size) {
        return Tensor.create(
                values -> {
                    for (int i = 0; i < values.capacity(); i++) {
                        values.put((float) Math.sin(0.7 * i));
                    }
                },
                1,
                channels,
                size,
                size);
    }

    private static PromptBatch corners(SamShape shape) {
        float near = 0.2f * shape.imageSize();
        float far = 0.8f * shape.imageSize();
        return new PromptBatch(
                Tensor.of(new float[] {near, near, 0, 0, far, far, 0, 0}, 2, 2, 2),
                Tensor.of(new float[] {1, -1, 1, -1}, 2, 2),
                Optional.empty());
    }
}
