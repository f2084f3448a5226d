package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MaskTest {
    /** Random pixels, alike in runs. */
    static boolean[] dense(int pixels, long seed) {
        Random random = new Random(seed);
        double change = random.nextDouble();
        boolean[] inside = new boolean[pixels];
        boolean current = random.nextBoolean();
        for (int i = 0; i < pixels; i++) {
            current ^= random.nextDouble() < change;
            inside[i] = current;
        }
        return inside;
    }

    @Property
    void aDenseMaskComesBackFromItsRuns(
            @ForAll @IntRange(min = 1, max = 12) int height,
            @ForAll @IntRange(min = 1, max = 12) int width,
            @ForAll long seed) {
        boolean[] inside = dense(height * width, seed);
        Mask mask = Mask.of(new ImageSize(height, width), inside);
        assertArrayEquals(inside, mask.toDense());
        assertEquals(mask, Mask.ofRuns(new ImageSize(height, width), mask.counts()));
    }

    @Property
    void runsHaveOneCanonicalForm(@ForAll @Size(max = 12) List<@IntRange(max = 4) Integer> runs) {
        int[] counts = runs.stream().mapToInt(Integer::intValue).toArray();
        Mask mask = Mask.ofRuns(new ImageSize(7, 7), counts);
        boolean[] inside = new boolean[49];
        int position = 0;
        for (int i = 0; i < counts.length; position += counts[i++]) {
            Arrays.fill(inside, position, position + counts[i], i % 2 == 1);
        }
        assertEquals(Mask.of(new ImageSize(7, 7), inside), mask);
        assertEquals(Mask.of(new ImageSize(7, 7), inside).hashCode(), mask.hashCode());
        int[] canonical = mask.counts();
        assertEquals(0, canonical.length % 2);
        for (int i = 1; i < canonical.length; i++) {
            assertTrue(canonical[i] > 0);
        }
    }

    @Property
    void areaAndBoxAndRunsAgreeWithThePixels(
            @ForAll @IntRange(min = 1, max = 9) int height,
            @ForAll @IntRange(min = 1, max = 9) int width,
            @ForAll long seed) {
        boolean[] inside = dense(height * width, seed);
        Mask mask = Mask.of(new ImageSize(height, width), inside);
        int area = 0;
        int left = width;
        int top = height;
        int right = -1;
        int bottom = -1;
        for (int i = 0; i < inside.length; i++) {
            if (inside[i]) {
                area++;
                left = Math.min(left, i % width);
                right = Math.max(right, i % width);
                top = Math.min(top, i / width);
                bottom = Math.max(bottom, i / width);
            }
        }
        Box expected = area == 0 ? new Box(0, 0, 0, 0) : new Box(left, top, right - left + 1, bottom - top + 1);
        assertEquals(area, mask.area());
        assertEquals(expected, mask.boundingBox());
        List<Integer> ends = new ArrayList<>(List.of(-1));
        mask.forEachRun((from, to) -> {
            assertTrue(ends.get(ends.size() - 1) < from && from < to);
            ends.add(to);
        });
    }

    @Test
    void runsBeginOutsideAndGoOnAcrossRows() {
        Mask mask = Mask.ofRuns(new ImageSize(2, 3), 2, 2);
        assertArrayEquals(new boolean[] {false, false, true, true, false, false}, mask.toDense());
        assertEquals("Mask[3×2, area 2]", mask.toString());
    }

    @Test
    void theEmptyMaskHasNoRunsAndTheFullOneTwo() {
        assertArrayEquals(new int[0], Mask.ofRuns(new ImageSize(2, 3), 6).counts());
        assertArrayEquals(new int[0], Mask.ofRuns(new ImageSize(2, 3)).counts());
        assertArrayEquals(
                new int[] {0, 6}, Mask.ofRuns(new ImageSize(2, 3), 0, 6).counts());
    }

    @Test
    void theLargestMaskDoesNotOverflow() {
        Mask mask = Mask.ofRuns(new ImageSize(1, Integer.MAX_VALUE), 0, Integer.MAX_VALUE);
        assertEquals(Integer.MAX_VALUE, mask.area());
        assertEquals(new Box(0, 0, Integer.MAX_VALUE, 1), mask.boundingBox());
    }

    @Test
    void runsThatCannotBeAreRefused() {
        assertEquals(
                "run lengths add up to 4294967294, the image has 3×2 pixels",
                assertThrows(
                                InvalidMaskException.class,
                                () -> Mask.ofRuns(new ImageSize(2, 3), Integer.MAX_VALUE, Integer.MAX_VALUE))
                        .getMessage());
        assertThrows(InvalidMaskException.class, () -> Mask.ofRuns(new ImageSize(2, 3), 3, 4));
        assertThrows(InvalidMaskException.class, () -> Mask.ofRuns(new ImageSize(2, 3), 3, -1));
        assertThrows(InvalidMaskException.class, () -> Mask.ofRuns(new ImageSize(1 << 16, 1 << 16)));
        assertThrows(InvalidMaskException.class, () -> Mask.of(new ImageSize(2, 3), new boolean[5]));
    }

    @Test
    void detailsTravelWithTheMaskButDoNotMakeItAnother() {
        MaskDetails details = MaskDetails.builder(new Box(0, 0, 3, 2))
                .predictedIou(0.9)
                .stabilityScore(0.95)
                .point(1, 1)
                .build();
        Mask plain = Mask.ofRuns(new ImageSize(2, 3), 1, 2);
        Mask detailed = plain.withDetails(details);
        assertEquals(Optional.of(details), detailed.details());
        assertEquals(Optional.empty(), plain.details());
        assertEquals(plain, detailed);
    }

    @Test
    void countsAreACopy() {
        Mask mask = Mask.ofRuns(new ImageSize(2, 3), 1, 2);
        mask.counts()[0] = 5;
        assertArrayEquals(new int[] {1, 2}, mask.counts());
    }
}
