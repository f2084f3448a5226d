package org.samdeblur.networks.sam.automatic;

import java.util.Arrays;
import java.util.Random;
import org.samdeblur.api.Tensor;

/** Logits of masks as a decoder might draw them. */
final class Logits {
    private Logits() {}

    static Tensor constant(int size, float value) {
        float[] logits = new float[size * size];
        Arrays.fill(logits, value);
        return Tensor.of(logits, size, size);
    }

    /** Noise, averaged so often over neighbours that shapes appear, with a spread of about 2. */
    static float[] random(int size, int smoothness, Random random) {
        float[] logits = new float[size * size];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (2 * random.nextGaussian()) * (1 + smoothness);
        }
        for (int pass = 0; pass < smoothness; pass++) {
            float[] before = logits.clone();
            for (int i = 0; i < logits.length; i++) {
                int x = i % size;
                int y = i / size;
                logits[i] = (before[i]
                                + before[y * size + Math.max(x - 1, 0)]
                                + before[y * size + Math.min(x + 1, size - 1)]
                                + before[Math.max(y - 1, 0) * size + x]
                                + before[Math.min(y + 1, size - 1) * size + x])
                        / 5;
            }
        }
        return logits;
    }
}
