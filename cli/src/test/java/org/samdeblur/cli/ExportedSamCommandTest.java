package org.samdeblur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samdeblur.cli.CommandLineRun.golden;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.ModelSource;
import org.samdeblur.map.files.MaskFiles;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.OnnxFiles;
import org.samdeblur.networks.graph.Value.Axis;
import org.samdeblur.networks.sam.graph.SamNetwork;
import org.samdeblur.networks.sam.graph.SamNetworks;

/** Segment Anything in two files. */
class ExportedSamCommandTest {
    private static final Path INPUT = golden("sam/input.png");

    @TempDir
    private static Path model;

    @TempDir
    private Path folder;

    private static Path encoder;
    private static Path decoder;

    @BeforeAll
    static void export() {
        SamNetwork network = SamNetworks.load(ModelSource.of(golden("sam/sam.pth")));
        encoder = model.resolve("encoder.onnx");
        decoder = model.resolve("decoder.onnx");
        OnnxFiles.write(network.imageEncoder(), encoder);
        OnnxFiles.write(network.maskDecoder(), decoder);
    }

    private CommandLineRun segment(Path output, Object... options) {
        List<Object> arguments = new ArrayList<>(List.of("segment", INPUT, "-o", output));
        arguments.addAll(Arrays.asList(options));
        return CommandLineRun.of(arguments.toArray());
    }

    @Test
    void aPairOrItsFolderFindsWhatTheCheckpointFinds() {
        Path ofCheckpoint = folder.resolve("checkpoint.json");
        Path ofPair = folder.resolve("pair.json");
        Path ofFolder = folder.resolve("folder.json");

        segment(ofCheckpoint, "--segmenter", golden("sam/sam.pth"), "--prompt-point", "110,190")
                .succeeded();
        segment(ofPair, "--segmenter", encoder, "--mask-decoder", decoder, "--prompt-point", "110,190")
                .succeeded();
        segment(ofFolder, "--segmenter", model, "--prompt-point", "110,190").succeeded();

        assertEquals(MaskFiles.read(ofCheckpoint), MaskFiles.read(ofPair));
        assertEquals(MaskFiles.read(ofPair), MaskFiles.read(ofFolder));
    }

    @Test
    void aPairFindsAllMasks() {
        CommandLineRun run = segment(
                        folder.resolve("masks.json"),
                        "--segmenter",
                        encoder,
                        "--mask-decoder",
                        decoder,
                        "--points-per-side",
                        16,
                        "--pred-iou-thresh",
                        0.6,
                        "--stability-score-thresh",
                        0.75)
                .succeeded();

        assertTrue(run.out().endsWith("(10 masks)\n"), run.out());
    }

    @Test
    void anEncoderOfAnotherWidthIsRefused() {
        Path output = folder.resolve("masks.json");

        segment(output, "--segmenter", narrowEncoder(), "--mask-decoder", decoder)
                .failedWith("narrow.onnx", "decoder.onnx", "3 channels", "64");

        assertFalse(Files.exists(output));
    }

    /** Its embedding are the colours themselves. */
    private Path narrowEncoder() {
        GraphBuilder graph = new GraphBuilder("narrow");
        String image = graph.input("image", Axis.fixed(1), Axis.fixed(3), Axis.fixed(256), Axis.fixed(256));
        Map<String, Attribute> sixteenth =
                Map.of("kernel_shape", Attribute.ofLongs(16, 16), "strides", Attribute.ofLongs(16, 16));
        String colours = graph.op("AveragePool", List.of(image), sixteenth);
        graph.output("embedding", colours, Axis.fixed(1), Axis.fixed(3), Axis.fixed(16), Axis.fixed(16));
        Path file = folder.resolve("narrow.onnx");
        OnnxFiles.write(graph.build(), file);
        return file;
    }

    @Test
    void halvesInEachOthersPlaceAreRefused() {
        segment(folder.resolve("masks.json"), "--segmenter", decoder, "--mask-decoder", encoder)
                .failedWith("decoder.onnx");
    }

    @Test
    void aMissingHalfIsNamed() {
        Path output = folder.resolve("masks.json");
        segment(output, "--segmenter", encoder, "--mask-decoder", model.resolve("nowhere.onnx"))
                .failedWith("nowhere.onnx does not exist");
        segment(output, "--segmenter", encoder).wasMisuse("--mask-decoder");
        segment(output, "--segmenter", golden("sam/sam.pth"), "--mask-decoder", decoder)
                .failedWith("sam.pth");
    }
}
