package org.samdeblur.evaluation.blur;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DepthRampTest {
    private static final int HEIGHT = 30;
    private static final int WIDTH = 40;

    /** Black laid over white: how far each pixel is. */
    private static float[] laid(DepthRamp nearness) {
        float[][] near = {new float[HEIGHT * WIDTH]};
        float[][] far = {new float[HEIGHT * WIDTH]};
        Arrays.fill(near[0], 1);
        nearness.blend(near, far, HEIGHT, WIDTH);
        return near[0];
    }

    @Test
    void aRampGoesFromTheFarSideToTheNearOne() {
        float[] down = laid(new DepthRamp(0, 1, 0.5));

        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                assertEquals((y + 0.5) / HEIGHT, down[y * WIDTH + x], 1e-6);
            }
        }
        float[] right = laid(new DepthRamp(2, 0, 0.5));
        assertEquals(0, right[WIDTH / 4 - 1]);
        assertEquals(0.5, right[WIDTH / 2], 0.03);
        assertEquals(1, right[WIDTH - WIDTH / 4]);
    }

    @Property
    void everyRampHasNearAndFarParts(@ForAll long seed) {
        float[] near = laid(DepthRamp.draw(new SplittableRandom(seed)));

        float nearest = 0;
        float farthest = 1;
        for (float value : near) {
            assertTrue(value >= 0 && value <= 1, value + " in [0, 1]");
            nearest = Math.max(nearest, value);
            farthest = Math.min(farthest, value);
        }
        assertTrue(nearest - farthest > 0.4, farthest + " to " + nearest);
    }
}
