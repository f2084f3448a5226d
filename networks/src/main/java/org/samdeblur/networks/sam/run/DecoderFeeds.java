package org.samdeblur.networks.sam.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Value;
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

    /** Prompts of as many points as a decoder takes, if it says how many. */
    static PromptBatch fitting(List<Value> taken, PromptBatch prompts) {
        return taken.stream()
                .filter(input -> input.name().equals(DecoderNames.POINTS))
                .flatMapToInt(input -> input.shape().get(1).size().stream())
                .mapToObj(prompts::ofPoints)
                .findFirst()
                .orElse(prompts);
    }

    /** What a decoder in the exporter's signature takes; some do without a mask, some want the image's size besides. */
    static Map<String, Tensor> all(List<Value> taken, Map<String, Tensor> image, PromptBatch prompts, SamShape shape) {
        Map<String, Tensor> inputs = new HashMap<>(image);
        inputs.put(DecoderNames.POINTS, prompts.coordinates());
        inputs.put(DecoderNames.LABELS, prompts.labels());
        inputs.put(DecoderNames.IMAGE_SIZE, Tensor.of(new float[] {shape.imageSize(), shape.imageSize()}, 2));
        inputs.keySet().retainAll(taken.stream().map(Value::name).toList());
        return inputs;
    }
}
