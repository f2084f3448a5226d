package org.samdeblur.evaluation;

import java.io.Serializable;

/**
 * When a network counts as having failed on an image altogether, instead of having deblurred it less well, in the
 * experiments of SAM-Deblur: its output is further from the truth than the blurred input was, by more than a threshold,
 *
 * <pre>{@code
 * PSNR(blurred, truth) − PSNR(output, truth) > threshold
 * }</pre>
 *
 * <p>The mode collapse rate, MCR, is the share of images on which that happens. The paper's threshold is 3 dB. An input that
 * equals the truth already has an infinite PSNR, so that any change to it counts.
 *
 * @param threshold decibels, not negative
 * @since 0.1.0
 */
public record ModeCollapse(double threshold) implements Serializable {
    /** The paper's: more than 3 dB lost. */
    public static final ModeCollapse PUBLISHED = new ModeCollapse(3);

    /**
     * Checks the threshold.
     *
     * @param threshold decibels
     * @throws IllegalArgumentException if it is negative or not a finite number
     */
    public ModeCollapse {
        if (!(threshold >= 0 && threshold < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "mode collapse is a loss of more than 0 or so many decibels, not " + threshold);
        }
    }

    /**
     * Returns whether an output has collapsed.
     *
     * @param blurred how close the blurred input comes to the truth
     * @param output how close the output comes to the same truth
     * @return true if more than the threshold is lost
     */
    public boolean between(Fidelity blurred, Fidelity output) {
        return between(blurred.psnr(), output.psnr());
    }

    /**
     * Returns whether an output has collapsed, where nothing but PSNR is at hand.
     *
     * @param blurred the PSNR of the blurred input in decibels
     * @param output that of the output, against the same truth
     * @return true if more than the threshold is lost
     */
    public boolean between(double blurred, double output) {
        return Psnr.gain(blurred, output) < -threshold;
    }
}
