package org.samdeblur.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samdeblur.cli.CommandLineRun.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.Image;
import org.samdeblur.api.Tensor;
import org.samdeblur.evaluation.Psnr;
import org.samdeblur.map.files.NpyFiles;

class DeblurCommandTest {
    private static final Path BLURRED = CommandLineRun.example("street-blurred.png");
    private static final Path INPUT = golden("nafnet/input.png");
    private static final Path SHARP = CommandLineRun.example("street-sharp.png");

    @TempDir
    private Path folder;

    @Test
    void theExampleImageGetsSharper() {
        Path output = folder.resolve("sharp.png");

        CommandLineRun run = CommandLineRun.of("deblur", BLURRED, "-o", output).succeeded();

        Image truth = Image.read(SHARP);
        double before = Psnr.of(Image.read(BLURRED), truth);
        double after = Psnr.of(Image.read(output), truth);
        assertTrue(after > before + 0.5, before + " dB became " + after + " dB");
        assertTrue(run.out().startsWith(BLURRED + " -> " + output), run.out());
    }

    @Test
    void masksForAModelThatTakesNoneAreMentioned() {
        Path output = folder.resolve("out.png");

        CommandLineRun run = CommandLineRun.of(
                        "deblur", INPUT, "-o", output, "--segmenter", "graph", "--model", golden("nafnet/nafnet.pth"))
                .succeeded();

        assertTrue(
                run.err()
                        .contains(
                                "--segmenter has no effect, because nafnet.pth takes no masks; --model embedded-fast does"),
                run.err());
    }

    @Test
    void masksForAModelThatTakesThemNeedNoMention() {
        Path output = folder.resolve("out.png");

        CommandLineRun run = CommandLineRun.of(
                        "deblur", INPUT, "-o", output, "--segmenter", "graph", "--model", "embedded-fast")
                .succeeded();

        assertFalse(run.err().contains("--segmenter"), run.err());
    }

    @Test
    void aPrecisionThatTheBackendDoesNotHaveIsRefused() {
        Path output = folder.resolve("out.png");

        CommandLineRun.of("deblur", INPUT, "-o", output, "--backend", "onnx", "--precision", "bfloat16")
                .failedWith("precision bfloat16 is not available", "float32");

        assertFalse(Files.exists(output));
    }

    @Test
    void theReportIsOneJsonObject() throws IOException {
        Path output = folder.resolve("a/out.png");

        Map<String, Object> report = CommandLineRun.of(
                        "deblur", INPUT, "-o", output, "--json", "--model", golden("nafnet/segnafnet.pth"))
                .succeeded()
                .json();

        assertEquals("segnafnet.pth", report.get("model"));
        assertEquals("SegNAFNet", report.get("architecture"));
        // openvino comes first where OpenVINO is installed
        assertTrue(List.of("onnx", "openvino").contains(report.get("backend")));
        assertEquals(output.toString(), report.get("output"));
        assertTrue(report.get("device") instanceof String);
        assertEquals("float32", report.get("precision"));
        assertTrue((int) report.get("masks") > 0);
        assertTrue(report.get("collapsedRegions") instanceof Integer);
        assertTrue(report.get("collapsedShare") instanceof Number);
        Map<?, ?> times = (Map<?, ?>) report.get("milliseconds");
        assertEquals(List.of("segment", "group", "map", "network", "finish", "total"), List.copyOf(times.keySet()));
        assertTrue(Files.exists(output));
    }

    @Test
    void aFolderIsWorkedOffAndSummedUp() throws IOException {
        Path inputs = Files.createDirectories(folder.resolve("in/deep"));
        Files.copy(INPUT, inputs.resolve("a.png"));
        Files.copy(golden("nafnet/tlc_input.png"), inputs.getParent().resolve("b.png"));
        Path outputs = folder.resolve("out");

        CommandLineRun run = CommandLineRun.of(
                        "deblur", folder.resolve("in"), "-o", outputs, "--model", golden("nafnet/nafnet.pth"), "--json")
                .succeeded();

        assertEquals(2, run.json().get("deblurred"));
        assertEquals(2, ((List<?>) run.json().get("files")).size());
        assertTrue(Files.exists(outputs.resolve("deep/a.png")));
        assertTrue(Files.exists(outputs.resolve("b.png")));
    }

    /** The network pools over what it sees, so that tiles are not quite what the whole is. */
    @Test
    void tilesCutWhatIsLargerThanThey() {
        Tensor whole = tiled("whole.npy", "--tile", "off");

        assertEquals(whole, tiled("one.npy", "--tile", "640"));

        Tensor cut = tiled("cut.npy", "--tile", "256", "--overlap", "64");
        assertNotEquals(whole, cut);
        Tensor truth = Image.read(SHARP).toTensor();
        assertTrue(Psnr.of(cut, truth) > Psnr.of(Image.read(BLURRED).toTensor(), truth));
    }

    private Tensor tiled(String name, Object... options) {
        Path output = folder.resolve(name);
        List<Object> command = new ArrayList<>(List.of("deblur", BLURRED, "--output-npy", output));
        command.addAll(Arrays.asList(options));
        CommandLineRun.of(command.toArray()).succeeded();
        return NpyFiles.read(output);
    }

    @Test
    void theImageIsTheClampedTensor() {
        Path image = folder.resolve("out.png");
        Path tensor = folder.resolve("out.npy");

        CommandLineRun.of(
                        "deblur",
                        golden("foreign/restorer5_input.npy"),
                        "-o",
                        image,
                        "--output-npy",
                        tensor,
                        "--model",
                        golden("foreign/restorer5_dynamic.onnx"))
                .succeeded();

        Tensor values = NpyFiles.read(tensor);
        assertArrayEquals(new int[] {3, 42, 58}, values.shape());
        assertArrayEquals(Image.of(values).toRgb(), Image.read(image).toRgb());
    }

    @Test
    void strengthMixesTheResultButNotTheTensor() {
        Tensor output = NpyFiles.read(atStrength("1"));
        byte[] full = Image.read(folder.resolve("1.png")).toRgb();

        assertEquals(output, NpyFiles.read(atStrength("0")));
        assertArrayEquals(
                Image.read(INPUT).toRgb(), Image.read(folder.resolve("0.png")).toRgb());

        atStrength("0.5");
        byte[] half = Image.read(folder.resolve("0.5.png")).toRgb();
        byte[] input = Image.read(INPUT).toRgb();
        for (int i = 0; i < half.length; i++) {
            int mean = ((input[i] & 0xFF) + (full[i] & 0xFF)) / 2;
            assertEquals(mean, half[i] & 0xFF, 1);
        }
    }

    private Path atStrength(String strength) {
        Path tensor = folder.resolve(strength + ".npy");
        CommandLineRun.of(
                        "deblur",
                        INPUT,
                        "-o",
                        folder.resolve(strength + ".png"),
                        "--output-npy",
                        tensor,
                        "--strength",
                        strength,
                        "--model",
                        golden("nafnet/nafnet.pth"))
                .succeeded();
        return tensor;
    }

    @Test
    void anImageIsFilledUpAsTheNetworkWasMadeForUnlessItIsSaidHow() {
        assertEquals(filledUp("embedded-fast", "--padding", "reflect"), filledUp("embedded-fast"));
        assertNotEquals(filledUp("embedded-fast", "--padding", "zero"), filledUp("embedded-fast"));
        Path published = golden("nafnet/nafnet.pth");
        assertEquals(filledUp(published, "--padding", "zero"), filledUp(published));
        assertNotEquals(filledUp(published, "--padding", "reflect"), filledUp(published));
    }

    private Tensor filledUp(Object model, Object... options) {
        Path values = folder.resolve("filled.npy");
        List<Object> command = new ArrayList<>(List.of(
                "deblur",
                INPUT,
                "-o",
                folder.resolve("filled.png"),
                "--output-npy",
                values,
                "--overwrite",
                "--model",
                model));
        command.addAll(List.of(options));
        CommandLineRun.of(command.toArray()).succeeded();
        return NpyFiles.read(values);
    }

    @Test
    void whatDoesNotGoTogetherIsMisuse() {
        Path input = INPUT;
        Path output = folder.resolve("out.png");

        CommandLineRun.of("deblur", input).wasMisuse("-o OUT");
        CommandLineRun.of("deblur", input, "-o", folder.resolve("out.webp")).wasMisuse("out.webp");
        CommandLineRun.of("deblur", input, input, "-o", folder, "--masks", "m.npz")
                .wasMisuse("--masks");
        CommandLineRun.of("deblur", folder, "-o", output, "--output-npy", "o.npy")
                .wasMisuse("--output-npy");
        CommandLineRun.of("deblur", input, "-o", output, "--overlap", "8").wasMisuse("--tile");
        CommandLineRun.of("deblur", input, "-o", output, "--tile", "none").wasMisuse("'none'");
        CommandLineRun.of("deblur", input, "-o", output, "--tile", "64", "--overlap", "32")
                .wasMisuse("overlap");
        CommandLineRun.of("deblur", input, "-o", output, "--threads", "0").wasMisuse("--threads");
        CommandLineRun.of("deblur", input, "-o", output, "--device", "9").wasMisuse("--device");
        CommandLineRun.of("deblur", input, "-o", output, "--precision", "int4").wasMisuse("--precision", "bfloat16");
        CommandLineRun.of("deblur", input, "-o", output, "--grouping", "best").wasMisuse("overlay, published, none");
        CommandLineRun.of("deblur", input, "-o", output, "--strength", "1.5").wasMisuse("from 0 to 1");
        CommandLineRun.of("deblur", input, "-o", output, "--guard", "on").wasMisuse("off, report, fade");
        CommandLineRun.of("deblur", golden("foreign/restorer5_input.npy"), "-o", output, "--strength", "0.5")
                .wasMisuse("--strength");
        CommandLineRun.of("deblur", input, "-o", output, "--padding", "wrap").wasMisuse("zero, reflect");
        assertFalse(Files.exists(output));
    }
}
