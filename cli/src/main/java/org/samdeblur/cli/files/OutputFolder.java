package org.samdeblur.cli.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.files.Leftovers;
import org.samdeblur.api.files.WholeFile;
import org.samdeblur.cli.console.Errors;

/** The folder of outputs. It is created when the first output is written, so that a failure leaves no empty folder. */
public final class OutputFolder {
    private OutputFolder() {}

    /**
     * Checks that files can be written, by writing one, because permissions do not show read-only disks. Removes
     * temporary files of runs that were killed.
     *
     * @param folder the folder
     */
    public static void requireWritable(Path folder) {
        Path nearest = folder;
        while (!Files.exists(nearest)) {
            nearest = nearest.getParent();
            if (nearest == null) {
                throw new SamDeblurException("cannot make the folder " + folder);
            }
        }
        if (!Files.isDirectory(nearest)) {
            throw new SamDeblurException("cannot write to " + folder + ": " + nearest + " is a file");
        }
        try {
            WholeFile.tryOut(nearest);
        } catch (IOException e) {
            throw new SamDeblurException("cannot write to the folder " + nearest + ": " + e.getMessage(), e);
        }
        Leftovers.removeFrom(nearest);
    }

    /**
     * Creates the folder of a file if it does not exist.
     *
     * @param file the file
     */
    public static void createFor(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new SamDeblurException("cannot make the folder " + folder + ": " + Errors.describe(e), e);
        }
    }
}
