package org.samdeblur.api.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.samdeblur.api.text.Reason;

/**
 * Writes files that appear complete or not at all: they are written in the same folder under another name, then moved.
 * The target of a link is replaced, not the link. Safe for use by multiple threads and processes.
 */
public final class WholeFile {
    private static final int BUFFER = 1 << 16;

    private WholeFile() {}

    /** Writes the content of a file, in any order. */
    @FunctionalInterface
    public interface ChannelContent {
        /**
         * Writes the whole content.
         *
         * @param channel open for writing and reading; may be closed
         * @throws IOException if it cannot be written
         */
        void writeTo(SeekableByteChannel channel) throws IOException;
    }

    /** Writes the content of a file, from its beginning to its end. */
    @FunctionalInterface
    public interface StreamContent {
        /**
         * Writes the whole content.
         *
         * @param out a buffered stream; may be closed
         * @throws IOException if it cannot be written
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file from its beginning to its end.
     *
     * @param file the target; replaced if it exists
     * @param content writes the content
     * @throws IOException if the file cannot be written, with the {@linkplain Reason reason} as its message; an
     *     existing file has not changed then
     */
    public static void writeStream(Path file, StreamContent content) throws IOException {
        write(file, channel -> {
            try (OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER)) {
                content.writeTo(out);
            }
        });
    }

    /**
     * Writes a file in any order.
     *
     * @param file the target; replaced if it exists
     * @param content writes the content
     * @throws IOException if the file cannot be written, with the {@linkplain Reason reason} as its message; an
     *     existing file has not changed then
     */
    public static void write(Path file, ChannelContent content) throws IOException {
        Place place = Place.of(file);
        if (Files.exists(place.path()) && !Files.isRegularFile(place.path())) {
            throw new IOException(Files.isDirectory(place.path()) ? "it is a folder" : "it is not a regular file");
        }
        try (Unfinished unfinished = Unfinished.beside(place.path())) {
            content.writeTo(unfinished.content());
            unfinished.complete();
            move(unfinished.path(), place.path());
        } catch (IOException e) {
            throw Reason.in(e);
        }
    }

    /**
     * Checks that files can be created in a folder, by creating and deleting one.
     *
     * @param folder a folder
     * @throws IOException if no file can be created, with the {@linkplain Reason reason} as its message
     */
    public static void tryOut(Path folder) throws IOException {
        try {
            Unfinished.beside(folder.resolve("file")).close();
        } catch (IOException e) {
            throw Reason.in(e);
        }
    }

    private static void move(Path unfinished, Path place) throws IOException {
        try {
            Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(unfinished, place, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
