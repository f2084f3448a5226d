package org.samdeblur.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;

class BatchesTest {
    /** Samples that tell which image and seed they were asked for. */
    private static SampleSource source(int images) {
        return new SampleSource() {
            @Override
            public int size() {
                return images;
            }

            @Override
            public Sample sample(int image, int side, long seed) {
                return new Sample(
                        Tensor.of(new float[] {image}, 1),
                        Tensor.of(new float[] {Float.intBitsToFloat((int) seed >>> 9)}, 1),
                        MaskSet.empty(new ImageSize(side, side)));
            }

            @Override
            public Sample whole(int image, long seed) {
                throw new AssertionError("training takes patches");
            }
        };
    }

    private static List<Integer> images(Batches batches, long steps) {
        List<Integer> images = new ArrayList<>();
        for (long step = 0; step < steps; step++) {
            batches.at(step).forEach(sample -> images.add((int) sample.input().get(0)));
        }
        return images;
    }

    @Property(tries = 50)
    void everyImageComesOnceInARound(
            @ForAll @IntRange(min = 1, max = 12) int count,
            @ForAll @IntRange(min = 1, max = 5) int size,
            @ForAll long seed) {
        List<Integer> images = images(new Batches(source(count), size, 4, seed), 3L * count);

        for (int round = 0; round < 3 * size; round++) {
            assertEquals(count, new HashSet<>(images.subList(round * count, (round + 1) * count)).size());
        }
    }

    @Property(tries = 50)
    void aStepDoesNotDependOnEarlierCalls(@ForAll @IntRange(max = 1000) int step, @ForAll long seed) {
        Batches asked = new Batches(source(7), 3, 4, seed);
        asked.at(step + 1);
        asked.at(0);

        assertEquals(new Batches(source(7), 3, 4, seed).at(step), asked.at(step));
    }

    @Test
    void roundsAndSeedsDifferInTheirOrder() {
        List<Integer> images = images(new Batches(source(20), 4, 4, 1), 10);

        assertNotEquals(images.subList(0, 20), images.subList(20, 40));
        assertNotEquals(images, images(new Batches(source(20), 4, 4, 2), 10));
    }

    @Test
    void everyPatchHasItsOwnSeed() {
        Batches batches = new Batches(source(1), 10, 4, 1);
        Set<Tensor> seeds = new HashSet<>();
        for (int step = 0; step < 20; step++) {
            batches.at(step).forEach(sample -> seeds.add(sample.target()));
        }

        assertEquals(200, seeds.size());
    }

    @Test
    void emptyBatchesAndPatchesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Batches(source(1), 0, 4, 1));
        assertThrows(IllegalArgumentException.class, () -> new Batches(source(1), 1, 0, 1));
    }
}
