package org.samdeblur.evaluation;

import java.io.Serializable;

/**
 * Mode collapse as SAM-Deblur defines it: the output is further from the sharp image than the blurred input is, by
 * more than a threshold,
 *
 * <pre>{@code
 * PSNR(blurred, truth) − PSNR(output, truth) > threshold
 * }</pre>
 *
 * <p>The mode collapse rate, MCR, is the share of such images. The paper's threshold is 3 dB. The PSNR of an input
 * that equals the sharp image is infinite, so any change to such an input counts as collapse.
 *
 * @param threshold decibels, finite and at least 0
 * @since 0.1.0
 */
public record ModeCollapse(double threshold) implements Serializable {
    /** The paper's threshold: a loss of more than 3 dB. */
    public static final ModeCollapse PUBLISHED = new ModeCollapse(3);

    /**
     * Checks the threshold.
     *
     * @param threshold decibels
     * @throws IllegalArgumentException if the threshold is negative or not finite
     */
    public ModeCollapse {
        if (!(threshold >= 0 && threshold < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the threshold of mode collapse must be 0 dB or more, not " + threshold);
        }
    }

    /**
     * Returns whether an output has collapsed.
     *
     * @param blurred the figures of the blurred input
     * @param output the figures of the output, compared with the same sharp image
     * @return true if more than the threshold is lost
     */
    public boolean between(Fidelity blurred, Fidelity output) {
        return between(blurred.psnr(), output.psnr());
    }

    /**
     * Returns whether an output has collapsed, given only the PSNR.
     *
     * @param blurred the PSNR of the blurred input in decibels
     * @param output the PSNR of the output in decibels, compared with the same sharp image
     * @return true if more than the threshold is lost
     */
    public boolean between(double blurred, double output) {
        return Psnr.gain(blurred, output) < -threshold;
    }
}
