package org.samdeblur.networks.deblur;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.samdeblur.api.ModelSource;
import org.samdeblur.networks.architecture.Architecture;
import org.samdeblur.networks.checkpoint.Checkpoint;

/**
 * A network that the library includes. {@code docs/models} states their quality.
 *
 * @param name the network's name, also that of its resource, without {@code .safetensors}
 * @param metadata properties that its file does not state
 */
record EmbeddedModel(String name, Map<String, String> metadata) {
    /** A small SegNAFNet with local pools. */
    private static final EmbeddedModel SEGNAFNET_SMALL = new EmbeddedModel(
            "segnafnet-small",
            Map.of(NetworkMetadata.POOLING, "local", Architecture.TLC_TRAIN_SIZE, "128", Architecture.TLC_STEP, "16"));

    /** MAXIM's first stage, fine-tuned; stored as 16-bit floats. */
    private static final EmbeddedModel MAXIM_TUNED = new EmbeddedModel("maxim-tuned", Map.of());

    /** The models, by the names that users request. */
    private static final Map<String, EmbeddedModel> MODELS =
            Map.of(ModelSource.Embedded.DEFAULT, MAXIM_TUNED, ModelSource.Embedded.FAST, SEGNAFNET_SMALL);

    static EmbeddedModel of(ModelSource.Embedded source) {
        return MODELS.get(source.name());
    }

    /** Reads the weights into direct memory, which native engines use without a copy. */
    Checkpoint open() {
        String file = name + ".safetensors";
        try (InputStream resource = EmbeddedModel.class.getResourceAsStream(file)) {
            byte[] bytes = resource.readAllBytes();
            ByteBuffer content =
                    ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
            return Checkpoint.of(Path.of(file), content).withMetadata(metadata);
        } catch (IOException e) {
            throw new UncheckedIOException("the library's own " + file + " cannot be read", e);
        }
    }
}
