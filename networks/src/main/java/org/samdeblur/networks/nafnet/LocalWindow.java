package org.samdeblur.networks.nafnet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.architecture.Architecture;
import org.samdeblur.networks.architecture.Refusal;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.json.JsonSettings;

/**
 * The window over which TLC, the test-time local converter (Chu et al., Improving Image Restoration by Revisiting Global
 * Information Aggregation, ECCV 2022), takes the means that a network was trained to take over whole patches.
 *
 * @param trainSize height and width of the patches the network was trained on, in pixels
 * @param baseSize height and width of the window, in pixels of the image
 * @param step by how many pixels of the image the window moves, 1 as published. More takes less time
 */
record LocalWindow(int trainSize, int baseSize, int step) {
    private static final int PUBLISHED_TRAIN_SIZE = 256;
    private static final int LARGEST_SIZE = 1 << 16;
    private static final List<String> STEPS = List.of("1", "2", "4", "8", "16");

    LocalWindow {
        if (trainSize < 1 || trainSize > LARGEST_SIZE || baseSize < 1 || baseSize > LARGEST_SIZE) {
            throw new InvalidModelException("TLC takes a training patch and a window of 1 to " + LARGEST_SIZE
                    + " pixels, not " + trainSize + " and " + baseSize);
        }
    }

    /** A window that moves pixel by pixel, as published. */
    LocalWindow(int trainSize, int baseSize) {
        this(trainSize, baseSize, 1);
    }

    /** A window of 1.5 times the training patch, as published. */
    static LocalWindow ofTrainSize(int trainSize) {
        return new LocalWindow(trainSize, trainSize * 3 / 2);
    }

    /** The window by what a checkpoint says of its training in its metadata, else by a file beside it, else as published. */
    static LocalWindow of(Checkpoint checkpoint) {
        String trainSize = checkpoint.metadata().get(Architecture.TLC_TRAIN_SIZE);
        if (trainSize == null) {
            return beside(checkpoint.file());
        }
        if (!trainSize.matches("[1-9][0-9]{0,4}")) {
            throw Refusal.of(
                    checkpoint.file(),
                    "its property " + Architecture.TLC_TRAIN_SIZE + " is '" + trainSize + "', not a number of pixels");
        }
        return ofTrainSize(Integer.parseInt(trainSize)).movingBy(step(checkpoint));
    }

    private LocalWindow movingBy(int pixels) {
        return new LocalWindow(trainSize, baseSize, pixels);
    }

    private static int step(Checkpoint checkpoint) {
        String step = checkpoint.metadata().getOrDefault(Architecture.TLC_STEP, "1");
        if (!STEPS.contains(step)) {
            throw Refusal.of(
                    checkpoint.file(),
                    "its property " + Architecture.TLC_STEP + " is '" + step + "', not one of "
                            + String.join(", ", STEPS));
        }
        return Integer.parseInt(step);
    }

    /**
     * The window that a {@code config.json} beside a checkpoint names by {@code tlc_train_size} and {@code tlc_base_size}; the
     * published one where there is none.
     */
    static LocalWindow beside(Path checkpoint) {
        Path config = checkpoint.resolveSibling("config.json");
        if (!Files.isRegularFile(config)) {
            return ofTrainSize(PUBLISHED_TRAIN_SIZE);
        }
        Map<String, Object> settings = read(config);
        LocalWindow published = ofTrainSize(size(config, settings, Architecture.TLC_TRAIN_SIZE, PUBLISHED_TRAIN_SIZE));
        return new LocalWindow(published.trainSize, size(config, settings, "tlc_base_size", published.baseSize));
    }

    private static Map<String, Object> read(Path config) {
        try {
            return JsonSettings.read(config);
        } catch (IOException e) {
            throw new InvalidModelException(config + " " + e.getMessage(), e);
        }
    }

    private static int size(Path config, Map<String, Object> settings, String key, int missing) {
        Object value = settings.getOrDefault(key, missing);
        if (value instanceof Integer size && size > 0 && size <= LARGEST_SIZE) {
            return size;
        }
        throw new InvalidModelException(config + " gives '" + value + "' for " + key + "; it takes a number of pixels");
    }

    /**
     * By how many pixels the window moves on the feature maps of a level, whose heights and widths are multiples of it.
     *
     * @param level how often the map has been halved
     * @param sizeMultiple what the network's heights and widths are multiples of, a power of two
     * @return 1 or more
     */
    int stepAtLevel(int level, int sizeMultiple) {
        return Math.max(1, Math.min(step, sizeMultiple) >> level);
    }

    /**
     * The window on the feature maps of a level. The published code measures the map that a training patch, padded for the
     * network, has there, and rounds down; but a window has at least one pixel.
     *
     * @param level how often the map has been halved
     * @param sizeMultiple what the network's heights and widths are multiples of
     * @return rows and columns of the window
     */
    int atLevel(int level, int sizeMultiple) {
        int padded = (trainSize + sizeMultiple - 1) / sizeMultiple * sizeMultiple;
        return (int) Math.max(1, (long) (padded >> level) * baseSize / trainSize);
    }
}
