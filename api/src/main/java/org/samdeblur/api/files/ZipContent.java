package org.samdeblur.api.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The content of a zip file on any file system. */
public sealed interface ZipContent extends Closeable {
    /**
     * Opens a zip file.
     *
     * @param file the file
     * @return its content, owned by the caller
     * @throws IOException if it is not a zip file, or damaged
     */
    static ZipContent open(Path file) throws IOException {
        if (file.getFileSystem() == FileSystems.getDefault()) {
            return new OfFile(new ZipFile(file.toFile()));
        }
        try {
            return new OfFileSystem(FileSystems.newFileSystem(file));
        } catch (ProviderNotFoundException e) {
            throw new IOException("it is not a zip file, or it is damaged", e);
        }
    }

    /**
     * Lists the entries.
     *
     * @return the names of all entries that are not folders
     * @throws IOException if the zip file is damaged
     */
    List<String> names() throws IOException;

    /**
     * Returns the uncompressed size of an entry, as stated in the zip file.
     *
     * @param name one of the {@link #names}
     * @return the number of bytes
     * @throws IOException if the zip file is damaged
     */
    long size(String name) throws IOException;

    /**
     * Returns the CRC-32 of an entry, as stated in the zip file.
     *
     * @param name one of the {@link #names}
     * @return the checksum
     * @throws IOException if the zip file is damaged
     */
    long checksum(String name) throws IOException;

    /**
     * Opens an entry.
     *
     * @param name one of the {@link #names}
     * @return its uncompressed content, owned by the caller; the checksum is not verified
     * @throws IOException if the zip file is damaged
     */
    InputStream read(String name) throws IOException;

    @Override
    void close() throws IOException;

    /**
     * A zip file on the default file system.
     *
     * @param zip the open file
     */
    record OfFile(ZipFile zip) implements ZipContent {
        @Override
        public List<String> names() {
            return zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        }

        @Override
        public long size(String name) {
            return zip.getEntry(name).getSize();
        }

        @Override
        public long checksum(String name) {
            return zip.getEntry(name).getCrc();
        }

        @Override
        public InputStream read(String name) throws IOException {
            return zip.getInputStream(zip.getEntry(name));
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }

    /**
     * A zip file on another file system, which {@link ZipFile} cannot open.
     *
     * @param zip the content as a file system
     */
    record OfFileSystem(FileSystem zip) implements ZipContent {
        @Override
        public List<String> names() throws IOException {
            Path root = zip.getPath("/");
            try (Stream<Path> files = Files.walk(root)) {
                return files.filter(Files::isRegularFile)
                        .map(file -> root.relativize(file).toString())
                        .toList();
            }
        }

        @Override
        public long size(String name) throws IOException {
            return Files.size(zip.getPath("/", name));
        }

        @Override
        public long checksum(String name) throws IOException {
            return ((Number) Files.getAttribute(zip.getPath("/", name), "zip:crc")).longValue();
        }

        @Override
        public InputStream read(String name) throws IOException {
            return Files.newInputStream(zip.getPath("/", name));
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }
}
