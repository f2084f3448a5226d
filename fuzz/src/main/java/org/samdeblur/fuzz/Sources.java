package org.samdeblur.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where files to begin with are found.
 *
 * @param golden the checkout's folder {@code golden}
 * @param shared files that are not part of the repository; need not exist
 * @param scratch an empty folder to make files in
 */
record Sources(Path golden, Path shared, Path scratch) {
    private static final long LARGEST = 400_000;

    /** Files that take seconds each, as they should, so that there would be no time for others. */
    private static final List<String> SLOW =
            List.of("alternating_12247", "label_12247", "coco_full", "coco_stripes", "scans_");

    /** Returns samples of all files of the given suffixes, in the golden data and among the shared cases, in a fixed order. */
    List<Sample> ofSuffix(String... suffixes) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (Path root : List.of(golden, shared.resolve("cases"))) {
            if (!Files.isDirectory(root)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    String name = file.toString().toLowerCase(Locale.ROOT);
                    boolean isSlow = SLOW.stream().anyMatch(name::contains);
                    if (!isSlow && Stream.of(suffixes).anyMatch(name::endsWith) && Files.size(file) <= LARGEST) {
                        samples.add(Sample.ofFile(file));
                    }
                }
            }
        }
        return samples;
    }
}
