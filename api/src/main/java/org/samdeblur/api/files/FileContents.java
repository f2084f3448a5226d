package org.samdeblur.api.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Parts of large files, mapped into memory where that is possible. */
public final class FileContents {
    private FileContents() {}

    /**
     * Returns a part of a file. In the default file system, it is mapped; in others, which cannot map files, it is read.
     *
     * @param file the file
     * @param position its first byte
     * @param length the number of bytes, which lie in the file
     * @return a direct buffer of the part, read-only if it is mapped
     * @throws IOException if the file cannot be read, or ends before
     */
    public static ByteBuffer part(Path file, long position, int length) throws IOException {
        if (file.getFileSystem() == FileSystems.getDefault()) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                return channel.map(MapMode.READ_ONLY, position, length);
            }
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer part = ByteBuffer.allocateDirect(length);
            channel.position(position);
            while (part.hasRemaining()) {
                if (channel.read(part) < 0) {
                    throw new EOFException(file + " ends before byte " + (position + length));
                }
            }
            return part.flip();
        }
    }
}
