package org.samdeblur.networks.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The golden data as the published jar of these tests holds them, unpacked until the process ends. */
final class PackedGolden {
    private static final String FOLDER = "golden";

    private PackedGolden() {}

    private static final class Unpacked {
        static final Path FOLDER = unpack();
    }

    static Path folder() {
        return Unpacked.FOLDER;
    }

    private static Path unpack() {
        try {
            Path tests = Path.of(PackedGolden.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(tests)) {
                return tests.resolve(FOLDER);
            }
            Path target = Files.createTempDirectory("samdeblur-golden");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(target), "delete golden data"));
            try (FileSystem jar = FileSystems.newFileSystem(tests)) {
                copy(jar.getPath(FOLDER), target);
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        for (Path file : listed(source)) {
            Path copy = target.resolve(source.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(copy);
            } else {
                Files.copy(file, copy);
            }
        }
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList();
        }
    }

    private static void delete(Path folder) {
        try {
            for (Path file :
                    listed(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
