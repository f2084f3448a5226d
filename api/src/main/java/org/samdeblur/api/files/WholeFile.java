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
 * Writes files that appear complete or not at all: beside their place first, then moved into it. What a link leads to is replaced,
 * not the link.
 */
public final class WholeFile {
    private static final int BUFFER = 1 << 16;

    private WholeFile() {}

    /** Writes what becomes of a file. */
    @FunctionalInterface
    public interface ChannelContent {
        /**
         * Writes all of it.
         *
         * @param channel open for writing and reading; may be closed
         * @throws IOException if it cannot be written
         */
        void writeTo(SeekableByteChannel channel) throws IOException;
    }

    /** Writes what becomes of a file, from its beginning to its end. */
    @FunctionalInterface
    public interface StreamContent {
        /**
         * Writes all of it.
         *
         * @param out buffered; may be closed
         * @throws IOException if it cannot be written
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file from its beginning to its end.
     *
     * @param file the target; replaced if it exists
     * @param content what to write
     * @throws IOException if it cannot be written, with the {@linkplain Reason reason} as its message; nothing is left of it then,
     *     and the file is as it was
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
     * @param content what to write
     * @throws IOException if it cannot be written, with the {@linkplain Reason reason} as its message; nothing is left of it then,
     *     and the file is as it was
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
     * Tries whether files can be made in a folder.
     *
     * @param folder a folder
     * @throws IOException if they cannot, with the {@linkplain Reason reason} as its message; nothing is left there
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
