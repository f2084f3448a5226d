package org.samdeblur.networks.sam.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.sam.graph.DecoderNames;
import org.samdeblur.networks.sam.graph.SamShape;

/** What goes into every decoder for an image. */
final class DecoderFeeds {
    private static final Tensor YES = Tensor.of(new float[] {1}, 1);
    private static final Tensor NO = Tensor.zeros(1);

    private DecoderFeeds() {}

    static Map<String, Tensor> image(Tensor embedding, Optional<Tensor> mask, SamShape shape) {
        return Map.of(
                DecoderNames.EMBEDDING,
                embedding,
                DecoderNames.MASK,
                mask.orElseGet(() -> Tensor.zeros(1, 1, shape.maskSize(), shape.maskSize())),
                DecoderNames.HAS_MASK,
                mask.isPresent() ? YES : NO);
    }

    static Map<String, Tensor> image(ImageFeatures features, Optional<Tensor> mask, SamShape shape) {
        Map<String, Tensor> inputs = new HashMap<>(features.finer());
        inputs.putAll(image(features.embedding(), mask, shape));
        return inputs;
    }

    /** What a decoder in the exporter's signature takes; some do without a mask, some want the image's size besides. */
    static Map<String, Tensor> all(Set<String> taken, Map<String, Tensor> image, PromptBatch prompts, SamShape shape) {
        Map<String, Tensor> inputs = new HashMap<>(image);
        inputs.put(DecoderNames.POINTS, prompts.coordinates());
        inputs.put(DecoderNames.LABELS, prompts.labels());
        inputs.put(DecoderNames.IMAGE_SIZE, Tensor.of(new float[] {shape.imageSize(), shape.imageSize()}, 2));
        inputs.keySet().retainAll(taken);
        return inputs;
    }
}
