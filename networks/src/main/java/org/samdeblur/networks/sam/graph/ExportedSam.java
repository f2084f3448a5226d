package org.samdeblur.networks.sam.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.architecture.Parameters;
import org.samdeblur.networks.architecture.Refusal;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.OnnxFiles;

/** A Segment Anything model that was exported as two {@code .onnx} files, encoder and decoder. */
final class ExportedSam {
    private static final int PUBLISHED_CHANNELS = 256;
    private static final int PUBLISHED_EMBEDDING = 64;
    private static final int PUBLISHED_PATCH = 16;

    private ExportedSam() {}

    /** Returns whether a folder holds models in {@code .onnx} files. */
    static boolean isIn(Path folder) {
        return !filesIn(folder).isEmpty();
    }

    /**
     * Reads a model from a folder that contains exactly two {@code .onnx} files. The decoder is recognised by its
     * inputs.
     *
     * @throws InvalidModelException if the files are not an encoder and a decoder that fit together
     */
    static SamNetwork read(Path folder) {
        List<Path> files = filesIn(folder);
        if (files.size() != 2) {
            throw Refusal.of(
                    folder,
                    "this folder holds " + files.size()
                            + " .onnx files; a segmentation network is two of them, encoder and decoder");
        }
        Graph first = OnnxFiles.read(files.get(0));
        Graph second = OnnxFiles.read(files.get(1));
        if (ExportedDecoder.isLike(first) == ExportedDecoder.isLike(second)) {
            throw Refusal.of(
                    folder,
                    "of its two .onnx files, one has to be a mask decoder, which takes " + DecoderNames.EMBEDDING
                            + " (SAM 2: " + DecoderNames.SAM2_EMBEDDING + ") and "
                            + DecoderNames.POINTS + "; here "
                            + (ExportedDecoder.isLike(first) ? "both do" : "neither does"));
        }
        return ExportedDecoder.isLike(second)
                ? network(new ExportedEncoder(files.get(0), first), new ExportedDecoder(files.get(1), second))
                : network(new ExportedEncoder(files.get(1), second), new ExportedDecoder(files.get(0), first));
    }

    /**
     * Reads a model from its two files.
     *
     * @throws InvalidModelException if the files are not an encoder and a decoder that fit together
     */
    static SamNetwork read(Path encoder, Path decoder) {
        return network(
                new ExportedEncoder(encoder, OnnxFiles.read(encoder)),
                new ExportedDecoder(decoder, OnnxFiles.read(decoder)));
    }

    private static List<Path> filesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Refusal.of(folder, "cannot be read: " + e);
        }
    }

    private static SamNetwork network(ExportedEncoder encoder, ExportedDecoder decoder) {
        requireOneGeneration(encoder, decoder);
        int channels = agreed("channels", encoder.channels(), decoder.channels(), encoder, decoder)
                .orElse(PUBLISHED_CHANNELS);
        int size = agreed("rows", encoder.embeddingSize(), decoder.embeddingSize(), encoder, decoder)
                .orElse(PUBLISHED_EMBEDDING);
        SamShape shape = new SamShape(encoder.imageSize().orElse(PUBLISHED_PATCH * size), channels, size);
        Graph encoding = encoder.graph();
        Graph decoding = decoder.graph(shape);
        return new SamNetwork(
                encoder.file().getFileName() + " with " + decoder.file().getFileName(),
                "ONNX",
                decoder.signature().generation(),
                shape,
                encoder.pixels(decoder.signature()),
                encoding,
                decoding,
                Optional.empty(),
                Parameters.of(encoding) + Parameters.of(decoding));
    }

    private static void requireOneGeneration(ExportedEncoder encoder, ExportedDecoder decoder) {
        if (encoder.makesFinerMaps() && !decoder.takesFinerMaps()) {
            throw Refusal.of(
                    encoder.file(),
                    "this is an encoder of SAM 2, but " + decoder.file()
                            + " is a decoder that takes none of its finer maps, such as SAM's; give encoder and decoder of the"
                            + " same model");
        }
        if (decoder.takesFinerMaps() && !encoder.makesFinerMaps()) {
            throw Refusal.of(
                    decoder.file(),
                    "this is a decoder of SAM 2, which takes " + DecoderNames.FINER + ", but the encoder "
                            + encoder.file() + " makes none of these; give encoder and decoder of the same model");
        }
    }

    /** The embedding's size as the files state it; both may leave it open. */
    private static Optional<Integer> agreed(
            String what,
            Optional<Integer> made,
            Optional<Integer> taken,
            ExportedEncoder encoder,
            ExportedDecoder decoder) {
        if (made.isPresent() && taken.isPresent() && !made.equals(taken)) {
            throw Refusal.of(
                    encoder.file(),
                    "makes an embedding of " + made.get() + " " + what + " where the decoder " + decoder.file()
                            + " takes one of " + taken.get() + "; give encoder and decoder of the same model");
        }
        return made.or(() -> taken);
    }
}
