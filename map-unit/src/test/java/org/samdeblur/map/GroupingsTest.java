package org.samdeblur.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;
import org.samdeblur.map.files.CocoFiles;
import org.samdeblur.map.files.LabelMaps;

@Domain(MaskSets.class)
class GroupingsTest {
    @Property
    void overlayGroupsAreDisjointAndCoverTheImage(@ForAll MaskSet masks) {
        MaskSet groups = Groupings.overlay(masks);

        int area = groups.masks().stream().mapToInt(Mask::area).sum();
        assertEquals(masks.height() * masks.width(), area);
        assertTrue(groups.masks().stream().allMatch(group -> group.area() > 0));
        assertTrue(Arrays.stream(groups.labels().orElseThrow().toArray()).allMatch(label -> label >= 0));
    }

    /** The same numbers as by giving every pixel the set of masks around it, and every new set the next number. */
    @Property
    void overlayGroupsAreThePixelsCoveredByTheSameMasksInTheOrderOfTheirFirstPixels(@ForAll MaskSet masks) {
        List<boolean[]> dense = MaskSets.dense(masks);
        Map<BitSet, Integer> known = new HashMap<>();
        int[] expected = new int[masks.height() * masks.width()];
        for (int pixel = 0; pixel < expected.length; pixel++) {
            BitSet around = new BitSet();
            for (int mask = 0; mask < dense.size(); mask++) {
                around.set(mask, dense.get(mask)[pixel]);
            }
            expected[pixel] = known.computeIfAbsent(around, unseen -> known.size());
        }
        // masks that are a partition already stay as they are, in their own order
        MaskSet groups = Groupings.overlay(masks);
        if (groups != masks) {
            assertArrayEquals(expected, groups.labels().orElseThrow().toArray());
        } else {
            assertEquals(known.size(), masks.size());
        }
    }

    @Property
    void overlayOfGroupsIsThoseGroups(@ForAll MaskSet masks) {
        MaskSet groups = Groupings.overlay(masks);

        assertSame(groups, Groupings.overlay(groups));
    }

    @Test
    void overlayOfDisjointMasksAddsTheUncoveredRegionAndDropsEmptyMasks() {
        MaskSet masks = MaskSet.ofLabels(new ImageSize(1, 5), new int[] {2, 2, -1, 0, -1});

        assertArrayEquals(
                new int[] {0, 0, 1, 2, 1},
                Groupings.overlay(masks).labels().orElseThrow().toArray());
    }

    @Property
    void publishedGroupsAreThePixelsOfEqualClippedSum(@ForAll MaskSet masks) {
        List<boolean[]> dense = MaskSets.dense(masks);
        int[] codes = new int[masks.height() * masks.width()];
        for (int pixel = 0; pixel < codes.length; pixel++) {
            for (int mask = 0; mask < dense.size(); mask++) {
                codes[pixel] += dense.get(mask)[pixel] ? 2 * (mask + 1) : 0;
            }
            codes[pixel] = Math.min(codes[pixel], 255);
        }

        MaskSet groups = Groupings.published(masks);

        assertEquals(MaskSet.ofGreyCodes(masks.imageSize(), codes), groups);
        int[] labels = groups.labels().orElseThrow().toArray();
        for (int pixel = 0; pixel < codes.length; pixel++) {
            assertEquals(codes[pixel], groups.greyCode(labels[pixel]).orElseThrow());
        }
    }

    @Test
    void codesGoUpOverEvenNumbersAndDownOverOddOnes() {
        assertEquals(2, Groupings.codeOf(0));
        assertEquals(254, Groupings.codeOf(126));
        assertEquals(255, Groupings.codeOf(127));
        assertEquals(253, Groupings.codeOf(128));
        assertEquals(1, Groupings.codeOf(254));
    }

    @Test
    void publishedGroupsAreThoseOfThePublishedScripts() {
        MaskSet masks = CocoFiles.read(Golden.file("segmentation/sa1b_crops.json"));

        MaskSet groups = Groupings.published(masks);

        assertEquals(LabelMaps.read(Golden.file("segmentation/sa1b_crops_codes.png")), groups);
    }

    @Test
    void groupsFromAGreyCodeImageAreNotCodedAgain() {
        MaskSet groups = MaskSet.ofGreyCodes(new ImageSize(1, 3), new int[] {9, 0, 9});

        assertSame(groups, Groupings.published(groups));
    }

    @Test
    void noGroupingLeavesMasksAsTheyAre() {
        MaskSet masks = MaskSet.of(
                new ImageSize(1, 3),
                List.of(Mask.ofRuns(new ImageSize(1, 3), 0, 2), Mask.ofRuns(new ImageSize(1, 3), 1, 2)));

        assertSame(masks, Groupings.group(masks, Grouping.NONE));
    }
}
