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
import java.util.UUID;
import java.util.stream.Stream;
import org.samdeblur.api.text.Printable;
import org.samdeblur.api.text.Reason;

/**
 * Writes folders that appear complete or not at all: they are written in the same folder under another name, then
 * moved. The target of a link is replaced, not the link. Safe for use by multiple threads and processes.
 */
public final class WholeFolder {
    private static final Logger LOGGER = System.getLogger(WholeFolder.class.getPackageName());

    private WholeFolder() {}

    /** Writes the content of a folder. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes the whole content.
         *
         * @param folder an empty folder
         * @throws IOException if it cannot be written
         */
        void writeTo(Path folder) throws IOException;
    }

    /**
     * Writes a folder.
     *
     * @param folder the target, which must not exist or must be an empty folder; its parent folder must exist
     * @param content writes the content
     * @throws FileAlreadyExistsException if the target is a file or a folder that is not empty
     * @throws IOException if the folder cannot be written; nothing is left of it then
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
     * Replaces an existing folder, which is deleted once the new one is complete.
     *
     * @param folder the folder to replace
     * @param content writes the new content
     * @throws IOException if the new folder cannot be written; the former folder has not changed then, or has the name
     *     in the message
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
                exchange(unfinished, place.path(), former);
            } finally {
                delete(unfinished);
            }
        } catch (IOException e) {
            throw Reason.in(e);
        }
    }

    /** Moves a new folder to its place, and deletes the former one only once that has succeeded. */
    static void exchange(Path unfinished, Path place, Path former) throws IOException {
        try {
            Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw restored(former, place, e);
        }
        delete(former);
    }

    private static IOException restored(Path former, Path place, IOException failure) throws IOException {
        try {
            Files.move(former, place, StandardCopyOption.ATOMIC_MOVE);
            return failure;
        } catch (IOException e) {
            failure.addSuppressed(e);
            // Under another name, since a folder of this name would later be deleted as a leftover.
            Path kept = place.resolveSibling(place.getFileName() + "-former-" + UUID.randomUUID());
            Files.move(former, kept, StandardCopyOption.ATOMIC_MOVE);
            return new IOException(Reason.of(failure) + "; the former folder is now " + kept, failure);
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
