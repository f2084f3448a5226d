package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ImageSizeTest {
    @Test
    void isRoundedUpToMultiples() {
        assertEquals(new ImageSize(192, 320), new ImageSize(180, 320).roundedUpTo(16));
        assertEquals(new ImageSize(7, 5), new ImageSize(7, 5).roundedUpTo(1));
        assertEquals(new ImageSize(16, 16), new ImageSize(1, 16).roundedUpTo(16));
    }

    @Test
    void doesNotOverflowWhenItIsRoundedUp() {
        ImageSize largest = new ImageSize(Integer.MAX_VALUE, 1);

        assertThrows(ArithmeticException.class, () -> largest.roundedUpTo(16));
    }

    @Test
    void isSaidAsWidthByHeight() {
        assertEquals("320×180", new ImageSize(180, 320).toString());
    }
}
