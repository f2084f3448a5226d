package org.samdeblur.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;

class MaskDropoutTest {
    /** Every pixel is a mask. */
    private static MaskSet pixels(int masks) {
        return MaskSet.ofLabels(
                new ImageSize(1, masks), IntStream.range(0, masks).toArray());
    }

    @Property
    void emptiesTheFloorOfItsShareAndLeavesTheRestInPlace(
            @ForAll @IntRange(min = 1, max = 50) int masks,
            @ForAll @DoubleRange(max = 1) double probability,
            @ForAll long seed) {
        MaskSet before = pixels(masks);

        MaskSet after = new MaskDropout(probability).apply(before, seed);

        assertEquals(masks, after.size());
        long emptied = after.masks().stream().filter(mask -> mask.area() == 0).count();
        assertEquals((long) Math.floor(probability * masks), emptied);
        for (int i = 0; i < masks; i++) {
            boolean isEmpty = after.masks().get(i).area() == 0;
            assertTrue(isEmpty || after.masks().get(i).equals(before.masks().get(i)));
        }
    }

    @Test
    void theSeedDecides() {
        MaskDropout half = new MaskDropout();

        assertEquals(half.apply(pixels(40), 7), half.apply(pixels(40), 7));
        assertNotEquals(half.apply(pixels(40), 7), half.apply(pixels(40), 8));
    }

    @Test
    void everyMaskIsDrawnAboutAsOften() {
        int draws = 4000;
        int[] kept = new int[10];
        LongStream.range(0, draws)
                .mapToObj(seed -> new MaskDropout(0.3).apply(pixels(10), seed))
                .forEach(masks -> IntStream.range(0, 10)
                        .forEach(i -> kept[i] += masks.masks().get(i).area()));

        // seven standard deviations around what is expected
        for (int times : kept) {
            assertEquals(0.7 * draws, times, 7 * Math.sqrt(draws * 0.3 * 0.7));
        }
    }

    @Test
    void pixelsOfDroppedMasksBecomeUncovered() {
        MaskSet none = new MaskDropout(1).apply(pixels(3), 1);

        assertTrue(IntStream.of(none.labels().orElseThrow().toArray()).allMatch(label -> label == MaskSet.UNCOVERED));
    }

    @Test
    void refusesProbabilitiesOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> new MaskDropout(-0.1));
        assertThrows(IllegalArgumentException.class, () -> new MaskDropout(1.1));
        assertThrows(IllegalArgumentException.class, () -> new MaskDropout(Double.NaN));
    }
}
