package org.samdeblur.api.files;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes folders that appear whole or not at all: beside their place first, then moved into it. What a link leads to is replaced,
 * not the link.
 */
public final class WholeFolder {
    private static final Logger LOGGER = System.getLogger(WholeFolder.class.getPackageName());

    private WholeFolder() {}

    /** Writes what becomes of a folder. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes all of it.
         *
         * @param folder there, and empty
         * @throws IOException if it cannot be written
         */
        void writeTo(Path folder) throws IOException;
    }

    /**
     * Writes a folder.
     *
     * @param folder where to; not there yet, or empty; the folder it lies in is there
     * @param content what to write
     * @throws FileAlreadyExistsException if there is a folder that is not empty
     * @throws IOException if it cannot be written; nothing is left of it then
     */
    public static void write(Path folder, Content content) throws IOException {
        Place place = Place.of(folder);
        requireRoom(place.path());
        Path unfinished = place.unfinished();
        try {
            Files.createDirectory(unfinished);
            content.writeTo(unfinished);
            Files.deleteIfExists(place.path());
            Files.move(unfinished, place.path(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(unfinished);
        }
    }

    /**
     * Removes folders that were being written when a process ended. What cannot be removed is left there, with a warning.
     *
     * @param parent the folder that they were to appear in; nothing may be writing to it
     * @throws IOException if its entries cannot be listed
     */
    public static void removeUnfinished(Path parent) throws IOException {
        List<Path> unfinished;
        try (Stream<Path> entries = Files.list(parent)) {
            unfinished = entries.filter(Place::isUnfinished)
                    .filter(Files::isDirectory)
                    .toList();
        }
        unfinished.forEach(WholeFolder::delete);
    }

    private static void requireRoom(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new FileAlreadyExistsException(
                        folder.toString(), null, "there is a folder already, which is not empty");
            }
        } catch (NotDirectoryException e) {
            throw new FileAlreadyExistsException(folder.toString(), null, "there is a file of that name");
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> innermostFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : innermostFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "a partly written folder is left behind: " + folder, e);
        }
    }
}
