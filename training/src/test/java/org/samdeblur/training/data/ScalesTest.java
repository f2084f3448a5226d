package org.samdeblur.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScalesTest {
    /** Halving is as likely as doubling. */
    @Test
    void theLogarithmOfTheFactorIsUniform() {
        Scales scales = new Scales(0.5, 2);
        SplittableRandom random = new SplittableRandom(1);
        int reducing = 0;
        for (int i = 0; i < 1000; i++) {
            double factor = scales.draw(random);
            assertTrue(factor >= 0.5 && factor <= 2, "" + factor);
            reducing += factor < 1 ? 1 : 0;
        }

        // four standard deviations of the binomial distribution
        assertEquals(500, reducing, 64);
    }

    @Test
    void oneFactorNeedsNoDrawing() {
        SplittableRandom random = new SplittableRandom(1);

        assertEquals(1, Scales.NONE.draw(random));
        assertEquals(new SplittableRandom(1).nextLong(), random.nextLong());
    }

    @Test
    void factorsOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Scales(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Scales(2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Scales(1, Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> new Scales(Double.NaN, 1));
    }
}
