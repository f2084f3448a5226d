package org.samdeblur.evaluation.blur;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ResponseTest {
    @Property
    void lightIsThePowerOfSamples(
            @ForAll @DoubleRange(min = 0, max = 1) double sample, @ForAll @DoubleRange(min = 1, max = 5) double gamma) {
        float[] values = {(float) sample};

        new Response(gamma).expose(values);

        assertEquals(Math.pow((float) sample, gamma), values[0], 1e-7);
    }

    @Property
    void samplesAreTheRootOfLight(
            @ForAll @DoubleRange(min = 0, max = 1) double light, @ForAll @DoubleRange(min = 1, max = 5) double gamma) {
        float[] values = {(float) light};

        new Response(gamma).develop(values);

        double expected = Math.pow((float) light, 1 / gamma);
        assertEquals(expected, values[0], 2e-6 * expected);
    }

    @Property
    void stepsOfEightBitsComeBack(@ForAll @DoubleRange(min = 1, max = 5) double gamma) {
        Response response = new Response(gamma);
        float[] values = new float[256];
        for (int step = 0; step < 256; step++) {
            values[step] = step / 255f;
        }

        response.expose(values);
        response.develop(values);

        for (int step = 0; step < 256; step++) {
            assertEquals(step, 255 * values[step], 1e-3);
        }
    }

    @Test
    void whatRoundingBroughtBeyondTheRangeIsBlackOrWhite() {
        float[] values = {-1e-6f, 1.000001f};

        new Response(2.2).develop(values);

        assertEquals(0, values[0]);
        assertEquals(1, values[1]);
    }
}
