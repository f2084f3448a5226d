package org.samdeblur.examples.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.samdeblur.api.Image;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.checkpoint.Safetensors;
import org.samdeblur.networks.graph.Constant;

/**
 * Checkpoints of NAFNets with random weights, as wide and deep as one likes: time and memory do not depend on what a network
 * has learned. Weights are scaled so that values stay within bounds through all blocks, and what the network adds to the image
 * is no larger than an image's values are.
 */
final class RandomNafNet {
    private static final float BRANCH_SCALE = 0.2f;
    private static final float LAST_SCALE = 0.003f;

    private final Random random = new Random(20240414);
    private final Map<String, Constant> weights = new LinkedHashMap<>();

    private RandomNafNet() {}

    /** Writes a NAFNet of width 32 with the published numbers of blocks: 1, 1, 1, 28 – 1 – 1, 1, 1, 1. */
    static void write32(Path file) {
        RandomNafNet network = new RandomNafNet();
        network.add(32, List.of(1, 1, 1, 28), 1, List.of(1, 1, 1, 1));
        Safetensors.write(file, network.weights);
    }

    private void add(int width, List<Integer> encoder, int middle, List<Integer> decoder) {
        convolution("intro", width, Image.COLOUR_CHANNELS, 3);
        int channels = width;
        for (int level = 0; level < encoder.size(); level++) {
            blocks("encoders." + level, encoder.get(level), channels);
            convolution("downs." + level, 2 * channels, channels, 2);
            channels *= 2;
        }
        blocks("middle_blks", middle, channels);
        for (int step = 0; step < decoder.size(); step++) {
            kernel("ups." + step + ".0", 2 * channels, channels, 1);
            channels /= 2;
            blocks("decoders." + step, decoder.get(step), channels);
        }
        values("ending.weight", 0, LAST_SCALE, Image.COLOUR_CHANNELS, width, 3, 3);
        values("ending.bias", 0, LAST_SCALE, Image.COLOUR_CHANNELS);
    }

    private void blocks(String name, int count, int channels) {
        for (int i = 0; i < count; i++) {
            block(name + "." + i + ".", channels);
        }
    }

    private void block(String name, int channels) {
        norm(name + "norm1", channels);
        convolution(name + "conv1", 2 * channels, channels, 1);
        convolution(name + "conv2", 2 * channels, 1, 3);
        convolution(name + "sca.1", channels, channels, 1);
        convolution(name + "conv3", channels, channels, 1);
        values(name + "beta", 0, BRANCH_SCALE, 1, channels, 1, 1);
        norm(name + "norm2", channels);
        convolution(name + "conv4", 2 * channels, channels, 1);
        convolution(name + "conv5", channels, channels, 1);
        values(name + "gamma", 0, BRANCH_SCALE, 1, channels, 1, 1);
    }

    private void norm(String name, int channels) {
        values(name + ".weight", 1, BRANCH_SCALE, channels);
        values(name + ".bias", 0, BRANCH_SCALE, channels);
    }

    private void convolution(String name, int outputs, int inputs, int size) {
        kernel(name, outputs, inputs, size);
        values(name + ".bias", 0, BRANCH_SCALE, outputs);
    }

    private void kernel(String name, int outputs, int inputs, int size) {
        float deviation = (float) Math.sqrt(1.0 / (inputs * size * size));
        values(name + ".weight", 0, deviation, outputs, inputs, size, size);
    }

    private void values(String name, float mean, float deviation, int... shape) {
        Tensor values = Tensor.create(
                buffer -> {
                    while (buffer.hasRemaining()) {
                        buffer.put(mean + deviation * (float) random.nextGaussian());
                    }
                },
                shape);
        weights.put(name, Constant.of(values));
    }
}
