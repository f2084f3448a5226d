package org.samdeblur.networks.sam.automatic;

/** Hears of a mask's pixels in the image span by span, row by row; spans end before {@code to}. */
interface SpanVisitor {
    /** Pixels that are all of one kind, by the number that the visitor knows it by. */
    void decided(int y, int from, int to, int kind);

    /** Pixels with their logits, numbered by columns. */
    void computed(int y, int from, int to, float[] values);
}
