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
 * Writes folders that appear complete or not at all: beside their place first, then moved into it. What a link leads to is replaced,
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
     * @param folder the target; must not exist, or be empty; its parent folder must exist
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

    /**
     * Writes a folder in place of one that exists, which is deleted once the new one is complete.
     *
     * @param folder the folder to replace
     * @param content what to write
     * @throws IOException if it cannot be written; the former folder is as it was then
     */
    public static void replace(Path folder, Content content) throws IOException {
        Place place = Place.of(folder);
        try (Unfinished guard = Unfinished.beside(place.path());
                Unfinished guardOfFormer = Unfinished.beside(place.path())) {
            Path unfinished = guard.guardedFolder();
            Path former = guardOfFormer.guardedFolder();
            try {
                Files.createDirectory(unfinished);
                content.writeTo(unfinished);
                Files.move(place.path(), former, StandardCopyOption.ATOMIC_MOVE);
                moveOrRestore(unfinished, place.path(), former);
            } finally {
                delete(unfinished);
                delete(former);
            }
        } catch (IOException e) {
            throw Reason.in(e);
        }
    }

    private static void moveOrRestore(Path unfinished, Path place, Path former) throws IOException {
        try {
            Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.move(former, place, StandardCopyOption.ATOMIC_MOVE);
            throw e;
        }
    }

    private static void requireRoom(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new FileAlreadyExistsException(folder.toString(), null, "the folder exists and is not empty");
            }
        } catch (NotDirectoryException e) {
            throw new FileAlreadyExistsException(folder.toString(), null, "a file of that name exists");
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
