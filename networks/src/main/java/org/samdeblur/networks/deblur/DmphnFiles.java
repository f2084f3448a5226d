package org.samdeblur.networks.deblur;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.architecture.Parameters;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.GraphBuilder;

/**
 * The six state dicts of a DMPHN 1-2-4. They are told by their names, {@code encoder} or {@code decoder} and the level from
 * 1 to 3, whatever stands around these; they may lie in subfolders.
 *
 * @param folder where they lie
 * @param encoders the encoders, level 1 first
 * @param decoders the decoders, level 1 first
 */
record DmphnFiles(Path folder, List<Checkpoint> encoders, List<Checkpoint> decoders) {
    private static final int LEVELS = 3;
    private static final int MAX_DEPTH = 3;
    private static final Pattern PART =
            Pattern.compile("(encoder|decoder)[^0-9]*([0-9]+).*\\.(pkl|pth|pt|safetensors)");

    /**
     * Opens the files.
     *
     * @throws InvalidModelException if one is missing, is there twice, is damaged, or does not fit the others
     */
    static DmphnFiles open(Path folder, Optional<String> weights) {
        List<Path> files = filesIn(folder);
        requireNoFurtherLevel(folder, files);
        DmphnFiles network = new DmphnFiles(
                folder, parts(folder, files, "encoder", weights), parts(folder, files, "decoder", weights));
        DmphnWidths widths = DmphnWidths.of(network.encoders.get(0));
        network.encoders.forEach(widths::requireEncoder);
        network.decoders.forEach(widths::requireDecoder);
        return network;
    }

    private static List<Path> filesIn(Path folder) {
        try (Stream<Path> tree = Files.walk(folder, MAX_DEPTH)) {
            return tree.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new InvalidModelException("cannot read the folder " + folder + ": " + e, e);
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

    private static List<Checkpoint> parts(Path folder, List<Path> files, String kind, Optional<String> weights) {
        return IntStream.rangeClosed(1, LEVELS)
                .mapToObj(level -> Checkpoint.open(part(folder, files, kind, level), weights))
                .map(checkpoint -> checkpoint.knownAs(DmphnFiles::isPart).orElse(checkpoint))
                .toList();
    }

    private static boolean isPart(Checkpoint checkpoint) {
        return checkpoint.names().stream().anyMatch(name -> name.startsWith("layer1.") || name.startsWith("layer13."));
    }

    private static Path part(Path folder, List<Path> files, String kind, int level) {
        List<Path> found =
                files.stream().filter(file -> isPart(file, kind, level)).toList();
        if (found.isEmpty()) {
            throw new InvalidModelException(folder + " is no network: the folder of a DMPHN 1-2-4 holds six files, and "
                    + kind + "_lv" + level + ".pkl is missing");
        }
        if (found.size() > 1) {
            throw new InvalidModelException(
                    folder + " holds the " + kind + " of level " + level + " of DMPHN 1-2-4 more than once: " + found);
        }
        return found.get(0);
    }

    private static boolean isPart(Path file, String kind, int level) {
        Matcher part = PART.matcher(file.getFileName().toString().toLowerCase(Locale.ROOT));
        return part.find() && part.group(1).equals(kind) && part.group(2).equals(String.valueOf(level));
    }

    /** The layers of a level, from 1. */
    DmphnLevel level(int number, GraphBuilder graph) {
        return new DmphnLevel(
                Layers.of(encoders.get(number - 1), graph, "encoder_lv" + number),
                Layers.of(decoders.get(number - 1), graph, "decoder_lv" + number));
    }

    /** The number of weights. */
    long parameters() {
        return Stream.concat(encoders.stream(), decoders.stream())
                .mapToLong(Parameters::of)
                .sum();
    }
}
