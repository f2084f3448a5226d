package org.samdeblur.networks.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.samdeblur.api.files.ZipContent;

/** The names of what a zip archive holds. */
public final class ZipNames {
    private ZipNames() {}

    /**
     * Lists an archive.
     *
     * @param file the file, which need not exist
     * @return the names of its entries; none if it is not an archive, or is damaged
     */
    public static List<String> of(Path file) {
        if (!Files.isRegularFile(file)
                || FileContent.of(file).filter(FileContent.PYTORCH_ZIP::equals).isEmpty()) {
            return List.of();
        }
        try (ZipContent archive = ZipContent.open(file)) {
            return archive.names();
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }
}
