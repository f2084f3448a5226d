package org.samdeblur.networks.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What has arrived of a file so far, beside the place where the whole file will be, and the version that the server gave it: its entity
 * tag or time, by which a server can tell whether the rest belongs to it.
 */
final class PartialFile {
    private final Path place;
    private final Path content;
    private final Path version;

    PartialFile(Path place) {
        this.place = place;
        this.content = place.resolveSibling("." + place.getFileName() + ".partial");
        this.version = place.resolveSibling("." + place.getFileName() + ".partial-version");
    }

    Path path() {
        return content;
    }

    long size() throws IOException {
        return Files.isRegularFile(content) ? Files.size(content) : 0;
    }

    Optional<String> version() throws IOException {
        return Files.isRegularFile(version)
                ? Optional.of(Files.readString(version, StandardCharsets.UTF_8)).filter(text -> !text.isBlank())
                : Optional.empty();
    }

    /** Begins anew. */
    FileChannel begin(Optional<String> newVersion) throws IOException {
        discard();
        if (newVersion.isPresent()) {
            Files.writeString(version, newVersion.get(), StandardCharsets.UTF_8);
        }
        return FileChannel.open(content, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Goes on at the end. */
    FileChannel goOn() throws IOException {
        return FileChannel.open(content, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    void discard() throws IOException {
        Files.deleteIfExists(content);
        Files.deleteIfExists(version);
    }

    /** Moves the whole file to its place. */
    void complete() throws IOException {
        try {
            Files.move(content, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(content, place, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.deleteIfExists(version);
    }
}
