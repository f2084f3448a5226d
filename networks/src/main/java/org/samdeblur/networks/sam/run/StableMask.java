package org.samdeblur.networks.sam.run;

import java.nio.FloatBuffer;
import org.samdeblur.api.Tensor;

/**
 * The rule by which SAM 2 gives the mask for unambiguous prompts only if it is stable, and else the best of the others (Ravi et al.,
 * SAM 2, 2024, appendix D; {@code dynamic_multimask_via_stability} in the published code).
 */
final class StableMask {
    private static final float DELTA = 0.05f;
    private static final float LEAST_STABILITY = 0.98f;

    private StableMask() {}

    /** Returns whether hardly any logit lies near the threshold. An empty mask is stable. */
    static boolean isStable(Tensor logits) {
        FloatBuffer values = logits.data();
        int above = 0;
        int notBelow = 0;
        while (values.hasRemaining()) {
            float logit = values.get();
            above += logit > DELTA ? 1 : 0;
            notBelow += logit > -DELTA ? 1 : 0;
        }
        return notBelow == 0 || (float) above / notBelow >= LEAST_STABILITY;
    }
}
