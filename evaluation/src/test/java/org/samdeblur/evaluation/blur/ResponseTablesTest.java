package org.samdeblur.evaluation.blur;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class ResponseTablesTest {
    @Property
    void lightIsThePowerOfSamples(
            @ForAll @DoubleRange(min = 0, max = 1) @Scale(9) double sample,
            @ForAll @DoubleRange(min = 1, max = 5) double gamma) {
        float[] values = {(float) sample};

        new ResponseTables(new Response.Power(gamma)).toLight(values);

        assertEquals(Math.pow((float) sample, gamma), values[0], 1e-7);
    }

    @Property
    void samplesAreTheRootOfLight(
            @ForAll @DoubleRange(min = 0, max = 1) @Scale(9) double light,
            @ForAll @DoubleRange(min = 1, max = 5) double gamma) {
        float[] values = {(float) light};

        new ResponseTables(new Response.Power(gamma)).toSamples(values);

        double expected = Math.pow((float) light, 1 / gamma);
        assertEquals(expected, values[0], 2e-6 * expected);
    }

    @Property
    void stepsOfEightBitsComeBack(@ForAll @DoubleRange(min = 1, max = 5) double gamma) {
        ResponseTables tables = new ResponseTables(new Response.Power(gamma));
        float[] values = new float[256];
        for (int step = 0; step < 256; step++) {
            values[step] = step / 255f;
        }

        tables.toLight(values);
        tables.toSamples(values);

        for (int step = 0; step < 256; step++) {
            assertEquals(step, 255 * values[step], 1e-3);
        }
    }

    @Property
    void samplesAreTheLogarithmOfLight(
            @ForAll @DoubleRange(min = 0, max = 1) @Scale(9) double sample,
            @ForAll @DoubleRange(min = 1, max = 12) double stops) {
        float[] values = {(float) sample};
        ResponseTables tables = new ResponseTables(new Response.Logarithmic(stops));

        tables.toLight(values);
        double light = values[0];
        tables.toSamples(values);

        assertEquals(Math.pow(2, ((float) sample - 1) * stops), light, 1e-6);
        assertEquals(sample, values[0], 3e-6);
    }

    @Test
    void lightBeyondTheRangeIsClamped() {
        float[] values = {-1e-6f, 1.000001f};

        new ResponseTables(Response.USUAL).toSamples(values);

        assertEquals(0, values[0]);
        assertEquals(1, values[1]);
    }
}
