package org.samdeblur.networks.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.files.FileContents;

/**
 * A file of weights, mapped into memory. A file of up to 2 GiB, the most that a buffer holds, is mapped as a whole;
 * regions of larger files are mapped on request. A mapping ends when its last buffer is garbage-collected. No file
 * handle stays open.
 */
final class CheckpointFile {
    private static final int LONGEST_QUOTE = 80;

    private final Path path;
    private final long size;
    private final Optional<FileTime> modified;
    private final ByteBuffer whole;

    private CheckpointFile(Path path, long size, Optional<FileTime> modified, ByteBuffer whole) {
        this.path = path;
        this.size = size;
        this.modified = modified;
        this.whole = whole;
    }

    /** Maps a file; throws {@link InvalidModelException} if it is missing, not a regular file, empty or unreadable. */
    static CheckpointFile open(Path path) {
        if (!Files.exists(path)) {
            throw new InvalidModelException(path + ": no such file");
        }
        if (!Files.isRegularFile(path)) {
            throw new InvalidModelException(path + ": not a file; give a checkpoint file");
        }
        try {
            FileTime modified = Files.getLastModifiedTime(path);
            long size = Files.size(path);
            requireContent(path, size);
            ByteBuffer whole = size <= Integer.MAX_VALUE ? FileContents.part(path, 0, (int) size) : null;
            return new CheckpointFile(path, size, Optional.of(modified), whole);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** Wraps content in memory. The path is used in messages only. */
    static CheckpointFile inMemory(Path path, ByteBuffer content) {
        requireContent(path, content.remaining());
        return new CheckpointFile(path, content.remaining(), Optional.empty(), content.slice());
    }

    private static void requireContent(Path path, long size) {
        if (size == 0) {
            throw new InvalidModelException(path + ": the file is empty; download or copy it again");
        }
    }

    Path path() {
        return path;
    }

    /** Returns the number of bytes in the file when it was opened. */
    long size() {
        return size;
    }

    /**
     * Maps a region, little-endian. Fails if it is not within the file, or if the file has been changed since it was
     * opened: reading a mapped page that no longer exists would crash the process.
     */
    ByteBuffer region(long position, long length) {
        if (position < 0 || length < 0 || position > size - length) {
            throw invalid(
                    "is cut short or damaged: " + length + " bytes at " + position + " are not within its " + size);
        }
        if (length > Integer.MAX_VALUE) {
            throw invalid("has " + length + " bytes in one weight, more than the 2 GiB that a buffer holds");
        }
        try {
            if (modified.isPresent() && hasChanged(modified.get())) {
                throw invalid("has changed since it was opened; open it again");
            }
            ByteBuffer region = whole == null
                    ? FileContents.part(path, position, (int) length)
                    : whole.slice((int) position, (int) length);
            return region.order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private boolean hasChanged(FileTime opened) throws IOException {
        return Files.size(path) != size || !Files.getLastModifiedTime(path).equals(opened);
    }

    /** Creates an exception about this file. The text continues a sentence that begins with the file's name. */
    InvalidModelException invalid(String what) {
        return new InvalidModelException(path + " " + what);
    }

    /** Creates an exception about this file, with a cause. */
    InvalidModelException invalid(String what, Throwable cause) {
        return new InvalidModelException(path + " " + what, cause);
    }

    /** Quotes text from a file for a message: truncates it and replaces control characters and line breaks. */
    static String quote(String text) {
        String line = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
        return "'" + line.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?") + "'";
    }

    private static InvalidModelException unreadable(Path path, IOException e) {
        return new InvalidModelException(
                path + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
}
