package org.samdeblur.evaluation.blur;

/**
 * A camera's {@linkplain Response response} to whole images. Both ways go by tables, since powers would take longer than the blur
 * between them. Immutable; safe for use by multiple threads.
 */
final class ResponseTables {
    private static final int STEPS = 255;
    /** So many of a float's highest bits, its sign among them, find the table's entry; the others lie between two. */
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

    /** Turns samples in [0, 1] into light; most are of 8 bits. */
    void expose(float[] values) {
        for (int i = 0; i < values.length; i++) {
            int step = Math.round(values[i] * STEPS);
            boolean isStep = step >= 0 && step <= STEPS && values[i] == (float) step / STEPS;
            values[i] = isStep ? lightOfSteps[step] : light(values[i]);
        }
    }

    /** Turns light into samples, what rounding has brought beyond the range into black and white; errors are below 3e-6. */
    void develop(float[] values) {
        for (int i = 0; i < values.length; i++) {
            int bits = Float.floatToIntBits(Math.min(Math.max(values[i], black), 1));
            int entry = bits >> LOWER_BITS;
            float part = (bits & (1 << LOWER_BITS) - 1) * LOWER_PART;
            values[i] = samples[entry] + part * (samples[entry + 1] - samples[entry]);
        }
    }
}
