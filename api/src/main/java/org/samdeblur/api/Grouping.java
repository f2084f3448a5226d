package org.samdeblur.api;

/**
 * How a segmenter's masks are grouped before the MAP unit averages over them.
 *
 * @since 0.1.0
 */
public enum Grouping {
    /** Pixels covered by the same masks form one group. The groups are disjoint and cover the image. */
    OVERLAY,
    /**
     * The coding of the paper's data sets: mask i gets {@code 2(i+1)} for i &lt; 127, else {@code 2(255−i)−1}; codes of
     * overlapping masks add up, clipped to [0, 255]; pixels of equal code form one group. As {@link #OVERLAY}, apart
     * from accidental collisions of sums.
     */
    PUBLISHED,
    /** The masks as they are, overlapping, as in the paper's Algorithm 1. */
    NONE
}
