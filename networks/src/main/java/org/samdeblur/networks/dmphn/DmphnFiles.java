package org.samdeblur.networks.dmphn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.text.Reason;
import org.samdeblur.networks.checkpoint.Checkpoint;

/**
 * Opens the six state dicts of a DMPHN 1-2-4. They are told by their names, {@code encoder} or {@code decoder} and the level from
 * 1 to 3, whatever stands around these; they may lie in subfolders.
 */
public final class DmphnFiles {
    private static final int LEVELS = 3;
    private static final int MAX_DEPTH = 3;
    private static final Pattern PART =
            Pattern.compile("(encoder|decoder)[^0-9]*([0-9]+).*\\.(pkl|pth|pt|safetensors)");

    private DmphnFiles() {}

    /**
     * Opens the files.
     *
     * @param folder where they lie
     * @param weights the key of the weights to take of each file, as {@link Checkpoint#open(Path, String)} takes it; empty for the usual ones
     * @return one checkpoint of parts {@code encoder_lv1} to {@code decoder_lv3}
     * @throws InvalidModelException if one is missing, is there twice, or is damaged
     */
    public static Checkpoint open(Path folder, Optional<String> weights) {
        List<Path> files = filesIn(folder);
        requireNoFurtherLevel(folder, files);
        Map<String, Checkpoint> parts = new LinkedHashMap<>();
        for (String kind : List.of("encoder", "decoder")) {
            for (int level = 1; level <= LEVELS; level++) {
                parts.put(kind + "_lv" + level, opened(part(folder, files, kind, level), weights));
            }
        }
        return Checkpoint.join(folder, parts);
    }

    /**
     * Returns whether a folder holds some of the files.
     *
     * @param folder any path, which need not exist
     * @return whether {@link #open} is what should be tried
     */
    public static boolean areIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try {
            return filesIn(folder).stream()
                    .anyMatch(file -> PART.matcher(lowerCaseName(file)).find());
        } catch (InvalidModelException e) {
            return false;
        }
    }

    private static String lowerCaseName(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT);
    }

    private static List<Path> filesIn(Path folder) {
        try (Stream<Path> tree = Files.walk(folder, MAX_DEPTH)) {
            return tree.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new InvalidModelException("cannot read the folder " + folder + ": " + Reason.of(e), e);
        }
    }

    private static void requireNoFurtherLevel(Path folder, List<Path> files) {
        files.stream()
                .filter(file -> isPart(file, "encoder", LEVELS + 1) || isPart(file, "decoder", LEVELS + 1))
                .findFirst()
                .ifPresent(file -> {
                    throw new InvalidModelException(folder + " holds " + folder.relativize(file)
                            + ": a DMPHN of more than three levels is not known, only DMPHN 1-2-4");
                });
    }

    private static Checkpoint opened(Path file, Optional<String> weights) {
        Checkpoint checkpoint = weights.map(key -> Checkpoint.open(file, key)).orElseGet(() -> Checkpoint.open(file));
        return checkpoint.knownAs(DmphnFiles::isPart).orElse(checkpoint);
    }

    private static boolean isPart(Checkpoint checkpoint) {
        return checkpoint.names().stream().anyMatch(name -> name.startsWith("layer1.") || name.startsWith("layer13."));
    }

    private static Path part(Path folder, List<Path> files, String kind, int level) {
        List<Path> found =
                files.stream().filter(file -> isPart(file, kind, level)).toList();
        if (found.isEmpty()) {
            throw new InvalidModelException(
                    folder + " is not a network: the folder of a DMPHN 1-2-4 holds six files, and " + kind + "_lv"
                            + level + ".pkl is missing");
        }
        if (found.size() > 1) {
            throw new InvalidModelException(
                    folder + " holds the " + kind + " of level " + level + " of DMPHN 1-2-4 more than once: " + found);
        }
        return found.get(0);
    }

    private static boolean isPart(Path file, String kind, int level) {
        Matcher part = PART.matcher(lowerCaseName(file));
        return part.find() && part.group(1).equals(kind) && part.group(2).equals(String.valueOf(level));
    }
}
