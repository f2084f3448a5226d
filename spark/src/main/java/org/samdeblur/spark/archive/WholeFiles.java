package org.samdeblur.spark.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.samdeblur.api.files.WholeFile;

/** Files that appear whole or not at all, on any of Hadoop's file systems: written beside their place, then renamed. */
final class WholeFiles {
    private static final String PREFIX = ".samdeblur-";
    private static final String SUFFIX = ".part";

    private WholeFiles() {}

    /** Tells whether a name is that of a file being written, or left by a process that was killed. */
    static boolean isUnfinished(String name) {
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    /**
     * Writes a file; its folders are made.
     *
     * @param file where to; replaced if it is there
     * @param content what it holds
     * @param configuration Hadoop's
     * @throws IOException if it cannot be written; nothing is left of it then
     */
    static void write(Path file, byte[] content, Configuration configuration) throws IOException {
        if (isLocal(file)) {
            // Hadoop would write a checksum beside it
            java.nio.file.Path local = local(file);
            Files.createDirectories(local.getParent());
            WholeFile.writeStream(local, out -> out.write(content));
            return;
        }
        FileSystem files = file.getFileSystem(configuration);
        Path unfinished = new Path(file.getParent(), PREFIX + UUID.randomUUID() + SUFFIX);
        try {
            try (OutputStream out = files.create(unfinished, true)) {
                out.write(content);
            }
            move(unfinished, file, files, configuration);
        } catch (IOException | RuntimeException e) {
            files.delete(unfinished, false);
            throw e;
        }
    }

    /**
     * Makes an empty file, which is whole at once; its folders are made.
     *
     * @param file the file; emptied if it is there
     * @param configuration Hadoop's
     * @throws IOException if it cannot be made
     */
    static void makeEmpty(Path file, Configuration configuration) throws IOException {
        if (isLocal(file)) {
            java.nio.file.Path local = local(file);
            Files.createDirectories(local.getParent());
            Files.write(local, new byte[0]);
        } else {
            file.getFileSystem(configuration).create(file, true).close();
        }
    }

    private static void move(Path unfinished, Path file, FileSystem files, Configuration configuration)
            throws IOException {
        try {
            FileContext.getFileContext(file.toUri(), configuration).rename(unfinished, file, Options.Rename.OVERWRITE);
        } catch (UnsupportedFileSystemException e) {
            // there is no operation that replaces
            files.delete(file, false);
            if (!files.rename(unfinished, file)) {
                throw new IOException(file + " cannot be replaced", e);
            }
        }
    }

    static void delete(Path file, Configuration configuration) throws IOException {
        if (isLocal(file)) {
            Files.deleteIfExists(local(file));
        } else {
            file.getFileSystem(configuration).delete(file, false);
        }
    }

    private static boolean isLocal(Path file) {
        return "file".equals(file.toUri().getScheme());
    }

    private static java.nio.file.Path local(Path file) {
        return java.nio.file.Path.of(file.toUri().getPath());
    }
}
