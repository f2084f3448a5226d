package org.samdeblur.evaluation.blur;

/**
 * What a camera makes of light: samples are its (1/gamma)th power. Both ways go by tables, since powers would take longer than the
 * blur between them. Immutable; safe for use by many threads.
 */
final class Response {
    private static final int STEPS = 255;
    /** So many of a float's highest bits, its sign among them, find the table's entry; the others lie between two. */
    private static final int LOWER_BITS = 15;

    private static final float LOWER_PART = 1f / (1 << LOWER_BITS);

    private final double gamma;
    private final float[] lightOfSteps = new float[STEPS + 1];
    private final float[] samples;

    Response(double gamma) {
        this.gamma = gamma;
        for (int step = 0; step <= STEPS; step++) {
            lightOfSteps[step] = light((float) step / STEPS);
        }
        samples = new float[(Float.floatToIntBits(1) >> LOWER_BITS) + 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) Math.pow(Float.intBitsToFloat(i << LOWER_BITS), 1 / gamma);
        }
    }

    private float light(float sample) {
        return (float) Math.pow(sample, gamma);
    }

    /** Turns samples in [0, 1] into light; most are of 8 bits. */
    void expose(float[] values) {
        for (int i = 0; i < values.length; i++) {
            int step = Math.round(values[i] * STEPS);
            boolean isStep = step >= 0 && step <= STEPS && values[i] == (float) step / STEPS;
            values[i] = isStep ? lightOfSteps[step] : light(values[i]);
        }
    }

    /** Turns light into samples, what rounding has brought beyond [0, 1] into black and white; relative errors are below 1e-6. */
    void develop(float[] values) {
        for (int i = 0; i < values.length; i++) {
            int bits = Float.floatToIntBits(Math.min(Math.max(values[i], 0), 1));
            int entry = bits >> LOWER_BITS;
            float part = (bits & (1 << LOWER_BITS) - 1) * LOWER_PART;
            values[i] = samples[entry] + part * (samples[entry + 1] - samples[entry]);
        }
    }
}
