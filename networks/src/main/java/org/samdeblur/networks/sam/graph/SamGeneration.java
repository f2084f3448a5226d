package org.samdeblur.networks.sam.graph;

import org.samdeblur.api.Tensor;

/**
 * The generations of Segment Anything, and what their published code does around networks that are otherwise used alike.
 *
 * @since 0.1.0
 */
public enum SamGeneration {
    /** Segment Anything (Kirillov et al., ICCV 2023), and what was distilled from it. */
    SAM(0.88, Float.POSITIVE_INFINITY),
    /** Segment Anything 2 and 2.1 (Ravi et al., SAM 2: Segment Anything in Images and Videos, 2024), on still images. */
    SAM2(0.8, 32);

    private final double predIouThresh;
    private final float largestLogit;

    SamGeneration(double predIouThresh, float largestLogit) {
        this.predIouThresh = predIouThresh;
        this.largestLogit = largestLogit;
    }

    /**
     * Returns what the predicted intersection over union of automatic masks must exceed by default.
     *
     * @return the default of {@code pred_iou_thresh} in the published generator
     */
    public double predIouThresh() {
        return predIouThresh;
    }

    /**
     * Copies logits to prompt with.
     *
     * @param logits the decoder's
     * @return a copy; SAM 2's published predictor keeps it within ±32
     */
    public Tensor asMaskPrompt(Tensor logits) {
        float[] values = logits.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.min(Math.max(values[i], -largestLogit), largestLogit);
        }
        return Tensor.of(values, logits.shape());
    }
}
