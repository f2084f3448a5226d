package org.samdeblur.evaluation;

import java.util.List;
import org.samdeblur.api.LabelMap;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;

/**
 * How well masks cover the regions that people see in an image: the segmentation covering of Arbelaez, Maire, Fowlkes and
 * Malik (<em>Contour Detection and Hierarchical Image Segmentation</em>, TPAMI 2011, section 3.3). With the regions
 * {@code R} of a person's segmentation, {@code N} pixels in total, and the masks {@code M},
 *
 * <pre>{@code
 * covering = 1 / N · sum over R of |R| · max over M of |R ∩ M| / |R ∪ M|
 * }</pre>
 *
 * <p>If several people have segmented the image, the result is the mean over people. It is in [0, 1], and 1 if every
 * region is a mask. Regions do not overlap. Masks may overlap, and need not cover the image, so that masks of Segment
 * Anything can be measured too. Additional masks never lower the result. Safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class SegmentationCovering {
    private SegmentationCovering() {}

    /**
     * Compares masks with the segmentations of several people.
     *
     * @param masks the masks
     * @param people the regions of each person, which do not overlap; at least one person
     * @return the mean covering, in [0, 1]
     * @throws IllegalArgumentException if the list is empty, and as for {@link #of(MaskSet, MaskSet)}
     */
    public static double of(MaskSet masks, List<MaskSet> people) {
        return people.stream()
                .mapToDouble(regions -> of(masks, regions))
                .average()
                .orElseThrow(() -> new IllegalArgumentException("there is no segmentation to compare with"));
    }

    /**
     * Compares masks with the segmentation of one person.
     *
     * @param masks the masks; may overlap, may be empty
     * @param regions the person's regions; pixels outside all regions are ignored
     * @return the covering, in [0, 1]
     * @throws IllegalArgumentException if the sizes differ, or if regions overlap or are all empty
     */
    public static double of(MaskSet masks, MaskSet regions) {
        requireSameSize(masks, regions);
        LabelMap labels = regions.labels()
                .orElseThrow(() -> new IllegalArgumentException("the regions to cover overlap: " + regions));
        int[] areas = regions.masks().stream().mapToInt(Mask::area).toArray();
        double[] best = new double[areas.length];
        for (Mask mask : masks.masks()) {
            int[] shared = sharedPixels(mask, labels, areas.length);
            int area = mask.area();
            for (int region = 0; region < areas.length; region++) {
                if (shared[region] > 0) {
                    int union = area + areas[region] - shared[region];
                    best[region] = Math.max(best[region], (double) shared[region] / union);
                }
            }
        }
        return weightedMean(best, areas, regions);
    }

    private static void requireSameSize(MaskSet masks, MaskSet regions) {
        if (masks.height() != regions.height() || masks.width() != regions.width()) {
            throw new IllegalArgumentException("cannot compare " + masks + " with " + regions + ": their sizes differ");
        }
    }

    private static int[] sharedPixels(Mask mask, LabelMap labels, int regions) {
        int[] shared = new int[regions];
        mask.forEachRun((from, to) -> {
            for (int pixel = from; pixel < to; pixel++) {
                if (labels.at(pixel) != MaskSet.UNCOVERED) {
                    shared[labels.at(pixel)]++;
                }
            }
        });
        return shared;
    }

    private static double weightedMean(double[] values, int[] weights, MaskSet regions) {
        double sum = 0;
        long weight = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
            weight += weights[i];
        }
        if (weight == 0) {
            throw new IllegalArgumentException("there is no region to cover in " + regions);
        }
        return sum / weight;
    }
}
