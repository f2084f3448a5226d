package org.samdeblur.networks.deblur;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.samdeblur.networks.checkpoint.Checkpoint;

/** The network inside the library, a small SegNAFNet; {@code docs/models/segnafnet-small.md} says what it is worth. */
final class EmbeddedModel {
    static final String NAME = "segnafnet-small";

    private static final String RESOURCE = NAME + ".safetensors";

    /** Height and width of the patches it was trained on, for TLC. */
    private static final Map<String, String> METADATA = Map.of("tlc_train_size", "128");

    private EmbeddedModel() {}

    /** Reads its weights into memory outside the heap, where engines can use them. */
    static Checkpoint open() {
        try (InputStream resource = EmbeddedModel.class.getResourceAsStream(RESOURCE)) {
            byte[] bytes = resource.readAllBytes();
            ByteBuffer content =
                    ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
            return Checkpoint.of(Path.of(RESOURCE), content).withMetadata(METADATA);
        } catch (IOException e) {
            throw new UncheckedIOException("the library's own " + RESOURCE + " cannot be read", e);
        }
    }
}
