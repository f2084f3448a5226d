package org.samdeblur.networks.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.Image;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.architecture.Refusal;

/**
 * Determines by trial runs on small grey images which inputs a network takes, for files that do not state it. Not safe
 * for use by multiple threads. The caller keeps ownership of the network.
 *
 * @since 0.1.0
 */
public final class InputProbe {
    /** The most channels a deblurring network is expected to take. */
    public static final int MOST_CHANNELS = 16;

    private static final int[] MULTIPLES = {1, 2, 4, 8, 16, 32, 64};

    /** A size that all candidate multiples divide. Larger trial sizes are odd multiples of one candidate. */
    private static final int SIZE = 64;

    private final ImageNetwork network;
    private final List<String> failures = new ArrayList<>();

    /**
     * Prepares trials.
     *
     * @param network the network
     */
    public InputProbe(ImageNetwork network) {
        this.network = network;
    }

    /**
     * Determines the number of channels.
     *
     * @param candidates numbers of channels in the order in which they are tried
     * @return the first number for which the output for 64×64 pixels is {@code [1, 3, 64, 64]}
     * @throws InvalidModelException if none does; the message does not name the file
     */
    public int channels(Collection<Integer> candidates) {
        return candidates.stream()
                .filter(channels -> works(channels, SIZE, SIZE))
                .findFirst()
                .orElseThrow(() ->
                        Refusal.of("not a deblurring network: for an image of 64×64 pixels with " + range(candidates)
                                + " channels, its output is not an image of that size; " + failures.get(0)));
    }

    private static String range(Collection<Integer> numbers) {
        int least = numbers.stream().mapToInt(Integer::intValue).min().orElseThrow();
        int most = numbers.stream().mapToInt(Integer::intValue).max().orElseThrow();
        return least == most ? String.valueOf(least) : least + " to " + most;
    }

    /**
     * Determines the number that heights and widths must be multiples of. Trial sizes are odd multiples of the
     * candidate, so that they are not multiples of a larger power of two.
     *
     * @param channels the number of channels
     * @return the smallest power of two for which the output has the size of the input
     * @throws InvalidModelException if none does; the message does not name the file
     */
    public int sizeMultiple(int channels) {
        return Arrays.stream(MULTIPLES)
                .filter(multiple -> works(channels, SIZE + multiple, 2 * SIZE + multiple))
                .findFirst()
                .orElseThrow(() -> Refusal.of(
                        "takes images of 64×64 pixels but not larger ones; it may have been traced for this size; "
                                + failures.get(failures.size() - 1)));
    }

    private boolean works(int channels, int height, int width) {
        String shape = "[1, " + channels + ", " + height + ", " + width + "]";
        try {
            int[] made = network.run(grey(channels, height, width)).shape();
            boolean same = Arrays.equals(made, new int[] {1, Image.COLOUR_CHANNELS, height, width});
            if (!same) {
                failures.add("for " + shape + ", its output is " + Arrays.toString(made));
            }
            return same;
        } catch (BackendException | IllegalArgumentException | IndexOutOfBoundsException e) {
            failures.add("for " + shape + ", it fails: " + e.getMessage());
            return false;
        }
    }

    private static Tensor grey(int channels, int height, int width) {
        return Tensor.create(
                buffer -> {
                    while (buffer.hasRemaining()) {
                        buffer.put(0.5f);
                    }
                },
                1,
                channels,
                height,
                width);
    }
}
