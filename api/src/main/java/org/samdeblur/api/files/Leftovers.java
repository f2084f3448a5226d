package org.samdeblur.api.files;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Removes partly written files and folders of processes that were killed. Those of running processes are locked and are
 * kept. Safe for use by multiple threads and processes.
 */
public final class Leftovers {
    private static final Logger LOGGER = System.getLogger(Leftovers.class.getPackageName());
    private static final int MOST_FOLDERS = 1000;

    /** Folders that this process has searched; the oldest are dropped. */
    private static final Set<Path> SEEN =
            Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<Path, Boolean>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Path, Boolean> eldest) {
                    return size() > MOST_FOLDERS;
                }
            }));

    private Leftovers() {}

    /** Removes leftovers from a folder, unless this process has already searched it. */
    static void removeOnceFrom(Path folder) {
        if (SEEN.add(folder)) {
            removeFrom(folder);
        }
    }

    /**
     * Removes files and folders that killed processes left in a folder. Those that cannot be removed stay.
     *
     * @param folder the folder, which need not exist; its subfolders are not searched
     */
    public static void removeFrom(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        for (Path path : leftIn(folder)) {
            try {
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    removeFile(path);
                } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    removeFolder(path);
                }
            } catch (IOException e) {
                LOGGER.log(Level.DEBUG, "a partly written file stays where it is", e);
            }
        }
    }

    private static List<Path> leftIn(Path folder) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                folder, path -> Unfinished.isName(path) && !Unfinished.isOfThisProcess(path))) {
            entries.forEach(found::add);
        } catch (IOException | DirectoryIteratorException e) {
            LOGGER.log(Level.DEBUG, "a folder cannot be searched for partly written files", e);
        }
        return found;
    }

    /**
     * Deletes the file while holding its lock, so that a process that has just created it notices once it has the lock.
     */
    private static void removeFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (channel.tryLock() != null) {
                Files.deleteIfExists(file);
            }
        } catch (OverlappingFileLockException e) {
            LOGGER.log(Level.DEBUG, "a partly written file is in use", e);
        }
    }

    private static void removeFolder(Path folder) throws IOException {
        Path guard = Unfinished.guardOf(folder);
        if (!guard.equals(folder) && Files.exists(guard)) {
            removeFile(guard);
        }
        if (guard.equals(folder) || !Files.exists(guard)) {
            WholeFolder.delete(folder);
        }
    }
}
