package org.samdeblur.evaluation.blur;

/**
 * Applies a camera's {@linkplain Response response} to whole images. Both directions use tables, since computing powers
 * would take longer than the blur itself. Immutable; safe for use by multiple threads.
 */
final class ResponseTables {
    private static final int STEPS = 255;
    /**
     * The low bits of a float interpolate between two entries of the table; the higher ones are the index of the first.
     */
    private static final int LOWER_BITS = 15;

    private static final float LOWER_PART = 1f / (1 << LOWER_BITS);

    private final Response response;
    private final float[] lightOfSteps = new float[STEPS + 1];
    private final float black;
    private final float[] samples;

    ResponseTables(Response response) {
        this.response = response;
        for (int step = 0; step <= STEPS; step++) {
            lightOfSteps[step] = light((float) step / STEPS);
        }
        black = lightOfSteps[0];
        samples = new float[(Float.floatToIntBits(1) >> LOWER_BITS) + 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) response.sample(Float.intBitsToFloat(i << LOWER_BITS));
        }
    }

    private float light(float sample) {
        return (float) response.light(sample);
    }

    /** Converts samples in [0, 1] to light, in place. 8-bit samples, the most common ones, are looked up. */
    void toLight(float[] values) {
        for (int i = 0; i < values.length; i++) {
            int step = Math.round(values[i] * STEPS);
            boolean isStep = step >= 0 && step <= STEPS && values[i] == (float) step / STEPS;
            values[i] = isStep ? lightOfSteps[step] : light(values[i]);
        }
    }

    /** Converts light to samples, in place, clamped to black and white. Errors are below 3e-6. */
    void toSamples(float[] values) {
        for (int i = 0; i < values.length; i++) {
            int bits = Float.floatToIntBits(Math.min(Math.max(values[i], black), 1));
            int entry = bits >> LOWER_BITS;
            float part = (bits & (1 << LOWER_BITS) - 1) * LOWER_PART;
            values[i] = samples[entry] + part * (samples[entry + 1] - samples[entry]);
        }
    }
}
