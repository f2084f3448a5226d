package org.samdeblur.api.finish;

/** The colours of an image, read row by row. */
@FunctionalInterface
public interface ColourRows {
    /**
     * Reads a row of one channel.
     *
     * @param channel 0 for red, 1 for green, 2 for blue
     * @param y the row
     * @param values receives a value for each column, 0 for black and 1 for white
     */
    void read(int channel, int y, float[] values);
}
