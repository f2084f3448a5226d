package org.samdeblur.networks.sam.graph;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.samdeblur.networks.sam.pixels.PixelInput;

/**
 * What {@code config.json} beside a checkpoint says of a Segment Anything model; what it leaves out is read off the weights'
 * shapes or is as published.
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
    /** A model as published, without a file. */
    static SamConfig published() {
        return new SamConfig(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                PixelInput.Normalised.PUBLISHED);
    }

    /** What the {@code config.json} beside a checkpoint says; a model as published where there is none. */
    static SamConfig beside(Path checkpoint) {
        Path file = checkpoint.resolveSibling("config.json");
        return Files.isRegularFile(file) ? SamConfigFile.read(file) : published();
    }
}
