package org.samdeblur.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;

/** How well masks cover regions: exact examples, and laws. */
class SegmentationCoveringTest {
    private static final int HEIGHT = 3;
    private static final int WIDTH = 4;

    /** A region of 6 pixels at the left, of 4 at the upper right, of 2 below. */
    private static final MaskSet REGIONS = labels("aabb", "aabb", "aacc");

    private static MaskSet labels(String... rows) {
        int[] labels = String.join("", rows)
                .chars()
                .map(letter -> letter == '.' ? MaskSet.UNCOVERED : letter - 'a')
                .toArray();
        return MaskSet.ofLabels(new ImageSize(rows.length, rows[0].length()), labels);
    }

    private static MaskSet masks(String... each) {
        List<Mask> masks = new ArrayList<>();
        for (String rows : each) {
            boolean[] inside = new boolean[HEIGHT * WIDTH];
            for (int pixel = 0; pixel < inside.length; pixel++) {
                inside[pixel] = rows.replace(" ", "").charAt(pixel) == '#';
            }
            masks.add(Mask.of(new ImageSize(HEIGHT, WIDTH), inside));
        }
        return MaskSet.of(new ImageSize(HEIGHT, WIDTH), masks);
    }

    @Test
    void everyRegionIsCoveredByTheMaskThatFitsItBest() {
        MaskSet masks = masks("##.. ##.. ....", "..## ..## ..##", ".... ##.. ##..");

        // 6 pixels by 4/6 (twice over), 4 pixels by 4/6, 2 pixels by 2/6
        assertEquals((6 * 4 / 6.0 + 4 * 4 / 6.0 + 2 * 2 / 6.0) / 12, SegmentationCovering.of(masks, REGIONS), 1e-15);
    }

    @Test
    void oneMaskMayCoverManyRegionsAndMasksMayOverlap() {
        MaskSet masks = masks("#### #### ####", "..## ..## ....");

        assertEquals((6 * 6 / 12.0 + 4 * 1 + 2 * 2 / 12.0) / 12, SegmentationCovering.of(masks, REGIONS), 1e-15);
    }

    @Test
    void pixelsOutsideAllRegionsDoNotWeigh() {
        MaskSet regions = labels("aa..", "aa..", "..bb");

        assertEquals(4 / 6.0, SegmentationCovering.of(masks("##.. ##.. ...."), regions), 1e-15);
    }

    @Test
    void nothingCoversNothing() {
        assertEquals(0, SegmentationCovering.of(MaskSet.empty(new ImageSize(HEIGHT, WIDTH)), REGIONS));
    }

    @Test
    void emptyMasksAndEmptyRegionsMakeNoDifference() {
        MaskSet withEmptyRegion = labels("aabb", "aabb", "aadd");

        assertEquals(
                SegmentationCovering.of(masks("#### #### ####"), REGIONS),
                SegmentationCovering.of(masks("#### #### ####", ".... .... ...."), withEmptyRegion));
    }

    @Test
    void severalPeopleCountAlike() {
        MaskSet coarse = labels("aaaa", "aaaa", "aaaa");
        MaskSet masks = masks("#### #### ####");

        double mean = (1 + SegmentationCovering.of(masks, REGIONS)) / 2;

        assertEquals(mean, SegmentationCovering.of(masks, List.of(coarse, REGIONS)), 1e-15);
    }

    @Property(tries = 200)
    void regionsCoverThemselvesWholly(@ForAll("labelMaps") MaskSet regions) {
        assertEquals(1, SegmentationCovering.of(regions, regions), 1e-12);
    }

    @Property(tries = 200)
    void theWholeImageCoversRegionsByTheirShares(@ForAll("labelMaps") MaskSet regions) {
        double squares = regions.masks().stream()
                .mapToDouble(region -> Math.pow((double) region.area() / (HEIGHT * WIDTH), 2))
                .sum();

        assertEquals(squares, SegmentationCovering.of(masks("#### #### ####"), regions), 1e-12);
    }

    @Property(tries = 200)
    void moreMasksNeverCoverLess(
            @ForAll("labelMaps") MaskSet regions, @ForAll("labelMaps") MaskSet a, @ForAll("labelMaps") MaskSet b) {
        List<Mask> both = new ArrayList<>(a.masks());
        both.addAll(b.masks());

        double alone = SegmentationCovering.of(a, regions);
        double together = SegmentationCovering.of(MaskSet.of(new ImageSize(HEIGHT, WIDTH), both), regions);

        assertTrue(
                0 < alone && alone <= together && together <= 1 + 1e-12, alone + " alone, " + together + " together");
    }

    @Property(tries = 200)
    void theOrderOfMasksMakesNoDifference(@ForAll("labelMaps") MaskSet regions, @ForAll("labelMaps") MaskSet found) {
        List<Mask> reversed = new ArrayList<>(found.masks());
        Collections.reverse(reversed);

        assertEquals(
                SegmentationCovering.of(found, regions),
                SegmentationCovering.of(MaskSet.of(new ImageSize(HEIGHT, WIDTH), reversed), regions));
    }

    @Provide
    Arbitrary<MaskSet> labelMaps() {
        return Arbitraries.integers()
                .between(0, 4)
                .array(int[].class)
                .ofSize(HEIGHT * WIDTH)
                .map(labels -> MaskSet.ofLabels(new ImageSize(HEIGHT, WIDTH), labels));
    }

    @Test
    void refusesImagesThatCannotBeCompared() {
        assertRefused(
                "cannot compare MaskSet[0 masks, 3×4] with MaskSet[3 masks, 4×3]: their sizes differ",
                MaskSet.empty(new ImageSize(WIDTH, HEIGHT)),
                REGIONS);
        assertRefused(
                "the regions to cover overlap: MaskSet[2 masks, 4×3]",
                REGIONS,
                masks("##.. ##.. ....", ".... ##.. ##.."));
        assertRefused(
                "there is no region to cover in MaskSet[0 masks, 4×3]",
                REGIONS,
                MaskSet.empty(new ImageSize(HEIGHT, WIDTH)));
        Exception nobody =
                assertThrows(IllegalArgumentException.class, () -> SegmentationCovering.of(REGIONS, List.of()));
        assertEquals("there is no segmentation to compare with", nobody.getMessage());
    }

    private static void assertRefused(String message, MaskSet masks, MaskSet regions) {
        Exception refused = assertThrows(IllegalArgumentException.class, () -> SegmentationCovering.of(masks, regions));
        assertEquals(message, refused.getMessage());
    }
}
