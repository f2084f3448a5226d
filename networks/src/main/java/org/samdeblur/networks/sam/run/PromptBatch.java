package org.samdeblur.networks.sam.run;

import java.util.Optional;
import org.samdeblur.api.Tensor;

/**
 * Prompts for one image, each of as many points, in the form the decoder takes.
 *
 * @param coordinates {@code [B, N, 2]}: columns and rows in pixels of the encoder's input, edges and not centres of pixels being
 *     whole numbers
 * @param labels {@code [B, N]}: 1 inside, 0 outside, 2 and 3 a box's upper left and lower right corner, −1 no point. The
 *     published predictor ends prompts without a box in a point labelled −1
 * @param mask {@code [1, 1, 4E, 4E]}: logits of an earlier mask that every prompt starts from
 */
public record PromptBatch(Tensor coordinates, Tensor labels, Optional<Tensor> mask) {
    /** The number of prompts. */
    public int size() {
        return coordinates.dim(0);
    }
}
