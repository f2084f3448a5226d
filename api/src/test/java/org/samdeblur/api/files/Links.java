package org.samdeblur.api.files;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Symbolic links, where the system and its user's rights allow them. */
final class Links {
    private Links() {}

    static void make(Path link, Path target) {
        try {
            Files.createSymbolicLink(link, target);
        } catch (UnsupportedOperationException | IOException e) {
            abort("no symbolic links here");
        }
    }
}
