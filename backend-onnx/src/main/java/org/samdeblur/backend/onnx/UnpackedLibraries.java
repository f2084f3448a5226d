package org.samdeblur.backend.onnx;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Deletes the temporary folder to which ONNX Runtime unpacks its native libraries. The runtime itself leaves it behind,
 * empty after a normal exit, with the libraries after a kill.
 *
 * <p>If the system can delete files that are in use, the folder is deleted as soon as the libraries are loaded. On
 * other systems, such as Windows, and if libraries for GPUs are unpacked later, it is deleted when the process ends. A
 * lock on a file in the folder shows other processes whether this process is still running.
 */
final class UnpackedLibraries {
    private static final Logger LOGGER = System.getLogger(UnpackedLibraries.class.getPackageName());
    private static final String FOLDERS = "onnxruntime-java*";
    private static final String LOCK = "samdeblur.lock";
    private static final Set<String> LOADED_AT_ONCE =
            Set.of(System.mapLibraryName("onnxruntime"), System.mapLibraryName("onnxruntime4j_jni"));

    private UnpackedLibraries() {}

    /** Deletes this process's folder, now or when the process ends, and the folders of processes that have ended. */
    static void cleanUp(Path folder) {
        try {
            if (Files.isDirectory(folder)) {
                if (!isLoaded(folder) || !delete(folder)) {
                    deleteAtTheEnd(folder);
                }
            }
            deleteAbandoned(folder.toAbsolutePath().getParent());
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, folder + " cannot be cleaned up", e);
        }
    }

    /** Returns whether the folder contains only libraries that are loaded already. */
    private static boolean isLoaded(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).allMatch(LOADED_AT_ONCE::contains);
        }
    }

    private static void deleteAtTheEnd(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock();
        // the runtime deletes the files later, in an order that leaves the folder behind
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            closeQuietly(lock, channel);
                            delete(folder);
                        },
                        "delete unpacked ONNX Runtime"));
    }

    private static void closeQuietly(FileLock lock, FileChannel channel) {
        try (channel) {
            lock.release();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "a lock file cannot be closed", e);
        }
    }

    /** Deletes the folders that ended processes with this backend left behind. */
    private static void deleteAbandoned(Path temporary) throws IOException {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(temporary, FOLDERS)) {
            found.forEach(folders::add);
        }
        for (Path folder : folders) {
            if (isAbandoned(folder.resolve(LOCK))) {
                delete(folder);
            }
        }
    }

    private static boolean isAbandoned(Path lockFile) {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (IOException | RuntimeException e) {
            return false; // no lock file: the folder belongs to another program; or it is locked by this process
        }
    }

    /** Deletes a folder of files. Returns whether this succeeded. */
    private static boolean delete(Path folder) {
        try {
            List<Path> files;
            try (Stream<Path> found = Files.list(folder)) {
                files = found.collect(Collectors.toList());
            }
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(folder);
            return true;
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, folder + " cannot be deleted yet", e);
            return false;
        }
    }
}
