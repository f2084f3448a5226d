package org.samdeblur.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.samdeblur.api.SamDeblurException;

/** The folder outputs go to. It is made when the first of them is written, so that a failure leaves none behind. */
final class OutputFolder {
    private OutputFolder() {}

    /** Finds out by trying, since permissions do not tell of read-only disks and the like. */
    static void requireWritable(Path folder) {
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
            Files.delete(Files.createTempFile(nearest, ".samdeblur", null));
        } catch (IOException e) {
            throw new SamDeblurException("cannot write to the folder " + nearest + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        String description = Errors.describe(e);
        return description.contains(".samdeblur") ? "no file can be made there" : description;
    }

    static void createFor(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new SamDeblurException("cannot make the folder " + folder + ": " + Errors.describe(e), e);
        }
    }
}
