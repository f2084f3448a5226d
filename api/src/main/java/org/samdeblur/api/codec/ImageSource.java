package org.samdeblur.api.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of an image file, which can be opened several times, and the image's name in messages. */
public sealed interface ImageSource {
    /**
     * Returns the name of the image in messages.
     *
     * @return such as a file name
     */
    String name();

    /**
     * Opens a channel at the beginning of the bytes.
     *
     * @return a channel to read, owned by the caller
     * @throws IOException if they cannot be read
     */
    SeekableByteChannel open() throws IOException;

    /**
     * A file on any file system.
     *
     * @param path the file's path
     * @param name the name of the image in messages
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
     * @param bytes the file's content, from the buffer's position to its limit, which do not change
     * @param name the name of the image in messages
     */
    record OfBytes(ByteBuffer bytes, String name) implements ImageSource {
        @Override
        public SeekableByteChannel open() {
            return new BytesChannel(bytes);
        }
    }
}
