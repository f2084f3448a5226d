package org.samdeblur.networks.content;

import java.nio.file.Path;

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
     * Returns whether a file is a TorchScript program.
     *
     * @param file the file, which need not exist
     * @return whether there is code in it
     */
    public static boolean isProgram(Path file) {
        return ZipNames.of(file).stream().anyMatch(TorchArchive::isOfProgram);
    }

    /**
     * Returns whether a file is an archive of a checkpoint or program.
     *
     * @param file the file, which need not exist
     * @return whether there are objects in it
     */
    public static boolean holdsObjects(Path file) {
        return ZipNames.of(file).stream().anyMatch(name -> name.equals(OBJECTS) || name.endsWith("/" + OBJECTS));
    }

    /**
     * Returns whether an archive with a certain entry is a program.
     *
     * @param entry the entry's name
     * @return whether only programs have it
     */
    public static boolean isOfProgram(String entry) {
        return entry.equals(CONSTANTS) || entry.endsWith("/" + CONSTANTS) || entry.contains("/code/");
    }
}
