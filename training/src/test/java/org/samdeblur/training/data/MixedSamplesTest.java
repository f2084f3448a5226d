package org.samdeblur.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;

class MixedSamplesTest {
    /** A source of images of one value each. */
    private record Plain(float value, int size) implements SampleSource {
        @Override
        public Sample sample(int image, int side, long seed) {
            float[] values = new float[3 * side * side];
            Arrays.fill(values, value);
            values[0] = image;
            Tensor patch = Tensor.of(values, 3, side, side);
            return new Sample(patch, patch, MaskSet.empty(new ImageSize(side, side)));
        }

        @Override
        public Sample whole(int image, long seed) {
            return sample(image, 4, seed);
        }
    }

    private static final MixedSamples MIX = MixedSamples.of(List.of(
            new MixedSamples.Part(new Plain(0.25f, 5), 60),
            new MixedSamples.Part(new Plain(0.5f, 1), 30),
            new MixedSamples.Part(new Plain(0.75f, 9), 10)));

    @Test
    void everySourceGivesItsShareOfARound() {
        int[] taken = new int[4];
        new Batches(MIX, 200, 2, 7)
                .at(3)
                .forEach(sample -> taken[Math.round(4 * sample.input().get(1, 0, 0))]++);

        assertEquals(120, taken[1]);
        assertEquals(60, taken[2]);
        assertEquals(20, taken[3]);
    }

    @Test
    void imagesOfASourceAreDrawn() {
        long distinct = new Batches(MIX, 200, 2, 7)
                .at(0).stream()
                        .filter(sample -> sample.input().get(1, 0, 0) == 0.25f)
                        .map(sample -> sample.input().get(0, 0, 0))
                        .distinct()
                        .count();

        assertEquals(5, distinct);
        assertEquals(MIX.sample(3, 2, 11), MIX.sample(3, 2, 11));
    }

    @Test
    void aWeightIsAboveZero() {
        assertThrows(IllegalArgumentException.class, () -> new MixedSamples.Part(new Plain(0, 1), 0));
        assertThrows(IllegalArgumentException.class, () -> MixedSamples.of(List.of()));
    }
}
