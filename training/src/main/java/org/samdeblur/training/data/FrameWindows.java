package org.samdeblur.training.data;

import java.io.Serializable;
import java.util.SplittableRandom;

/**
 * The number of consecutive frames that are averaged, drawn uniformly from a range of odd numbers, and the share of
 * patches that are reduced. Immutable.
 *
 * @param shortest the fewest frames, odd; 1 frame stays unblurred
 * @param longest the most frames, odd, at most 999
 * @param reduced the share of patches, in [0, 1], that are reduced to a half, a third or a quarter
 * @since 0.1.0
 */
public record FrameWindows(int shortest, int longest, double reduced) implements Serializable {
    /** The windows of GoPro: 7 to 13 frames at 240 frames per second (Nah et al., CVPR 2017), none reduced. */
    public static final FrameWindows GOPRO = new FrameWindows(7, 13, 0);

    private static final int LARGEST_REDUCTION = 4;
    private static final int MOST = 999;

    /**
     * Checks the numbers.
     *
     * @param shortest the fewest frames
     * @param longest the most frames
     * @param reduced the share of patches that are reduced
     * @throws IllegalArgumentException if a number of frames is even, or a value is out of range
     */
    public FrameWindows {
        if (shortest < 1 || longest < shortest || longest > MOST || shortest % 2 == 0 || longest % 2 == 0) {
            throw new IllegalArgumentException("windows of frames must be odd numbers up to " + MOST
                    + ", the shorter one first, not " + shortest + " and " + longest);
        }
        if (!(reduced >= 0 && reduced <= 1)) {
            throw new IllegalArgumentException("the share of reduced patches must be in [0, 1], not " + reduced);
        }
    }

    int drawLength(SplittableRandom random) {
        return shortest + 2 * random.nextInt((longest - shortest) / 2 + 1);
    }

    /** Draws the factor by which height and width are divided. */
    int drawReduction(SplittableRandom random) {
        return random.nextDouble() < reduced ? random.nextInt(2, LARGEST_REDUCTION + 1) : 1;
    }

    int largestReduction() {
        return reduced > 0 ? LARGEST_REDUCTION : 1;
    }
}
