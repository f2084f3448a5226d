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

/** Reads parts of large files, mapped into memory where possible. */
public final class FileContents {
    private FileContents() {}

    /**
     * Returns a part of a file. It is mapped on the default file system, and read on others, which cannot map files.
     *
     * @param file the file
     * @param position the position of the first byte
     * @param length the number of bytes
     * @return a direct buffer of the part, read-only if it is mapped
     * @throws IOException if the file cannot be read, or ends before the last byte
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
