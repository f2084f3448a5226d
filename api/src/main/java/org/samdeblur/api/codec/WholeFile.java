package org.samdeblur.api.codec;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes files that appear whole or not at all: written beside their place, then moved into it. */
final class WholeFile {
    private WholeFile() {}

    /** Writes to an open file; takes the channel over. */
    @FunctionalInterface
    interface Writer {
        void write(SeekableByteChannel channel) throws IOException;
    }

    static void write(Path file, Writer writer) throws IOException {
        Path place = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path draft = place.resolveSibling(".samdeblur-" + UUID.randomUUID() + ".part");
        try {
            // Not createTempFile, whose files nobody but their owner may read.
            try (SeekableByteChannel channel = Files.newByteChannel(
                    draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                writer.write(channel);
            }
            move(draft, place);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void move(Path draft, Path place) throws IOException {
        try {
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, place, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
