package org.samdeblur.networks.sam.run;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.samdeblur.api.Tensor;

/**
 * Prompts for one image, each of as many points, in the form the decoder takes.
 *
 * @param coordinates {@code [B, N, 2]}: columns and rows in pixels of the encoder's input, edges and not centres of pixels being
 *     whole numbers
 * @param labels {@code [B, N]}: 1 inside, 0 outside, 2 and 3 a box's upper left and lower right corner, −1 no point. The
 *     published predictor ends points without a box in a point labelled −1
 * @param mask {@code [1, 1, 4E, 4E]}: logits of an earlier mask that every prompt starts from
 */
public record PromptBatch(Tensor coordinates, Tensor labels, Optional<Tensor> mask) {
    /**
     * Checks the shapes.
     *
     * @param coordinates {@code [B, N, 2]}
     * @param labels {@code [B, N]}
     * @param mask {@code [1, 1, 4E, 4E]}
     * @throws IllegalArgumentException if they are others, or there are neither points nor a mask
     */
    public PromptBatch {
        int[] shape = coordinates.shape();
        if (shape.length != 3
                || shape[1] == 0 && mask.isEmpty()
                || shape[2] != 2
                || !Arrays.equals(labels.shape(), Arrays.copyOf(shape, 2))) {
            throw new IllegalArgumentException(
                    "prompts are points [B, N, 2] with labels [B, N], N at least 1 without a mask, not " + coordinates
                            + " with " + labels);
        }
    }

    /**
     * Returns the number of prompts.
     *
     * @return B
     */
    public int size() {
        return coordinates.dim(0);
    }

    /** The same prompts with a point that stands for none, if they had no points. */
    PromptBatch withAnyPoint() {
        if (coordinates.dim(1) > 0) {
            return this;
        }
        float[] noPoints = new float[size()];
        Arrays.fill(noPoints, -1);
        return new PromptBatch(Tensor.zeros(size(), 1, 2), Tensor.of(noPoints, size(), 1), mask);
    }

    /** Some prompts of a batch, and the number of the first among all. */
    record Part(int first, PromptBatch prompts) {}

    /** Hands the prompts on, so many at a time. */
    void inParts(int most, Consumer<Part> work) {
        for (int from = 0; from < size(); from += most) {
            int to = Math.min(size(), from + most);
            work.accept(new Part(from, new PromptBatch(coordinates.slice(from, to), labels.slice(from, to), mask)));
        }
    }
}
