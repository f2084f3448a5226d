package org.samdeblur.networks.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The names of what a zip archive holds. */
public final class ZipNames {
    private ZipNames() {}

    /**
     * Lists an archive.
     *
     * @param file the file, which need not exist
     * @return the names of its entries; none if it is no archive, is damaged, or does not lie in the default file system
     */
    public static List<String> of(Path file) {
        if (!Files.isRegularFile(file)
                || FileContent.of(file).filter(FileContent.PYTORCH_ZIP::equals).isEmpty()) {
            return List.of();
        }
        try (ZipFile archive = new ZipFile(file.toFile())) {
            return archive.stream().map(ZipEntry::getName).toList();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return List.of();
        }
    }
}
