package org.samdeblur.networks.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The zip archives that PyTorch writes. A checkpoint and a TorchScript program are of the same make and may have the same suffix;
 * only a program has code in it.
 */
public final class TorchArchive {
    /** The entry that holds a checkpoint's objects, in the archive's only folder. */
    public static final String OBJECTS = "data.pkl";

    private static final String CONSTANTS = "constants.pkl";

    private TorchArchive() {}

    /**
     * Tells whether a file is a TorchScript program.
     *
     * @param file the file, which need not exist
     * @return whether there is code in it
     */
    public static boolean isProgram(Path file) {
        return hasEntry(file, TorchArchive::isOfProgram);
    }

    /**
     * Tells whether a file is an archive of a checkpoint or program.
     *
     * @param file the file, which need not exist
     * @return whether there are objects in it
     */
    public static boolean holdsObjects(Path file) {
        return hasEntry(file, name -> name.equals(OBJECTS) || name.endsWith("/" + OBJECTS));
    }

    /**
     * Tells whether an archive with a certain entry is a program.
     *
     * @param entry the entry's name
     * @return whether only programs have it
     */
    public static boolean isOfProgram(String entry) {
        return entry.equals(CONSTANTS) || entry.endsWith("/" + CONSTANTS) || entry.contains("/code/");
    }

    private static boolean hasEntry(Path file, Predicate<String> entry) {
        if (!Files.isRegularFile(file)
                || FileContent.of(file).filter(FileContent.PYTORCH_ZIP::equals).isEmpty()) {
            return false;
        }
        try (ZipFile archive = new ZipFile(file.toFile())) {
            return archive.stream().map(ZipEntry::getName).anyMatch(entry);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false; // damaged, or not in the default file system
        }
    }
}
