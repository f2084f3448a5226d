package org.samdeblur.api;

import java.io.Serializable;

/**
 * A rectangle of whole pixels.
 *
 * @param x the leftmost column
 * @param y the topmost row
 * @param width columns, 0 or more
 * @param height rows, 0 or more
 * @since 0.1.0
 */
public record Box(int x, int y, int width, int height) implements Serializable {
    /**
     * Checks the sizes.
     *
     * @param x the leftmost column
     * @param y the topmost row
     * @param width columns, 0 or more
     * @param height rows, 0 or more
     * @throws IllegalArgumentException if a size is negative
     */
    public Box {
        if (width < 0 || height < 0) {
            throw new IllegalArgumentException("a box cannot be " + width + "×" + height);
        }
    }
}
