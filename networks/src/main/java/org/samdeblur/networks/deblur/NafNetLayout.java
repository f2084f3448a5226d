package org.samdeblur.networks.deblur;

import java.util.List;
import java.util.stream.IntStream;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;

/**
 * The sizes of a NAFNet (Chen et al., Simple Baselines for Image Restoration, ECCV 2022), or of its kin with masks: SegNAFNet,
 * behind a MAP unit, and MaskNAFNet, with the masks' grey codes as a fourth channel.
 *
 * @param inputChannels the image's three and those of the masks
 * @param mapChannels the channels its MAP encoder makes, 0 if it has none
 * @param width channels at full resolution, doubled by each level
 * @param encoderBlocks blocks of the encoder by level, finest first
 * @param middleBlocks blocks at the coarsest resolution
 * @param decoderBlocks blocks of the decoder, coarsest level first
 */
record NafNetLayout(
        int inputChannels,
        int mapChannels,
        int width,
        List<Integer> encoderBlocks,
        int middleBlocks,
        List<Integer> decoderBlocks) {
    static final int IMAGE_CHANNELS = 3;

    /** The kinds of guidance the family knows. */
    enum Guidance {
        NONE,
        GREY_CODES,
        MAP
    }

    /** Tells whether a checkpoint has the names by which the family is known. */
    static boolean isLike(Checkpoint checkpoint) {
        return checkpoint.names().stream().anyMatch(name -> name.startsWith("intro."))
                && checkpoint.names().stream()
                        .anyMatch(name -> name.startsWith("middle_blks.") || name.startsWith("encoders."));
    }

    /**
     * Reads the sizes off the names and shapes.
     *
     * @throws org.samdeblur.api.InvalidModelException if a weight is missing, is left over, or is of a shape that does not fit
     */
    static NafNetLayout of(Checkpoint checkpoint) {
        boolean hasMapEncoder = checkpoint.names().stream().anyMatch(name -> name.startsWith("pre_seg."));
        WeightShapes shapes = new WeightShapes(hasMapEncoder ? "SegNAFNet" : "NAFNet", checkpoint);
        List<Integer> intro = shapes.shape("intro.weight", 4);
        int levels = shapes.count("downs.");
        NafNetLayout layout = new NafNetLayout(
                intro.get(1),
                hasMapEncoder ? shapes.shape("pre_seg.weight", 4).get(0) : 0,
                intro.get(0),
                counts(shapes, "encoders.", levels),
                shapes.count("middle_blks."),
                counts(shapes, "decoders.", levels));
        layout.requireChannels(shapes);
        layout.requireShapes(shapes);
        return layout;
    }

    private static List<Integer> counts(WeightShapes shapes, String prefix, int levels) {
        return IntStream.range(0, levels)
                .mapToObj(level -> shapes.count(prefix + level + "."))
                .toList();
    }

    private void requireChannels(WeightShapes shapes) {
        if (mapChannels > 0 && inputChannels != IMAGE_CHANNELS + mapChannels) {
            throw shapes.misfit("'intro.weight' takes " + inputChannels
                    + " channels where the image and 'pre_seg' make " + (IMAGE_CHANNELS + mapChannels));
        }
        if (inputChannels < IMAGE_CHANNELS) {
            throw shapes.misfit(
                    "'intro.weight' takes " + inputChannels + " channels; colour images have " + IMAGE_CHANNELS);
        }
    }

    private void requireShapes(WeightShapes shapes) {
        if (mapChannels > 0) {
            shapes.expectConvolution("pre_seg", mapChannels, IMAGE_CHANNELS, 3);
            shapes.expectConvolution("pre_seg_in", mapChannels, mapChannels, 1);
        }
        shapes.expectConvolution("intro", width, inputChannels, 3);
        shapes.expectConvolution("ending", IMAGE_CHANNELS, width, 3);
        for (int level = 0; level < levels(); level++) {
            int channels = channels(level);
            requireBlocks(shapes, "encoders." + level, encoderBlocks.get(level), channels);
            shapes.expectConvolution("downs." + level, 2 * channels, channels, 2);
        }
        requireBlocks(shapes, "middle_blks", middleBlocks, channels(levels()));
        for (int step = 0; step < levels(); step++) {
            int channels = channels(levels() - 1 - step);
            shapes.expect("ups." + step + ".0.weight", 4 * channels, 2 * channels, 1, 1);
            requireBlocks(shapes, "decoders." + step, decoderBlocks.get(step), channels);
        }
        shapes.expectNothingElse();
    }

    private static void requireBlocks(WeightShapes shapes, String prefix, int blocks, int channels) {
        for (int block = 0; block < blocks; block++) {
            requireBlock(shapes, prefix + "." + block, channels);
        }
    }

    private static void requireBlock(WeightShapes shapes, String block, int channels) {
        int spatial = half(shapes, block + ".conv1.weight");
        int pointwise = half(shapes, block + ".conv4.weight");
        shapes.expect(block + ".norm1.weight", channels);
        shapes.expect(block + ".norm1.bias", channels);
        shapes.expectConvolution(block + ".conv1", 2 * spatial, channels, 1);
        shapes.expectConvolution(block + ".conv2", 2 * spatial, 1, 3);
        shapes.expectConvolution(block + ".sca.1", spatial, spatial, 1);
        shapes.expectConvolution(block + ".conv3", channels, spatial, 1);
        shapes.expect(block + ".beta", 1, channels, 1, 1);
        shapes.expect(block + ".norm2.weight", channels);
        shapes.expect(block + ".norm2.bias", channels);
        shapes.expectConvolution(block + ".conv4", 2 * pointwise, channels, 1);
        shapes.expectConvolution(block + ".conv5", channels, pointwise, 1);
        shapes.expect(block + ".gamma", 1, channels, 1, 1);
    }

    /** The channels that SimpleGate leaves of a convolution's. */
    private static int half(WeightShapes shapes, String weight) {
        int outputs = shapes.shape(weight, 4).get(0);
        if (outputs % 2 != 0) {
            throw shapes.misfit("'" + weight + "' makes " + outputs + " channels, which cannot be halved");
        }
        return outputs / 2;
    }

    /** What makes the channels beside the image's. A single one can only be grey codes. */
    Guidance guidance() {
        if (mapChannels > 0) {
            return Guidance.MAP;
        }
        return inputChannels == IMAGE_CHANNELS + 1 ? Guidance.GREY_CODES : Guidance.NONE;
    }

    String architecture() {
        return switch (guidance()) {
            case NONE -> "NAFNet";
            case GREY_CODES -> "MaskNAFNet";
            case MAP -> "SegNAFNet";
        };
    }

    int levels() {
        return encoderBlocks.size();
    }

    /** The channels at a level, 0 being full resolution. */
    int channels(int level) {
        return width << level;
    }

    int sizeMultiple() {
        return 1 << levels();
    }
}
