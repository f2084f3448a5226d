package org.samdeblur.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.samdeblur.api.SamDeblurException;

/** A folder for what is made on the way: one to be kept, or one that goes when it is closed. */
record WorkFolder(Path path, Lifespan lifespan) implements AutoCloseable {
    /** How long it is there. */
    enum Lifespan {
        /** As long as its owner. */
        TEMPORARY,
        /** For ever. */
        KEPT
    }

    /** Opens the folder to be kept if one is named, else a temporary one. */
    static WorkFolder open(Optional<Path> kept) {
        if (kept.isPresent()) {
            OutputFolder.requireWritable(kept.get().toAbsolutePath());
            return new WorkFolder(kept.get(), Lifespan.KEPT);
        }
        try {
            return new WorkFolder(Files.createTempDirectory("samdeblur-evaluate"), Lifespan.TEMPORARY);
        } catch (IOException e) {
            throw new SamDeblurException(
                    "cannot make a temporary folder: " + Errors.describe(e) + "; name one with --output", e);
        }
    }

    @Override
    public void close() {
        if (lifespan == Lifespan.KEPT) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new SamDeblurException("cannot remove the temporary folder " + path + ": " + Errors.describe(e), e);
        }
    }
}
