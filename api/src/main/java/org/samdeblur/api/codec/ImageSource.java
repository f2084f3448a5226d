package org.samdeblur.api.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of an image file, which may be opened several times, and their name in messages. */
public sealed interface ImageSource {
    /**
     * Returns what messages call the image.
     *
     * @return a file name or the like
     */
    String name();

    /**
     * Opens the bytes at their beginning.
     *
     * @return a channel to read, owned by the caller
     * @throws IOException if they cannot be read
     */
    SeekableByteChannel open() throws IOException;

    /**
     * A file of any file system.
     *
     * @param path where it is
     * @param name what messages call it
     */
    record OfFile(Path path, String name) implements ImageSource {
        @Override
        public SeekableByteChannel open() throws IOException {
            if (Files.isDirectory(path)) {
                throw new UnreadableImageException("is a folder, not an image");
            }
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw new UnreadableImageException("is not a regular file");
            }
            return Files.newByteChannel(path);
        }
    }

    /**
     * Bytes in memory.
     *
     * @param bytes the file's content, from the buffer's position to its limit, which stay as they are
     * @param name what messages call it
     */
    record OfBytes(ByteBuffer bytes, String name) implements ImageSource {
        @Override
        public SeekableByteChannel open() {
            return new BytesChannel(bytes);
        }
    }
}
