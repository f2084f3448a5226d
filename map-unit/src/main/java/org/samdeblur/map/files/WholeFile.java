package org.samdeblur.map.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes files that appear whole or not at all: beside their place first, then moved into it. */
final class WholeFile {
    private WholeFile() {}

    /** Writes what becomes of a file. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        requireFolder(target.getParent());
        Path unfinished = target.resolveSibling(".samdeblur-" + UUID.randomUUID() + ".part");
        try {
            try (OutputStream raw = Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW);
                    OutputStream out = new BufferedOutputStream(raw, 1 << 16)) {
                content.writeTo(out);
            }
            move(unfinished, target);
        } catch (AccessDeniedException e) {
            throw new IOException("no permission to write there", e);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void requireFolder(Path folder) throws IOException {
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder);
        }
    }

    private static void move(Path unfinished, Path target) throws IOException {
        if (Files.isDirectory(target)) {
            throw new IOException("it is a folder");
        }
        try {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
