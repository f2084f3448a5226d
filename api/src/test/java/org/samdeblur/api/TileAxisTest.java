package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TileAxisTest {
    @Test
    void aWholeAxisIsOneTileOfWeightOne() {
        TileAxis axis = TileAxis.whole(5);

        assertArrayEquals(new int[] {0}, axis.starts());
        assertArrayEquals(new float[] {1, 1, 1, 1, 1}, axis.weights()[0]);
    }

    @Test
    void theLastTileIsMovedBackToEndWithTheAxis() {
        TileAxis axis = TileAxis.cut(100, 40, 8, 4);

        assertArrayEquals(new int[] {0, 32, 60}, axis.starts());
    }

    @Property
    void everyPixelIsCoveredByWeightsThatAddUpToOne(
            @ForAll @IntRange(min = 1, max = 8) int multiple,
            @ForAll @IntRange(min = 1, max = 12) int tileUnits,
            @ForAll @IntRange(min = 0, max = 40) int extraUnits,
            @ForAll @IntRange(min = 0, max = 47) int overlap) {
        int tile = tileUnits * multiple;
        int length = tile + extraUnits * multiple;
        TileAxis axis = TileAxis.cut(length, tile, Math.min(overlap, (tile - 1) / 2), multiple);

        double[] sum = new double[length];
        for (int t = 0; t < axis.count(); t++) {
            assertEquals(0, axis.starts()[t] % multiple);
            for (int i = 0; i < tile; i++) {
                assertTrue(axis.weights()[t][i] > 0);
                sum[axis.starts()[t] + i] += axis.weights()[t][i];
            }
        }
        for (double weight : sum) {
            assertEquals(1, weight, 1e-6);
        }
    }
}
