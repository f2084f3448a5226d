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
    private static final float NO_POINT = -1;

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
        Arrays.fill(noPoints, NO_POINT);
        return new PromptBatch(Tensor.zeros(size(), 1, 2), Tensor.of(noPoints, size(), 1), mask);
    }

    /**
     * The same prompts with so many points each: points that stand for none are added at the end, or left out there.
     *
     * @throws IllegalArgumentException if there are more points than that
     */
    PromptBatch ofPoints(int count) {
        int given = coordinates.dim(1);
        if (given == count) {
            return this;
        }
        float[] places = new float[2 * size() * count];
        float[] kinds = new float[size() * count];
        Arrays.fill(kinds, NO_POINT);
        for (int prompt = 0; prompt < size(); prompt++) {
            for (int point = 0; point < given; point++) {
                float kind = labels.get(prompt, point);
                if (point < count) {
                    places[2 * (prompt * count + point)] = coordinates.get(prompt, point, 0);
                    places[2 * (prompt * count + point) + 1] = coordinates.get(prompt, point, 1);
                    kinds[prompt * count + point] = kind;
                } else if (kind != NO_POINT) {
                    throw new IllegalArgumentException("this export of a mask decoder takes prompts of " + count
                            + " points, a box being two; export it for any number, or point less often");
                }
            }
        }
        return new PromptBatch(Tensor.of(places, size(), count, 2), Tensor.of(kinds, size(), count), mask);
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
