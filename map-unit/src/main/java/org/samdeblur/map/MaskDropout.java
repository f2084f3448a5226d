package org.samdeblur.map;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;

/**
 * Empties some of the masks during training, so that a network does not rely on any of them (SAM-Deblur, section
 * 2.3). Pixels that no other mask covers become part of the uncovered region.
 *
 * <p>Immutable; safe for use by multiple threads.
 *
 * @param probability the share p of masks to empty, in [0, 1]: {@code floor(p·N)} of N masks
 * @since 0.1.0
 */
public record MaskDropout(double probability) implements Serializable {
    /**
     * Checks the probability.
     *
     * @param probability the share of masks to empty
     * @throws IllegalArgumentException if it is out of range
     */
    public MaskDropout {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a dropout probability must be in [0, 1], not " + probability);
        }
    }

    /** Creates a dropout that empties half of the masks, as in the paper. */
    public MaskDropout() {
        this(0.5);
    }

    /**
     * Empties masks, which are drawn at random without replacement.
     *
     * @param masks the masks
     * @param seed determines the draw, together with the number of masks
     * @return the same number of masks in the same order, with the drawn ones empty
     */
    public MaskSet apply(MaskSet masks, long seed) {
        Mask none = Mask.ofRuns(masks.imageSize());
        List<Mask> remaining = new ArrayList<>(masks.masks());
        for (int drawn : draw(masks.size(), new SplittableRandom(seed))) {
            remaining.set(drawn, none);
        }
        return MaskSet.of(masks.imageSize(), remaining);
    }

    /** Returns the first elements of a random permutation. */
    private int[] draw(int masks, SplittableRandom random) {
        int[] order = new int[masks];
        int[] drawn = new int[(int) Math.floor(probability * masks)];
        for (int i = 0; i < masks; i++) {
            order[i] = i;
        }
        for (int i = 0; i < drawn.length; i++) {
            int at = random.nextInt(i, masks);
            drawn[i] = order[at];
            order[at] = order[i];
        }
        return drawn;
    }
}
