package org.samdeblur.api;

/**
 * What becomes of a segmenter's masks before the MAP unit averages over them.
 *
 * @since 0.1.0
 */
public enum Grouping {
    /** The cells of the overlay of all masks: pixels covered by the same masks form one group. Disjoint, covers the image. */
    OVERLAY,
    /**
     * The coding of the paper's data sets: mask i gets {@code 2(i+1)} for i &lt; 127, else {@code 2(255−i)−1}; codes of
     * overlapping masks add up, clipped to [0, 255]; pixels of equal code form one group. As {@link #OVERLAY}, apart from
     * accidental collisions of sums.
     */
    PUBLISHED,
    /** The masks as they are, overlapping, as the paper's Algorithm 1 reads. */
    NONE
}
