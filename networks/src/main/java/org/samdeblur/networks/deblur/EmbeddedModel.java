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
 * A network inside the library; {@code docs/models} says what each is worth.
 *
 * @param name what the network is called
 * @param metadata what its file does not say
 */
record EmbeddedModel(String name, Map<String, String> metadata) {
    /** A small SegNAFNet, whose means are local. */
    private static final EmbeddedModel SEGNAFNET_SMALL = new EmbeddedModel(
            "segnafnet-small",
            Map.of(NetworkMetadata.POOLING, "local", Architecture.TLC_TRAIN_SIZE, "128", Architecture.TLC_STEP, "16"));

    /** MAXIM's first stage, fine-tuned; 16-bit floats. */
    private static final EmbeddedModel MAXIM_TUNED = new EmbeddedModel("maxim-tuned", Map.of());

    /** The models by the names that users give them. */
    private static final Map<String, EmbeddedModel> MODELS =
            Map.of(ModelSource.Embedded.DEFAULT, MAXIM_TUNED, ModelSource.Embedded.FAST, SEGNAFNET_SMALL);

    static EmbeddedModel of(ModelSource.Embedded source) {
        return MODELS.get(source.name());
    }

    /** Reads its weights into memory outside the heap, where engines can use them. */
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
