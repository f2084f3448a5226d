package org.samdeblur.networks.sam.graph;

import org.samdeblur.api.Tensor;

/**
 * The generations of Segment Anything, with the differences between their published code around the networks.
 *
 * @since 0.1.0
 */
public enum SamGeneration {
    /** Segment Anything (Kirillov et al., ICCV 2023), and networks distilled from it. */
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
     * Returns the default threshold for the predicted intersection over union of automatic masks.
     *
     * @return the default of {@code pred_iou_thresh} in the published generator
     */
    public double predIouThresh() {
        return predIouThresh;
    }

    /**
     * Copies logits for use as a mask prompt.
     *
     * @param logits logits of the decoder
     * @return a copy; for SAM 2, clamped to ±32 as in the published predictor
     */
    public Tensor asMaskPrompt(Tensor logits) {
        float[] values = logits.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.min(Math.max(values[i], -largestLogit), largestLogit);
        }
        return Tensor.of(values, logits.shape());
    }
}
