package org.samdeblur.backend.djl.torchscript;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelInfo;
import org.samdeblur.api.Tensor;
import org.samdeblur.backend.djl.runtime.Messages;

/**
 * Finds out what a TorchScript network takes, which the archive does not say, by running it on small grey images: the
 * number of channels is the first that works, tried in the order in which the weights of convolutions suggest it; the
 * size multiple is the smallest with which an image comes out in the size it went in.
 */
final class Trials {
    private static final int COLOURS = 3;
    private static final int MOST_CHANNELS = 16;
    private static final int[] MULTIPLES = {1, 2, 4, 8, 16, 32, 64};

    /** A size that every multiple divides; above it, sizes are tried that only one does. */
    private static final int SIZE = 64;

    private final Path path;
    private final TorchScriptNetwork network;
    private final List<String> failures = new ArrayList<>();

    Trials(Path path, TorchScriptNetwork network) {
        this.path = path;
        this.network = network;
    }

    /**
     * Runs the trials.
     *
     * @throws InvalidModelException if the network makes no image of any; names the file
     */
    ModelInfo info() {
        int channels = channels();
        return new ModelInfo(
                path.getFileName().toString(),
                "TorchScript",
                channels,
                multiple(channels),
                Optional.empty(),
                parameters());
    }

    private long parameters() {
        return network.weights().stream().mapToLong(Shape::size).sum();
    }

    private int channels() {
        for (int channels : candidates()) {
            if (works(channels, SIZE, SIZE)) {
                return channels;
            }
        }
        throw new InvalidModelException(path
                + ": no deblurring network: of an image of 64×64 pixels with 3 to 16 channels it makes no image of that size; "
                + failures.get(0));
    }

    /** What convolutions of the image could read comes first; then everything else. */
    private Set<Integer> candidates() {
        Set<Integer> candidates = new LinkedHashSet<>();
        network.weights().stream()
                .filter(weight -> weight.dimension() == 4)
                .mapToInt(weight -> (int) weight.get(1))
                .filter(channels -> channels >= COLOURS && channels <= MOST_CHANNELS)
                .forEach(candidates::add);
        IntStream.rangeClosed(COLOURS, MOST_CHANNELS).forEach(candidates::add);
        return candidates;
    }

    /** Sizes that are odd multiples, so that no smaller power of two would do. */
    private int multiple(int channels) {
        return Arrays.stream(MULTIPLES)
                .filter(multiple -> works(channels, SIZE + multiple, 2 * SIZE + multiple))
                .findFirst()
                .orElseThrow(() -> new InvalidModelException(path
                        + ": takes images of 64×64 pixels but not of larger multiples, as a network does that was traced for one"
                        + " size; "
                        + failures.get(failures.size() - 1)));
    }

    private boolean works(int channels, int height, int width) {
        String shape = "[1, " + channels + ", " + height + ", " + width + "]";
        try {
            Tensor grey = Tensor.create(
                    buffer -> {
                        while (buffer.hasRemaining()) {
                            buffer.put(0.5f);
                        }
                    },
                    1,
                    channels,
                    height,
                    width);
            int[] made = network.run(grey).shape();
            boolean same = Arrays.equals(made, new int[] {1, COLOURS, height, width});
            if (!same) {
                failures.add("of " + shape + " it makes " + Arrays.toString(made));
            }
            return same;
        } catch (EngineException | IllegalArgumentException | IndexOutOfBoundsException e) {
            failures.add("on " + shape + " it fails: " + Messages.of(e));
            return false;
        }
    }
}
