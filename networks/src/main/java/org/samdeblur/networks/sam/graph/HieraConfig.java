package org.samdeblur.networks.sam.graph;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.samdeblur.networks.architecture.WeightShapes;

/**
 * The settings for a SAM 2's image encoder in the {@code config.json} beside a checkpoint, under the names of the
 * published code.
 *
 * @param imageSize {@code image_size}
 * @param width {@code embed_dim}
 * @param heads {@code num_heads}
 * @param depths {@code stages}
 * @param windows {@code window_spec}
 * @param globalBlocks {@code global_att_blocks}
 */
record HieraConfig(
        Optional<Integer> imageSize,
        Optional<Integer> width,
        Optional<Integer> heads,
        Optional<List<Integer>> depths,
        Optional<List<Integer>> windows,
        Optional<List<Integer>> globalBlocks) {
    /** Reads the {@code config.json} beside a checkpoint; without such a file, all settings are empty. */
    static HieraConfig beside(Path checkpoint) {
        Path file = checkpoint.resolveSibling("config.json");
        return Files.isRegularFile(file) ? SamConfigFile.readHiera(file) : none();
    }

    static HieraConfig none() {
        return new HieraConfig(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Compares the configuration with the weights.
     *
     * @throws org.samdeblur.api.InvalidModelException if they contradict each other
     */
    void requireAgreement(WeightShapes shapes, int width, List<Integer> depths, int firstWindow) {
        requireEqual(shapes, "embed_dim", this.width, width);
        requireEqual(shapes, "stages", this.depths, depths);
        requireEqual(shapes, "the first of window_spec", windows.map(list -> list.get(0)), firstWindow);
    }

    private static <T> void requireEqual(WeightShapes shapes, String setting, Optional<T> configured, T found) {
        if (configured.isPresent() && !configured.get().equals(found)) {
            throw shapes.misfit(
                    "config.json says " + setting + " " + configured.get() + " where the weights say " + found);
        }
    }
}
