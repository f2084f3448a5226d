package org.samdeblur.networks.sam.run;

import java.util.HashMap;
import java.util.Map;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.sam.graph.DecoderNames;

/** What the decoder's first stage makes of an image. May be used by multiple threads at once. */
final class ImageTokens {
    private final Map<String, Tensor> values;
    private volatile Tensor repeated;

    ImageTokens(Map<String, Tensor> values) {
        this.values = Map.copyOf(values);
        this.repeated = values.get(DecoderNames.IMAGE_TOKENS);
    }

    /** Returns the next stage's inputs, the image's tokens once for every prompt. */
    Map<String, Tensor> forPrompts(int prompts) {
        Map<String, Tensor> inputs = new HashMap<>(values);
        inputs.put(DecoderNames.IMAGE_TOKENS, tokens(prompts));
        return inputs;
    }

    private Tensor tokens(int prompts) {
        Tensor known = repeated;
        if (known.dim(0) < prompts) {
            known = repeat(values.get(DecoderNames.IMAGE_TOKENS), prompts);
            repeated = known;
        }
        return known.slice(0, prompts);
    }

    private static Tensor repeat(Tensor one, int times) {
        return Tensor.create(
                all -> {
                    for (int i = 0; i < times; i++) {
                        all.put(one.data());
                    }
                },
                times,
                one.dim(1),
                one.dim(2));
    }
}
