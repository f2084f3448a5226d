package org.samdeblur.map;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.LabelMap;
import org.samdeblur.api.MaskSet;

/**
 * Turns overlapping masks into disjoint groups that cover the image, as the paper does for its MAP unit.
 *
 * <p>All methods work on run lengths. They need memory for a label map and the runs. Safe for use by multiple
 * threads.
 *
 * @since 0.1.0
 */
public final class Groupings {
    private static final int HIGHEST_CODE = 255;

    private Groupings() {}

    /**
     * Groups masks.
     *
     * @param masks the masks of a segmenter
     * @param grouping how masks are grouped
     * @return the groups; {@code masks} itself for {@link Grouping#NONE}
     */
    public static MaskSet group(MaskSet masks, Grouping grouping) {
        return switch (grouping) {
            case OVERLAY -> overlay(masks);
            case PUBLISHED -> published(masks);
            case NONE -> masks;
        };
    }

    /**
     * Groups pixels that are covered by the same masks. Pixels that no mask covers are one group. Groups are in the
     * order of their first pixels, row by row from the top left.
     *
     * @param masks the masks; may overlap
     * @return disjoint groups that cover the image, none of them empty; {@code masks} itself if it is already such a
     *     grouping
     */
    public static MaskSet overlay(MaskSet masks) {
        return masks.labels().map(labels -> cellsOf(labels, masks)).orElseGet(() -> new Overlay(masks).cells());
    }

    private static MaskSet cellsOf(LabelMap labels, MaskSet masks) {
        int[] cellOfLabel = new int[masks.size() + 1];
        Arrays.fill(cellOfLabel, -1);
        int cells = 0;
        for (int pixel = 0; pixel < labels.pixels(); pixel++) {
            int known = labels.at(pixel) - MaskSet.UNCOVERED;
            if (cellOfLabel[known] < 0) {
                cellOfLabel[known] = cells++;
            }
        }
        boolean covered = cellOfLabel[0] < 0;
        if (covered && cells == masks.size()) {
            return masks;
        }
        return MaskSet.ofLabels(masks.imageSize(), pixel -> cellOfLabel[labels.at(pixel) - MaskSet.UNCOVERED]);
    }

    /**
     * Numbers the sets of masks that cover the pixels of an image. A set is identified by the sum of a random 128-bit
     * number for each of its masks, so that time and memory do not depend on its size. Two sets with the same sum are
     * less likely than a memory error.
     */
    private static final class Overlay implements MaskSweep.Visitor {
        private final MaskSet masks;
        private final int[] labels;
        private final long[] low;
        private final long[] high;
        private final Map<Sum, Integer> cells = new HashMap<>();
        private long lowSum;
        private long highSum;

        private record Sum(long low, long high) {}

        Overlay(MaskSet masks) {
            this.masks = masks;
            labels = new int[masks.height() * masks.width()];
            SplittableRandom random = new SplittableRandom(masks.size());
            low = random.longs(masks.size()).toArray();
            high = random.longs(masks.size()).toArray();
        }

        MaskSet cells() {
            new MaskSweep(masks).walk(this);
            return MaskSet.ofLabels(masks.imageSize(), labels);
        }

        @Override
        public void enter(int mask) {
            lowSum += low[mask];
            highSum += high[mask];
        }

        @Override
        public void leave(int mask) {
            lowSum -= low[mask];
            highSum -= high[mask];
        }

        @Override
        public void stretch(int from, int to) {
            Arrays.fill(labels, from, to, cells.computeIfAbsent(new Sum(lowSum, highSum), unseen -> cells.size()));
        }
    }

    /**
     * Computes the groups of the paper's data sets: every mask has a {@linkplain #codeOf code}, codes of overlapping
     * masks are added and clipped to [0, 255], and all pixels with the same sum, which may be 0, are one group.
     * Groups are in ascending order of their codes, which they {@linkplain MaskSet#greyCode keep}.
     *
     * @param masks the masks in the order of the generator; may overlap
     * @return disjoint groups that cover the image; {@code masks} itself if it was made from a grey code image
     */
    public static MaskSet published(MaskSet masks) {
        boolean isCoded = masks.size() > 0 && masks.greyCode(0).isPresent();
        return isCoded ? masks : MaskSet.ofGreyCodes(masks.imageSize(), publishedCodes(masks));
    }

    /**
     * Returns the code of a mask in the published coding: even numbers from 2 upwards for the first 127 masks, odd ones
     * downwards after them; {@code 2(i+1)} for i &lt; 127, else {@code 2(255−i)−1}.
     *
     * @param index the mask's index in the order of the generator, from 0
     * @return the code; negative from the 256th mask on, according to the formula
     */
    public static int codeOf(int index) {
        return index < 127 ? 2 * (index + 1) : 2 * (255 - index) - 1;
    }

    private static int[] publishedCodes(MaskSet masks) {
        int[] codes = new int[masks.height() * masks.width()];
        new MaskSweep(masks).walk(new MaskSweep.Visitor() {
            private long sum;

            @Override
            public void enter(int mask) {
                sum += codeOf(mask);
            }

            @Override
            public void leave(int mask) {
                sum -= codeOf(mask);
            }

            @Override
            public void stretch(int from, int to) {
                Arrays.fill(codes, from, to, (int) Math.max(0, Math.min(sum, HIGHEST_CODE)));
            }
        });
        return codes;
    }
}
