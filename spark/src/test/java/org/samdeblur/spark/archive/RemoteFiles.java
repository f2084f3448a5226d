package org.samdeblur.spark.archive;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** Local files as a file system of another scheme, as HDFS behaves: nothing is replaced by renaming. */
public class RemoteFiles extends FileSystem {
    private URI uri;

    /** Made by Hadoop. */
    public RemoteFiles() {}

    /** One whose disk is full after a byte. */
    public static final class Full extends RemoteFiles {
        /** Made by Hadoop. */
        public Full() {}

        @Override
        public FSDataOutputStream create(
                Path file,
                FsPermission permission,
                boolean overwrite,
                int bufferSize,
                short replication,
                long blockSize,
                Progressable progress)
                throws IOException {
            try (FSDataOutputStream out =
                    super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress)) {
                out.write(1);
            }
            throw new IOException("No space left on device");
        }
    }

    @Override
    public void initialize(URI name, Configuration configuration) throws IOException {
        super.initialize(name, configuration);
        uri = URI.create(name.getScheme() + ":///");
        setConf(configuration);
    }

    @Override
    public URI getUri() {
        return uri;
    }

    @Override
    public String getScheme() {
        return uri.getScheme();
    }

    private static java.nio.file.Path local(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath());
    }

    @Override
    public FSDataInputStream open(Path file, int bufferSize) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FSDataOutputStream create(
            Path file,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        Files.createDirectories(local(file).getParent());
        return new FSDataOutputStream(
                Files.newOutputStream(
                        local(file),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE),
                null);
    }

    @Override
    public FSDataOutputStream append(Path file, int bufferSize, Progressable progress) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        if (Files.exists(local(to))) {
            return false;
        }
        Files.move(local(from), local(to));
        return true;
    }

    @Override
    public boolean delete(Path file, boolean recursive) throws IOException {
        return Files.deleteIfExists(local(file));
    }

    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        List<java.nio.file.Path> entries;
        try (Stream<java.nio.file.Path> list = Files.list(local(folder))) {
            entries = list.sorted().toList();
        } catch (NoSuchFileException e) {
            throw new FileNotFoundException(e.getMessage());
        }
        FileStatus[] found = new FileStatus[entries.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] =
                    getFileStatus(new Path(folder, entries.get(i).getFileName().toString()));
        }
        return found;
    }

    @Override
    public void setWorkingDirectory(Path folder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path getWorkingDirectory() {
        return new Path(uri.getScheme(), null, "/");
    }

    @Override
    public boolean mkdirs(Path folder, FsPermission permission) throws IOException {
        Files.createDirectories(local(folder));
        return true;
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        java.nio.file.Path local = local(path);
        if (!Files.exists(local)) {
            throw new FileNotFoundException(path.toString());
        }
        return new FileStatus(
                Files.size(local),
                Files.isDirectory(local),
                1,
                1,
                Files.getLastModifiedTime(local).toMillis(),
                makeQualified(path));
    }
}
