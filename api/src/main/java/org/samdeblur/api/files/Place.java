package org.samdeblur.api.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The place of a new file or folder. Links are resolved, so that their target is replaced instead of the link. */
record Place(Path path) {
    static Place of(Path wanted) throws IOException {
        if (Files.exists(wanted)) {
            return cleared(wanted.toRealPath());
        }
        if (Files.isSymbolicLink(wanted)) {
            throw new IOException("it is a broken link");
        }
        Path path = wanted.toAbsolutePath();
        if (path.getParent() == null || !Files.isDirectory(path.getParent())) {
            throw new IOException("there is no folder " + path.getParent());
        }
        return cleared(path);
    }

    /** Removes what killed processes left in the same folder. */
    private static Place cleared(Path path) {
        if (path.getParent() != null) {
            Leftovers.removeOnceFrom(path.getParent());
        }
        return new Place(path);
    }
}
