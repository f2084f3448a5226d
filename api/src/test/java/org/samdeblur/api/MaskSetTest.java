package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MaskSetTest {
    @Property
    void labelsAndMasksAreTwoFormsOfTheSame(
            @ForAll @IntRange(min = 1, max = 8) int height,
            @ForAll @IntRange(min = 1, max = 8) int width,
            @ForAll @IntRange(max = 6) int highest,
            @ForAll long seed) {
        int[] labels =
                new Random(seed).ints((long) height * width, -1, highest + 1).toArray();
        MaskSet fromLabels = MaskSet.ofLabels(new ImageSize(height, width), labels);
        assertEquals(Arrays.stream(labels).max().orElseThrow() + 1, fromLabels.size());
        List<Mask> masks = fromLabels.masks();
        for (int i = 0; i < masks.size(); i++) {
            boolean[] inside = masks.get(i).toDense();
            for (int pixel = 0; pixel < labels.length; pixel++) {
                assertEquals(labels[pixel] == i, inside[pixel]);
            }
        }
        MaskSet fromMasks = MaskSet.of(new ImageSize(height, width), masks);
        assertArrayEquals(labels, fromMasks.labels().orElseThrow().toArray());
        assertEquals(fromLabels, fromMasks);
        assertEquals(fromLabels.hashCode(), fromMasks.hashCode());
        double covered = Arrays.stream(labels).filter(label -> label >= 0).count();
        assertEquals(covered / (height * width), fromLabels.areaShare());
    }

    @Property
    void thereAreLabelsExactlyIfNoTwoMasksOverlap(
            @ForAll @IntRange(min = 1, max = 5) int height,
            @ForAll @IntRange(min = 1, max = 5) int width,
            @ForAll @IntRange(max = 3) int masks,
            @ForAll long seed) {
        List<Mask> list = new ArrayList<>();
        int[] covers = new int[height * width];
        for (int i = 0; i < masks; i++) {
            boolean[] inside = MaskTest.dense(height * width, seed + i);
            list.add(Mask.of(new ImageSize(height, width), inside));
            IntStream.range(0, inside.length).filter(pixel -> inside[pixel]).forEach(pixel -> covers[pixel]++);
        }
        boolean isDisjoint = Arrays.stream(covers).allMatch(count -> count < 2);
        assertEquals(
                isDisjoint,
                MaskSet.of(new ImageSize(height, width), list).labels().isPresent());
    }

    @Test
    void theEmptySetCoversNothing() {
        MaskSet empty = MaskSet.empty(new ImageSize(2, 2));
        assertEquals(0, empty.size());
        assertEquals(0, empty.areaShare());
        assertArrayEquals(
                new int[] {-1, -1, -1, -1}, empty.labels().orElseThrow().toArray());
        assertEquals("MaskSet[0 masks, 2×2]", empty.toString());
    }

    @Test
    void aLabelThatIsLeftOutIsAnEmptyMask() {
        MaskSet masks = MaskSet.ofLabels(new ImageSize(1, 3), new int[] {2, 0, 2});
        assertEquals(3, masks.size());
        assertEquals(0, masks.masks().get(1).area());
    }

    @Test
    void greyCodesBecomeGroupsInTheirOrderAndAreRemembered() {
        MaskSet groups = MaskSet.ofGreyCodes(new ImageSize(2, 3), new int[] {255, 0, 7, 7, 0, 255});
        assertArrayEquals(
                new int[] {2, 0, 1, 1, 0, 2}, groups.labels().orElseThrow().toArray());
        assertEquals(OptionalInt.of(0), groups.greyCode(0));
        assertEquals(OptionalInt.of(7), groups.greyCode(1));
        assertEquals(OptionalInt.of(255), groups.greyCode(2));
        assertThrows(IndexOutOfBoundsException.class, () -> groups.greyCode(3));
        assertTrue(MaskSet.ofLabels(new ImageSize(1, 1), new int[1]).greyCode(0).isEmpty());
    }

    @Test
    void changingTheLabelsItWasMadeOfDoesNotChangeIt() {
        int[] labels = {0, 1};
        MaskSet masks = MaskSet.ofLabels(new ImageSize(1, 2), labels);
        labels[0] = 1;
        assertFalse(Arrays.equals(labels, masks.labels().orElseThrow().toArray()));
    }

    @Test
    void masksOfAnotherSizeAreRefusedByTheirNumber() {
        List<Mask> masks = List.of(Mask.ofRuns(new ImageSize(2, 3)), Mask.ofRuns(new ImageSize(3, 2)));
        assertEquals(
                "mask 1 is 2×3 pixels, the image is 3×2",
                assertThrows(InvalidMaskException.class, () -> MaskSet.of(new ImageSize(2, 3), masks))
                        .getMessage());
    }

    @Test
    void labelsAndCodesThatCannotBeAreRefused() {
        assertThrows(InvalidMaskException.class, () -> MaskSet.ofLabels(new ImageSize(2, 2), new int[3]));
        assertThrows(InvalidMaskException.class, () -> MaskSet.ofLabels(new ImageSize(1, 1), new int[] {-2}));
        assertThrows(
                InvalidMaskException.class, () -> MaskSet.ofLabels(new ImageSize(1, 1), new int[] {Integer.MAX_VALUE}));
        assertThrows(InvalidMaskException.class, () -> MaskSet.ofGreyCodes(new ImageSize(1, 1), new int[] {256}));
        assertThrows(InvalidMaskException.class, () -> MaskSet.ofGreyCodes(new ImageSize(1, 1), new int[] {-1}));
        assertThrows(InvalidMaskException.class, () -> MaskSet.empty(new ImageSize(1 << 16, 1 << 16)));
    }
}
