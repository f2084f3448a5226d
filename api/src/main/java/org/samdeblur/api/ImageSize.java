package org.samdeblur.api;

import java.io.Serializable;

/**
 * The size of an image in pixels.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @since 0.1.0
 */
public record ImageSize(int height, int width) implements Serializable {
    /**
     * Checks the sizes.
     *
     * @param height rows, at least 1
     * @param width columns, at least 1
     * @throws IllegalArgumentException if one is below 1
     */
    public ImageSize {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("an image cannot be of " + width + "×" + height + " pixels");
        }
    }

    /**
     * Rounds height and width up to the next multiple of a number.
     *
     * @param multiple the number, at least 1
     * @return the size
     * @throws ArithmeticException if the result exceeds an {@code int}
     */
    public ImageSize roundedUpTo(int multiple) {
        return new ImageSize(roundUp(height, multiple), roundUp(width, multiple));
    }

    static int roundUp(int length, int multiple) {
        return Math.multiplyExact((int) (((long) length + multiple - 1) / multiple), multiple);
    }

    /** Returns width × height, such as {@code 1280×720}. */
    @Override
    public String toString() {
        return width + "×" + height;
    }
}
