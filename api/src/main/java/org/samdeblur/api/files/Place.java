package org.samdeblur.api.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Where something is to appear. Links have been followed, so that what they lead to is replaced, not they. */
record Place(Path path) {
    private static final String PREFIX = ".samdeblur-";
    private static final String SUFFIX = ".part";

    static Place of(Path wanted) throws IOException {
        if (Files.exists(wanted)) {
            return new Place(wanted.toRealPath());
        }
        if (Files.isSymbolicLink(wanted)) {
            throw new IOException("it is a link to what is not there");
        }
        Path path = wanted.toAbsolutePath();
        if (path.getParent() == null || !Files.isDirectory(path.getParent())) {
            throw new IOException("there is no folder " + path.getParent());
        }
        return new Place(path);
    }

    static boolean isUnfinished(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    /** A name beside the place that nothing else has. */
    Path unfinished() {
        return path.resolveSibling(PREFIX + UUID.randomUUID() + SUFFIX);
    }
}
