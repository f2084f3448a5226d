package org.samdeblur.training.data;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The patches of every training step. Each image is used once before any is used again, in a new random order each
 * time. The patches of a step depend only on the seed and the number of the step.
 *
 * <p>Safe for use by multiple threads.
 *
 * @param source the source of patches
 * @param size the number of patches in a step, at least 1
 * @param side height and width of a patch in pixels, at least 1
 * @param seed determines all random choices
 * @since 0.1.0
 */
public record Batches(SampleSource source, int size, int side, long seed) {
    /** The increment of the state of {@link SplittableRandom}. */
    private static final long STRIDE = 0x9E3779B97F4A7C15L;

    /**
     * Checks the sizes.
     *
     * @param source the source of patches
     * @param size the number of patches in a step
     * @param side height and width of a patch in pixels
     * @param seed determines all random choices
     * @throws IllegalArgumentException if a size is below 1
     */
    public Batches {
        if (size < 1) {
            throw new IllegalArgumentException("a step needs at least 1 patch, not " + size);
        }
        if (side < 1) {
            throw new IllegalArgumentException("a patch needs a side of at least 1 pixel, not " + side);
        }
    }

    /**
     * Returns the patches of a step.
     *
     * @param step the step's number, from 0
     * @return {@code size} patches
     * @throws org.samdeblur.api.SamDeblurException if an image cannot be used; the message names the file
     */
    public List<Sample> at(long step) {
        return IntStream.range(0, size)
                .mapToObj(index -> sample(step * size + index))
                .toList();
    }

    private Sample sample(long position) {
        long round = position / source.size();
        int place = (int) (position % source.size());
        return source.sample(order(round)[place], side, numberAt(seed, position));
    }

    private int[] order(long round) {
        SplittableRandom random = new SplittableRandom(numberAt(~seed, round));
        int[] order = new int[source.size()];
        for (int i = 0; i < order.length; i++) {
            int at = random.nextInt(i + 1);
            order[i] = order[at];
            order[at] = i;
        }
        return order;
    }

    /** Returns the number at a position, from 0, of the sequence of a generator with the given seed. */
    private static long numberAt(long seed, long position) {
        return new SplittableRandom(seed + position * STRIDE).nextLong();
    }
}
