package org.samdeblur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/compatibility.md says of exported packages, held against the sources of all modules. */
class PublicApiTest {
    private static final Path ROOT =
            Path.of(System.getProperty("samdeblur.golden", "../golden")).resolveSibling(".");
    private static final Pattern EXPORT = Pattern.compile("^ *exports ([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("^public [a-z -]*(class|interface|enum|record|@interface) ", Pattern.MULTILINE);

    private static List<Path> exportedPackages() throws IOException {
        List<Path> packages = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.sorted().toList()) {
                Path sources = module.resolve("src/main/java");
                Path descriptor = sources.resolve("module-info.java");
                if (Files.exists(descriptor)) {
                    Matcher exports = EXPORT.matcher(Files.readString(descriptor));
                    while (exports.find()) {
                        packages.add(sources.resolve(exports.group(1).replace('.', '/')));
                    }
                }
            }
        }
        assertTrue(packages.size() > 10, "few packages are exported: " + packages);
        return packages;
    }

    @Test
    void exportedPackagesAreNullMarked() throws IOException {
        List<Path> unmarked = new ArrayList<>();
        for (Path folder : exportedPackages()) {
            Path info = folder.resolve("package-info.java");
            if (!Files.exists(info) || !Files.readString(info).contains("@NullMarked")) {
                unmarked.add(folder);
            }
        }
        assertEquals(List.of(), unmarked);
    }

    @Test
    void publicTypesSaySinceWhenTheyExist() throws IOException {
        List<Path> silent = new ArrayList<>();
        for (Path folder : exportedPackages()) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                        .sorted()
                        .toList()) {
                    String source = Files.readString(file);
                    Matcher type = PUBLIC_TYPE.matcher(source);
                    if (type.find() && !source.substring(0, type.start()).contains("@since")) {
                        silent.add(file);
                    }
                }
            }
        }
        assertEquals(List.of(), silent);
    }
}
