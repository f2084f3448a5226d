package org.samdeblur.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samdeblur.cli.CommandLineRun.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samdeblur.map.files.NpyFiles;

/** The commands info, convert and devices. */
class ModelCommandsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "nafnet.pth, NAFNet, 3, none",
        "segnafnet.pth, SegNAFNet, 5, 'mask average pooling, 2 channels'",
        "masknafnet.pth, MaskNAFNet, 4, 'grey codes of masks, 1 channel'"
    })
    void infoKnowsTheNafNets(String file, String architecture, int channels, String guidance) throws IOException {
        Map<String, Object> info = CommandLineRun.of("info", golden("nafnet/" + file), "--json")
                .succeeded()
                .json();

        assertEquals(architecture, info.get("architecture"));
        assertEquals(channels, info.get("inputChannels"));
        assertEquals(guidance, info.get("guidance"));
        assertEquals("zero", info.get("padding"));
        assertTrue(((Number) info.get("parameters")).longValue() > 0);
    }

    @Test
    void infoIsForReadingToo() {
        CommandLineRun run = CommandLineRun.of("info", golden("foreign/restorer5_static.onnx"))
                .succeeded();

        assertTrue(run.out().matches("(?s).*inputChannels +5\\R.*"), run.out());
        assertTrue(run.out().matches("(?s).*fixedSize +58x42\\R.*"), run.out());
    }

    @Test
    void infoKnowsTheEmbeddedModel() throws IOException {
        Map<String, Object> info =
                CommandLineRun.of("info", "embedded-fast", "--json").succeeded().json();

        assertEquals("SegNAFNet", info.get("architecture"));
        assertEquals("reflect", info.get("padding"));
    }

    @Test
    void infoDescribesANetworkAsABackendLoadsIt() throws IOException {
        Map<String, Object> info = CommandLineRun.of(
                        "info", golden("nafnet/segnafnet.pth"), "--backend", "onnx", "--json")
                .succeeded()
                .json();

        assertEquals("SegNAFNet", info.get("architecture"));
        assertEquals("mask average pooling, 2 channels", info.get("guidance"));
        assertEquals("onnx", info.get("backend"));
        CommandLineRun.of("info", golden("nafnet/nafnet.pth"), "--backend", "none-such")
                .failedWith("no backend 'none-such'");
    }

    @Test
    void infoKnowsSegmentAnything() throws IOException {
        Map<String, Object> info = CommandLineRun.of("info", golden("sam/sam.pth"), "--json")
                .succeeded()
                .json();

        assertEquals(256, info.get("imageSize"));
        assertEquals(List.of(64, 16, 16), info.get("embedding"));
        assertEquals(64, info.get("maskSize"));
    }

    @Test
    void infoOfWhatIsNoNetworkFails() throws IOException {
        Path file = Files.write(folder.resolve("model.pth"), "no network".getBytes(StandardCharsets.US_ASCII));

        CommandLineRun.of("info", file).failedWith("model.pth");
        CommandLineRun.of("info", folder.resolve("nowhere.pth")).failedWith("nowhere.pth");
    }

    @Test
    void aRewrittenNetworkIsAnotherThanThePlainOne() throws IOException {
        Path rewritten = folder.resolve("rewritten.onnx");
        Path plain = folder.resolve("plain.onnx");

        CommandLineRun.of("convert", golden("nafnet/nafnet.pth"), "-o", rewritten)
                .succeeded();
        CommandLineRun.of("convert", golden("nafnet/nafnet.pth"), "-o", plain, "--plain")
                .succeeded();

        assertFalse(Arrays.equals(Files.readAllBytes(rewritten), Files.readAllBytes(plain)));
    }

    @Test
    void aNetworkInTensorFlowsFormatDeblursAsBefore() throws IOException {
        Path converted = folder.resolve("converted/network");
        Path before = folder.resolve("before.npy");
        Path after = folder.resolve("after.npy");

        CommandLineRun run = CommandLineRun.of(
                        "convert", golden("nafnet/nafnet.pth"), "-o", converted, "--format", "savedmodel")
                .succeeded();
        assertTrue(run.out().contains("NAFNet"), run.out());
        deblur(golden("nafnet/nafnet.pth"), before);
        deblur(converted, after);

        float[] expected = NpyFiles.read(before).toArray();
        assertArrayEquals(expected, NpyFiles.read(after).toArray(), 1e-5f);
        CommandLineRun.of("convert", golden("nafnet/nafnet.pth"), "-o", converted, "--format", "savedmodel")
                .failedWith("network exists");
    }

    @Test
    void modelsOfARuntimesOwnFormatFindTheirBackend() {
        Path converted = folder.resolve("network");
        CommandLineRun.of("convert", golden("nafnet/nafnet.pth"), "-o", converted, "--format", "savedmodel")
                .succeeded();
        Path program = golden("foreign/restorer3.pt");

        assertEquals("tensorflow", backendOf(converted));
        assertEquals("djl", backendOf(program));
        // openvino comes first where OpenVINO is installed
        assertTrue(List.of("onnx", "openvino").contains(backendOf(golden("nafnet/nafnet.pth"))));
        deblurred(program, "--backend", "onnx").failedWith("no backend 'onnx'", "TorchScript", "'djl'");
        CommandLineRun.of("info", program).failedWith("TorchScript", "'djl'");
    }

    @Test
    void optionsThatDoNotApplyToARuntimesOwnFormatAreRefused() {
        Path converted = folder.resolve("network");
        CommandLineRun.of("convert", golden("nafnet/nafnet.pth"), "-o", converted, "--format", "savedmodel")
                .succeeded();

        deblurred(converted, "--stages", "1").failedWith("network", "(--stages) cannot be chosen for a SavedModel");
        deblurred(golden("foreign/restorer3.pt"), "--weights", "params")
                .failedWith("restorer3.pt", "(--weights) cannot be chosen for a TorchScript file");
    }

    private Object backendOf(Path model) {
        try {
            return deblurred(model, "--json").succeeded().json().get("backend");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CommandLineRun deblurred(Path model, String... options) {
        List<Object> arguments = new ArrayList<>(List.of("deblur", golden("nafnet/input.png"), "--model", model));
        arguments.addAll(List.of("-o", folder.resolve("sharp.png"), "--overwrite"));
        arguments.addAll(List.of(options));
        return CommandLineRun.of(arguments.toArray());
    }

    private static void deblur(Path model, Path output) {
        CommandLineRun.of(
                        "deblur",
                        golden("nafnet/input.png"),
                        "--model",
                        model,
                        "--backend",
                        "tensorflow",
                        "--output-npy",
                        output)
                .succeeded();
    }

    @Test
    void weightsAloneLoadAsTheNetworkTheyAreOf() {
        Path single = folder.resolve("weights.safetensors");
        Path half = folder.resolve("half.safetensors");

        CommandLineRun run = CommandLineRun.of(
                        "convert", golden("nafnet/nafnet.pth"), "-o", single, "--format", "safetensors")
                .succeeded();
        CommandLineRun.of("convert", golden("nafnet/nafnet.pth"), "-o", half, "--format", "safetensors-fp16")
                .succeeded();

        assertTrue(run.out().contains(", weights "), run.out());
        assertTrue(single.toFile().length() > 1.5 * half.toFile().length());
        float[] expected = restored(golden("nafnet/nafnet.pth"));
        assertArrayEquals(expected, restored(single), 1e-5f);
        assertArrayEquals(expected, restored(half), 1e-2f);
    }

    private float[] restored(Path model) {
        Path output = folder.resolve("restored.npy");
        CommandLineRun.of("deblur", golden("nafnet/input.png"), "--model", model, "--output-npy", output, "--overwrite")
                .succeeded();
        return NpyFiles.read(output).toArray();
    }

    @Test
    void weightsAreTakenBetweenTwoNetworks() {
        Path itself = folder.resolve("itself.onnx");
        CommandLineRun.of(
                        "convert",
                        golden("nafnet/nafnet.pth"),
                        "--interpolate",
                        golden("nafnet/nafnet.pth"),
                        "--alpha=0.3",
                        "-o",
                        itself)
                .succeeded();

        assertArrayEquals(restored(golden("nafnet/nafnet.pth")), restored(itself), 1e-5f);
        Path between = folder.resolve("between.onnx");
        CommandLineRun.of("convert", "embedded-fast", "--alpha=0.3", "-o", between)
                .wasMisuse("--interpolate");
        CommandLineRun.of("convert", "embedded-fast", "--interpolate=embedded-fast", "--alpha=2", "-o", between)
                .wasMisuse("not 2.0");
        CommandLineRun.of("convert", "embedded-fast", "--interpolate", golden("nafnet/nafnet.pth"), "-o", between)
                .failedWith("cannot be interpolated");
        CommandLineRun.of(
                        "convert",
                        golden("foreign/restorer3_static.onnx"),
                        "--format=safetensors",
                        "-o",
                        folder.resolve("w.safetensors"))
                .failedWith("known by its graph only");
    }

    @Test
    void conversionChecksItsOutputFirst() {
        CommandLineRun.of("convert", "nowhere.pth", "-o", folder.resolve("model.pb"))
                .wasMisuse("model.pb");
        CommandLineRun.of("convert", folder.resolve("nowhere.pth"), "-o", folder.resolve("a/b.onnx"))
                .failedWith("nowhere.pth");
        assertFalse(Files.exists(folder.resolve("a")));
    }

    @Test
    void devicesListsTheBackends() throws IOException {
        Map<String, Object> devices =
                CommandLineRun.of("devices", "--json").succeeded().json();

        Map<?, ?> onnx = (Map<?, ?>) ((List<?>) devices.get("backends")).get(0);
        assertEquals("onnx", onnx.get("name"));
        assertEquals(true, onnx.get("available"));
        assertTrue(onnx.get("runtime").toString().startsWith("ONNX Runtime"), onnx.toString());
        assertTrue(((List<?>) onnx.get("devices")).contains("cpu"), onnx.toString());
    }

    @Test
    void devicesIsForReadingToo() {
        CommandLineRun run = CommandLineRun.of("devices").succeeded();

        assertTrue(run.out().startsWith("onnx: available, ONNX Runtime"), run.out());
    }
}
