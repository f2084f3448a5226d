package org.samdeblur.networks.sam.graph;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.samdeblur.networks.sam.pixels.PixelInput;

/**
 * The settings of a Segment Anything model in the {@code config.json} beside a checkpoint. Settings that it omits
 * follow from the weights' shapes or are those of the published models.
 *
 * @param imageSize {@code img_size}
 * @param heads {@code num_heads} of the encoder
 * @param windowSize {@code window_size} of the encoder's local attention
 * @param globalAttention {@code global_attn_indexes}, the encoder's blocks that attend to the whole image
 * @param decoderHeads {@code decoder.num_heads}
 * @param pixels {@code pixel_mean} and {@code pixel_std}
 */
record SamConfig(
        Optional<Integer> imageSize,
        Optional<Integer> heads,
        Optional<Integer> windowSize,
        Optional<List<Integer>> globalAttention,
        Optional<Integer> decoderHeads,
        PixelInput.Normalised pixels) {
    /** The settings without a file. */
    static SamConfig published() {
        return new SamConfig(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                PixelInput.Normalised.PUBLISHED);
    }

    /** Reads the {@code config.json} beside a checkpoint; without such a file, the model is as published. */
    static SamConfig beside(Path checkpoint) {
        Path file = checkpoint.resolveSibling("config.json");
        return Files.isRegularFile(file) ? SamConfigFile.read(file) : published();
    }
}
