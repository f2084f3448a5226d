package org.samdeblur.backend.tensorflow.export;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.samdeblur.api.SamDeblurException;

/** Writes folders that appear whole or not at all: beside their place first, then moved into it. */
final class WholeFolder {
    private static final Logger LOGGER = System.getLogger(WholeFolder.class.getName());

    private WholeFolder() {}

    /** Writes what becomes of a folder. */
    @FunctionalInterface
    interface Content {
        void writeTo(Path folder) throws IOException;
    }

    /** Writes a folder; one that is there already has to be empty. */
    static void write(Path folder, Content content) {
        Path target = folder.toAbsolutePath().normalize();
        requireRoom(target);
        Path unfinished = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Files.createDirectory(unfinished);
            content.writeTo(unfinished);
            Files.deleteIfExists(target);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new SamDeblurException("cannot write " + folder + ": " + e, e);
        } finally {
            deleteQuietly(unfinished);
        }
    }

    private static void requireRoom(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new SamDeblurException(
                        "cannot write " + folder + ": there is a folder already, which is not empty");
            }
        } catch (IOException e) {
            throw new SamDeblurException(
                    "cannot write " + folder + ": it is there already, and no folder that can be read", e);
        }
    }

    private static void deleteQuietly(Path folder) {
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
