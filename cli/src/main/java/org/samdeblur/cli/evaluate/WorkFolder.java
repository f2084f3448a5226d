package org.samdeblur.cli.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.cli.console.Errors;
import org.samdeblur.cli.files.OutputFolder;

/** A folder for what is made on the way: one to be kept, or one that goes when it is closed. */
sealed interface WorkFolder extends AutoCloseable {
    Path path();

    @Override
    void close();

    /** Opens the folder to be kept if one is named, else a temporary one. */
    static WorkFolder open(Optional<Path> kept) {
        if (kept.isPresent()) {
            OutputFolder.requireWritable(kept.get().toAbsolutePath());
            return new Kept(kept.get());
        }
        try {
            return Temporary.make();
        } catch (IOException e) {
            throw new SamDeblurException(
                    "cannot make a temporary folder: " + Errors.describe(e) + "; name one with --output", e);
        }
    }

    /**
     * One that stays.
     *
     * @param path where it is
     */
    record Kept(Path path) implements WorkFolder {
        @Override
        public void close() {}
    }

    /**
     * One that goes when it is closed, or when the program is stopped before that.
     *
     * @param path where it is
     * @param removal removes it when the program is stopped
     */
    record Temporary(Path path, Thread removal) implements WorkFolder {
        private static final int ATTEMPTS = 20;
        private static final Duration PAUSE = Duration.ofMillis(50);

        static Temporary make() throws IOException {
            Path path = Files.createTempDirectory("samdeblur-evaluate");
            Thread removal = new Thread(() -> removeThoughInUse(path), "remove " + path);
            Runtime.getRuntime().addShutdownHook(removal);
            return new Temporary(path, removal);
        }

        @Override
        public void close() {
            try {
                Runtime.getRuntime().removeShutdownHook(removal);
            } catch (IllegalStateException e) {
                return; // the program is being stopped, which starts the removal
            }
            try {
                remove(path);
            } catch (IOException | UncheckedIOException e) {
                throw new SamDeblurException(
                        "cannot remove the temporary folder " + path + ": " + Errors.describe(e), e);
            }
        }

        /** What runs when the program is stopped may go on for a while, and write there or make the folder again. */
        private static void removeThoughInUse(Path path) {
            for (int attempt = 0; attempt < ATTEMPTS && Files.exists(path); attempt++) {
                try {
                    remove(path);
                } catch (IOException | UncheckedIOException e) {
                    // tried again below
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }

        private static void remove(Path path) throws IOException {
            try (Stream<Path> all = Files.walk(path)) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
