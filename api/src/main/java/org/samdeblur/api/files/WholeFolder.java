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
import org.samdeblur.api.text.Printable;
import org.samdeblur.api.text.Reason;

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
        try (Unfinished guard = Unfinished.beside(place.path())) {
            Path unfinished = guard.guardedFolder();
            try {
                Files.createDirectory(unfinished);
                content.writeTo(unfinished);
                Files.deleteIfExists(place.path());
                Files.move(unfinished, place.path(), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                delete(unfinished);
            }
        } catch (IOException e) {
            throw Reason.in(e);
        }
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

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> innermostFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : innermostFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING, "a partly written folder is left behind: " + Printable.line(folder.toString()), e);
        }
    }
}
