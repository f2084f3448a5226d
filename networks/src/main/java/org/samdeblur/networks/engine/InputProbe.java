package org.samdeblur.networks.engine;

import java.nio.file.Path;
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
 * Finds out what a network takes where its file does not say, by running it on small grey images. Not thread-safe; the network stays
 * the caller's.
 *
 * @since 0.1.0
 */
public final class InputProbe {
    /** The most channels a deblurring network is expected to take. */
    public static final int MOST_CHANNELS = 16;

    private static final int[] MULTIPLES = {1, 2, 4, 8, 16, 32, 64};

    /** A size that every multiple divides; above it, sizes are tried that only one does. */
    private static final int SIZE = 64;

    private final Path path;
    private final ImageNetwork network;
    private final List<String> failures = new ArrayList<>();

    /**
     * Prepares trials.
     *
     * @param path the network's file or folder, for messages
     * @param network the network
     */
    public InputProbe(Path path, ImageNetwork network) {
        this.path = path;
        this.network = network;
    }

    /**
     * Finds the number of channels.
     *
     * @param candidates numbers of channels in the order in which they are tried
     * @return the first with which an image of 64×64 pixels comes out as an image of three channels and that size
     * @throws InvalidModelException if none does; names the file
     */
    public int channels(Collection<Integer> candidates) {
        return candidates.stream()
                .filter(channels -> works(channels, SIZE, SIZE))
                .findFirst()
                .orElseThrow(() -> Refusal.of(
                        path,
                        "no deblurring network: of an image of 64×64 pixels with " + range(candidates)
                                + " channels it makes no image of that size; " + failures.get(0)));
    }

    private static String range(Collection<Integer> numbers) {
        int least = numbers.stream().mapToInt(Integer::intValue).min().orElseThrow();
        int most = numbers.stream().mapToInt(Integer::intValue).max().orElseThrow();
        return least == most ? String.valueOf(least) : least + " to " + most;
    }

    /**
     * Finds what heights and widths have to be multiples of. Sizes are odd multiples of what is tried, so that no smaller power of two
     * would do.
     *
     * @param channels the number of channels
     * @return the smallest power of two with which an image comes out in the size it went in
     * @throws InvalidModelException if none does; names the file
     */
    public int sizeMultiple(int channels) {
        return Arrays.stream(MULTIPLES)
                .filter(multiple -> works(channels, SIZE + multiple, 2 * SIZE + multiple))
                .findFirst()
                .orElseThrow(() -> Refusal.of(
                        path,
                        "takes images of 64×64 pixels but not of larger multiples, as a network does that was traced for one"
                                + " size; " + failures.get(failures.size() - 1)));
    }

    private boolean works(int channels, int height, int width) {
        String shape = "[1, " + channels + ", " + height + ", " + width + "]";
        try {
            int[] made = network.run(grey(channels, height, width)).shape();
            boolean same = Arrays.equals(made, new int[] {1, Image.COLOUR_CHANNELS, height, width});
            if (!same) {
                failures.add("of " + shape + " it makes " + Arrays.toString(made));
            }
            return same;
        } catch (BackendException | IllegalArgumentException | IndexOutOfBoundsException e) {
            failures.add("on " + shape + " it fails: " + e.getMessage());
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
