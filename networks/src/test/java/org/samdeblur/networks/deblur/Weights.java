package org.samdeblur.networks.deblur;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.checkpoint.Safetensors;
import org.samdeblur.networks.graph.Constant;

/** Random weights of known architectures, to be spoilt and written to files. */
final class Weights {
    private final Map<String, Constant> byName = new LinkedHashMap<>();
    private final Random random = new Random(1);

    static Weights of(NafNetLayout layout) {
        Weights weights = new Weights();
        if (layout.mapChannels() > 0) {
            weights.convolution("pre_seg", layout.mapChannels(), 3, 3);
            weights.convolution("pre_seg_in", layout.mapChannels(), layout.mapChannels(), 1);
        }
        weights.convolution("intro", layout.width(), layout.inputChannels(), 3);
        weights.convolution("ending", 3, layout.width(), 3);
        for (int level = 0; level < layout.levels(); level++) {
            int channels = layout.channels(level);
            weights.blocks("encoders." + level, layout.encoderBlocks().get(level), channels);
            weights.convolution("downs." + level, 2 * channels, channels, 2);
        }
        weights.blocks("middle_blks", layout.middleBlocks(), layout.channels(layout.levels()));
        for (int step = 0; step < layout.levels(); step++) {
            int channels = layout.channels(layout.levels() - 1 - step);
            weights.put("ups." + step + ".0.weight", 4 * channels, 2 * channels, 1, 1);
            weights.blocks("decoders." + step, layout.decoderBlocks().get(step), channels);
        }
        return weights;
    }

    private void blocks(String prefix, int count, int channels) {
        for (int block = 0; block < count; block++) {
            String name = prefix + "." + block;
            put(name + ".beta", 1, channels, 1, 1);
            put(name + ".gamma", 1, channels, 1, 1);
            convolution(name + ".conv1", 2 * channels, channels, 1);
            convolution(name + ".conv2", 2 * channels, 1, 3);
            convolution(name + ".conv3", channels, channels, 1);
            convolution(name + ".sca.1", channels, channels, 1);
            convolution(name + ".conv4", 2 * channels, channels, 1);
            convolution(name + ".conv5", channels, channels, 1);
            for (String norm : new String[] {".norm1", ".norm2"}) {
                put(name + norm + ".weight", channels);
                put(name + norm + ".bias", channels);
            }
        }
    }

    static Weights ofDmphnEncoder(DmphnWidths widths) {
        Weights weights = new Weights();
        weights.convolution("layer1", widths.fine(), 3, widths.kernel());
        weights.residuals(widths.fine(), widths.kernel(), "layer2", "layer3");
        weights.convolution("layer5", widths.middle(), widths.fine(), 3);
        weights.residuals(widths.middle(), widths.kernel(), "layer6", "layer7");
        weights.convolution("layer9", widths.coarse(), widths.middle(), 3);
        weights.residuals(widths.coarse(), widths.kernel(), "layer10", "layer11");
        return weights;
    }

    static Weights ofDmphnDecoder(DmphnWidths widths) {
        Weights weights = new Weights();
        weights.residuals(widths.coarse(), widths.kernel(), "layer13", "layer14");
        weights.put("layer16.weight", widths.coarse(), widths.middle(), 4, 4).put("layer16.bias", widths.middle());
        weights.residuals(widths.middle(), widths.kernel(), "layer17", "layer18");
        weights.put("layer20.weight", widths.middle(), widths.fine(), 4, 4).put("layer20.bias", widths.fine());
        weights.residuals(widths.fine(), widths.kernel(), "layer21", "layer22");
        weights.convolution("layer24", 3, widths.fine(), widths.kernel());
        return weights;
    }

    private void residuals(int channels, int kernel, String... layers) {
        for (String layer : layers) {
            convolution(layer + ".0", channels, channels, kernel);
            convolution(layer + ".2", channels, channels, kernel);
        }
    }

    private void convolution(String name, int outputs, int inputs, int kernel) {
        put(name + ".weight", outputs, inputs, kernel, kernel).put(name + ".bias", outputs);
    }

    Weights put(String name, int... shape) {
        Tensor values = Tensor.create(
                buffer -> {
                    while (buffer.hasRemaining()) {
                        buffer.put((float) random.nextGaussian());
                    }
                },
                shape);
        byName.put(name, Constant.of(values));
        return this;
    }

    Weights without(String name) {
        byName.remove(name);
        return this;
    }

    Path write(Path file) {
        Safetensors.write(file, byName);
        return file;
    }

    Checkpoint checkpoint(Path folder) {
        return Checkpoint.open(write(folder.resolve("weights.safetensors")));
    }
}
