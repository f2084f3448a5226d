package org.samdeblur.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.Tensor;
import org.samdeblur.training.data.Batches;
import org.samdeblur.training.data.Sample;
import org.samdeblur.training.data.SampleSource;

/** How patches become batches, and whole images validation data. */
class TrainingImagesTest {
    private static Tensor image(float value, int side) {
        return Tensor.create(
                values -> {
                    while (values.hasRemaining()) {
                        values.put(value);
                    }
                },
                3,
                side,
                side);
    }

    private static Sample sample(float value, int side) {
        return new Sample(image(value, side), image(-value, side), MaskSet.empty(new ImageSize(side, side)));
    }

    /** Two images whose samples are their seeds. */
    private static final SampleSource SEEDS = new SampleSource() {
        @Override
        public int size() {
            return 2;
        }

        @Override
        public Sample sample(int image, int side, long seed) {
            return TrainingImagesTest.sample(image, side);
        }

        @Override
        public Sample whole(int image, long seed) {
            return TrainingImagesTest.sample(seed, 5);
        }
    };

    @Test
    void aBatchIsItsPatchesInTheirOrder() {
        TrainingBatch batch = TrainingBatch.of(List.of(sample(1, 4), sample(2, 4)));

        assertEquals(
                List.of(1f, 2f),
                List.of(batch.blurred().get(0, 2, 3, 3), batch.blurred().get(1, 0, 0, 0)));
        assertEquals(
                List.of(-1f, -2f),
                List.of(batch.sharp().get(0, 2, 3, 3), batch.sharp().get(1, 0, 0, 0)));
        assertEquals(List.of(MaskSet.empty(new ImageSize(4, 4)), MaskSet.empty(new ImageSize(4, 4))), batch.masks());
    }

    @Test
    void patchesOfUnequalSizesMakeNoBatch() {
        assertThrows(IllegalArgumentException.class, () -> TrainingBatch.of(List.of(sample(1, 4), sample(2, 5))));
    }

    @Test
    void everyStepHasItsPatches() {
        Batches batches = new Batches(SEEDS, 3, 4, 7);

        assertEquals(TrainingBatch.of(batches.at(5)), TrainingData.of(batches).batch(5));
    }

    @Test
    void imagesTooSmallForValidationAreRefusedAtOnce() {
        SampleSource small = new SampleSource() {
            @Override
            public int size() {
                return 1;
            }

            @Override
            public Sample sample(int image, int side, long seed) {
                throw new AssertionError("nothing is to be taken");
            }

            @Override
            public Sample whole(int image, long seed) {
                throw new AssertionError("nothing is to be taken");
            }

            @Override
            public void requireRoomForSsim() {
                throw new SamDeblurException("too small");
            }
        };

        assertThrows(SamDeblurException.class, () -> ValidationData.of(small, 1));
    }

    @Test
    void validationUsesWholeImagesWithDifferentSeeds() {
        ValidationData validation = ValidationData.of(SEEDS, 40);

        assertEquals(2, validation.size());
        assertEquals(image(41, 5), validation.example(1).blurred());
        assertEquals(image(-41, 5), validation.example(1).sharp());
    }
}
