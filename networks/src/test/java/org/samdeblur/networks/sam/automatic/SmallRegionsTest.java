package org.samdeblur.networks.sam.automatic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.Box;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskDetails;

/** Holes filled, islands dropped. */
class SmallRegionsTest {
    @Property(tries = 2000)
    void cleansAsFloodingDoes(
            @ForAll @IntRange(min = 1, max = 14) int height,
            @ForAll @IntRange(min = 1, max = 14) int width,
            @ForAll @IntRange(max = 100) int percentInside,
            @ForAll @IntRange(min = 1, max = 30) int leastArea,
            @ForAll long seed) {
        Random random = new Random(seed);
        boolean[] inside = new boolean[height * width];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = random.nextInt(100) < percentInside;
        }
        boolean[] expected = inside.clone();

        boolean changed = fillSmallHoles(expected, height, width, leastArea);
        changed |= dropSmallIslands(expected, height, width, leastArea);
        SmallRegions.Cleaned cleaned = new SmallRegions(leastArea).clean(Mask.of(new ImageSize(height, width), inside));

        assertEquals(Mask.of(new ImageSize(height, width), expected), cleaned.mask());
        assertEquals(changed, cleaned.changed());
    }

    private static boolean fillSmallHoles(boolean[] inside, int height, int width, int leastArea) {
        boolean changed = false;
        for (List<Integer> hole : flood(inside, false, height, width)) {
            if (hole.size() < leastArea) {
                hole.forEach(pixel -> inside[pixel] = true);
                changed = true;
            }
        }
        return changed;
    }

    private static boolean dropSmallIslands(boolean[] inside, int height, int width, int leastArea) {
        List<List<Integer>> islands = flood(inside, true, height, width);
        List<Integer> largest = List.of();
        for (List<Integer> island : islands) {
            largest = island.size() > largest.size() ? island : largest;
        }
        boolean allSmall = largest.size() < leastArea;
        boolean changed = false;
        for (List<Integer> island : islands) {
            if (island.size() < leastArea) {
                changed = true;
                if (!allSmall || island != largest) {
                    island.forEach(pixel -> inside[pixel] = false);
                }
            }
        }
        return changed;
    }

    /** Regions by sides and corners, in the order of their first blocks of two by two pixels. */
    private static List<List<Integer>> flood(boolean[] inside, boolean which, int height, int width) {
        boolean[] seen = new boolean[inside.length];
        List<List<Integer>> regions = new ArrayList<>();
        for (int blockRow = 0; blockRow < height; blockRow += 2) {
            for (int blockColumn = 0; blockColumn < width; blockColumn += 2) {
                for (int y = blockRow; y < Math.min(blockRow + 2, height); y++) {
                    for (int x = blockColumn; x < Math.min(blockColumn + 2, width); x++) {
                        if (inside[y * width + x] == which && !seen[y * width + x]) {
                            regions.add(floodFrom(y * width + x, inside, seen, height, width));
                        }
                    }
                }
            }
        }
        return regions;
    }

    private static List<Integer> floodFrom(int start, boolean[] inside, boolean[] seen, int height, int width) {
        List<Integer> region = new ArrayList<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(start));
        seen[start] = true;
        while (!open.isEmpty()) {
            int pixel = open.pop();
            region.add(pixel);
            for (int y = Math.max(pixel / width - 1, 0); y <= Math.min(pixel / width + 1, height - 1); y++) {
                for (int x = Math.max(pixel % width - 1, 0); x <= Math.min(pixel % width + 1, width - 1); x++) {
                    int next = y * width + x;
                    if (inside[next] == inside[start] && !seen[next]) {
                        seen[next] = true;
                        open.push(next);
                    }
                }
            }
        }
        return region;
    }

    @Test
    void aCornerOfTheImageIsAHoleToo() {
        Mask mask = Mask.ofRuns(new ImageSize(4, 4), 1, 15);

        SmallRegions.Cleaned cleaned = new SmallRegions(2).clean(mask);

        assertEquals(Mask.ofRuns(new ImageSize(4, 4), 0, 16), cleaned.mask());
        assertTrue(cleaned.changed());
    }

    @Test
    void aMaskOfOneSmallIslandStaysAndCountsAsChanged() {
        Mask mask = Mask.ofRuns(new ImageSize(4, 4), 5, 2);

        SmallRegions.Cleaned cleaned = new SmallRegions(3).clean(mask);

        assertEquals(mask, cleaned.mask());
        assertTrue(cleaned.changed());
    }

    @Test
    void whatHasNoSmallRegionStaysWithItsDetails() {
        MaskDetails details = MaskDetails.builder(new Box(0, 0, 4, 4))
                .predictedIou(0.9)
                .stabilityScore(0.8)
                .point(1, 2)
                .build();
        Mask mask = Mask.ofRuns(new ImageSize(4, 4), 0, 8).withDetails(details);

        SmallRegions.Cleaned cleaned = new SmallRegions(8).clean(mask);

        assertFalse(cleaned.changed());
        assertEquals(details, cleaned.mask().details().orElseThrow());
    }

    @Test
    void anEmptyMaskStaysEmpty() {
        assertEquals(
                Mask.ofRuns(new ImageSize(9, 9)),
                new SmallRegions(20).clean(Mask.ofRuns(new ImageSize(9, 9))).mask());
    }
}
