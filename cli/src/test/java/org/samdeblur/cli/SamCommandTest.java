package org.samdeblur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samdeblur.cli.CommandLineRun.golden;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.Image;
import org.samdeblur.map.Groupings;
import org.samdeblur.map.files.LabelMaps;
import org.samdeblur.map.files.MaskFiles;

/** Segment Anything on the command line, from its own kind of file to the published figures. */
class SamCommandTest {
    private static final Path INPUT = golden("sam/input.png");
    private static final Path MODEL = golden("sam/sam.pth");

    @TempDir
    private Path folder;

    private CommandLineRun segment(Path output, Object... options) {
        List<Object> arguments =
                new ArrayList<>(List.of("segment", INPUT, "-o", output, "--overwrite", "--segmenter", MODEL));
        arguments.addAll(Arrays.asList(options));
        return CommandLineRun.of(arguments.toArray());
    }

    private List<Map<String, Object>> annotations(Object... options) throws IOException {
        Path output = folder.resolve("masks.json");
        segment(output, options).succeeded();
        return maps(JSON.std.mapFrom(Files.readString(output)).get("annotations"));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(Object list) {
        return (List<Map<String, Object>>) list;
    }

    /** Every setting of the published generator is an option of its name. */
    private static Object[] options(Map<?, ?> settings) {
        List<Object> options = new ArrayList<>();
        settings.forEach((name, value) -> {
            options.add("--" + name.toString().replace('_', '-'));
            options.add(value);
        });
        return options.toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"default_grid", "crops", "loose_nms", "small_regions"})
    void allMasksAreThePublishedOnes(String settings) throws IOException {
        Map<String, Object> published =
                JSON.std.mapFrom(Files.readString(golden("sam/automatic_" + settings + ".json")));
        List<Map<String, Object>> expected = maps(published.get("masks"));

        List<Map<String, Object>> found = annotations(options((Map<?, ?>) published.get("settings")));

        assertEquals(expected.size(), found.size());
        for (int i = 0; i < expected.size(); i++) {
            Map<String, Object> wanted = expected.get(i);
            Map<String, Object> annotation = found.get(i);
            assertEquals(number(wanted, "predicted_iou"), number(annotation, "predicted_iou"), 1e-3);
            assertEquals(number(wanted, "stability_score"), number(annotation, "stability_score"), 1e-3);
            List<Double> point = numbers(((List<?>) annotation.get("point_coords")).get(0));
            assertEquals(numbers(wanted.get("point_xy")).get(0), point.get(0), 1e-9);
            assertEquals(numbers(wanted.get("point_xy")).get(1), point.get(1), 1e-9);
            assertEquals(numbers(wanted.get("crop_box_xywh")), numbers(annotation.get("crop_box")));
        }
    }

    private static double number(Map<String, Object> annotation, String name) {
        return ((Number) annotation.get(name)).doubleValue();
    }

    private static List<Double> numbers(Object list) {
        return ((List<?>) list)
                .stream().map(number -> ((Number) number).doubleValue()).toList();
    }

    @Test
    void coveredPointsMayBeSkipped() throws IOException {
        Object[] thresholds = {"--points-per-side", 16, "--pred-iou-thresh", 0.6, "--stability-score-thresh", 0.75};
        Object[] fast = Arrays.copyOf(thresholds, thresholds.length + 1);
        fast[thresholds.length] = "--skip-covered-points";

        assertTrue(annotations(fast).size() <= annotations(thresholds).size());
    }

    /** Areas are those of the published predictor, up to the pixels that rounding decides. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prompt-point 218.5,150.0                                   | 64853 68769 66746",
                "--prompt-point 87.4,90 --prompt-point 349.6,210,0 --multi-mask | 33030 26042 27586",
                "--prompt-box 43.7,60,262.2,270                               | 58206"
            })
    void aPromptFindsWhatThePublishedPredictorFinds(String prompt, String areas) throws IOException {
        List<Map<String, Object>> found = annotations((Object[]) prompt.split(" "));

        List<Integer> expected =
                Arrays.stream(areas.split(" ")).map(Integer::valueOf).toList();
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), number(found.get(i), "area"), 0.002 * expected.get(i));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--prompt-point=110:190, 3",
        "--prompt-point=110:190 --single-mask, 1",
        "--prompt-point=110:190 --prompt-point=10:10:0, 1",
        "--prompt-point=110:190 --prompt-box=50:140:170:240, 1",
        "--prompt-box=50:140:170:240, 1",
        "--prompt-box=50:140:170:240 --multi-mask, 3"
    })
    void onlyALonePointMayMeanSeveralThings(String prompt, int masks) throws IOException {
        assertEquals(
                masks,
                annotations((Object[]) prompt.replace(':', ',').split(" ")).size());
    }

    @Test
    void anAnswerCarriesWhatIsKnownOfIt() throws IOException {
        Map<String, Object> byPoint = annotations("--prompt-point", "110,190").get(0);
        assertEquals(
                Set.of("segmentation", "area", "bbox", "predicted_iou", "point_coords", "crop_box"), byPoint.keySet());
        assertEquals(List.of(List.of(110.0, 190.0)), byPoint.get("point_coords"));

        Map<String, Object> byBox =
                annotations("--prompt-box", "50,140,170,240").get(0);
        assertEquals(Set.of("segmentation", "area", "bbox", "predicted_iou", "crop_box"), byBox.keySet());
    }

    @Test
    void theOverlayShowsThePrompt() {
        Path overlay = folder.resolve("overlay.png");

        segment(
                        folder.resolve("masks.json"),
                        "--prompt-point",
                        "400,250,0",
                        "--prompt-point",
                        "110,190",
                        "--overlay",
                        overlay)
                .succeeded();

        byte[] drawn = Image.read(overlay).toRgb();
        assertEquals(0x00C83C, colour(drawn, 110, 190), "a green disc on the thing");
        assertEquals(0xE61414, colour(drawn, 400, 250), "a red cross beside it");
    }

    private static int colour(byte[] rgb, int x, int y) {
        int at = 3 * (y * 437 + x);
        return (rgb[at] & 0xFF) << 16 | (rgb[at + 1] & 0xFF) << 8 | rgb[at + 2] & 0xFF;
    }

    @Test
    void masksToTrainWithHaveThePublishedCodes() throws IOException {
        Path inputs = Files.createDirectory(folder.resolve("in"));
        Files.copy(INPUT, inputs.resolve("a.png"));
        Path outputs = folder.resolve("out");

        CommandLineRun.of(
                        "masks",
                        inputs,
                        "-o",
                        outputs,
                        "--segmenter",
                        MODEL,
                        "--points-per-side",
                        16,
                        "--pred-iou-thresh",
                        0.6,
                        "--stability-score-thresh",
                        0.75)
                .succeeded();

        int[] expected = LabelMaps.read(golden("sam/grouped_codes_default_grid.png"))
                .labels()
                .orElseThrow()
                .toArray();
        int[] found =
                MaskFiles.read(outputs.resolve("a.npz")).labels().orElseThrow().toArray();
        long same = 0;
        for (int i = 0; i < expected.length; i++) {
            same += expected[i] == found[i] ? 1 : 0;
        }
        assertTrue(same >= 0.999 * expected.length, same + " of " + expected.length);
    }

    @Test
    void deblurIsGuidedByItsMasks() throws IOException {
        Path output = folder.resolve("out.png");

        Map<String, Object> report = CommandLineRun.of(
                        "deblur",
                        INPUT,
                        "-o",
                        output,
                        "--model",
                        "embedded-fast",
                        "--segmenter",
                        MODEL,
                        "--points-per-side",
                        16,
                        "--pred-iou-thresh",
                        0.6,
                        "--stability-score-thresh",
                        0.75,
                        "--json")
                .succeeded()
                .json();

        Path masks = folder.resolve("masks.json");
        segment(masks, "--points-per-side", 16, "--pred-iou-thresh", 0.6, "--stability-score-thresh", 0.75)
                .succeeded();
        assertEquals(Groupings.overlay(MaskFiles.read(masks)).size(), report.get("masks"));
    }

    @Test
    void overlappingMasksAreNotForGreyImages() {
        segment(folder.resolve("masks.png"), "--prompt-point", "110,190").failedWith("overlap", ".npz");
    }

    @Test
    void whatIsNoSegmentAnythingModelIsNamed() {
        Path output = folder.resolve("masks.json");
        CommandLineRun.of("segment", INPUT, "-o", output, "--segmenter", golden("nafnet/nafnet.pth"))
                .failedWith("nafnet.pth: this is a deblurring network");
        CommandLineRun.of("segment", INPUT, "-o", output, "--segmenter", "nowhere.pth")
                .failedWith("nowhere.pth");
        CommandLineRun.of("deblur", INPUT, "-o", folder.resolve("o.png"), "--model", MODEL)
                .failedWith("sam.pth: this is a segmentation network");
        assertFalse(Files.exists(output));
    }

    @Test
    void pointsOutsideAreNamedWithTheImagesSize() {
        Path output = folder.resolve("masks.json");
        segment(output, "--prompt-point", "437.5,10").failedWith("(437.5, 10.0)", "437×300");
        segment(output, "--prompt-point", "5,-1").failedWith("(5.0, -1.0)", "437×300");
        segment(output, "--prompt-box", "10,10,100,301").failedWith("(100.0, 301.0)", "437×300");
        assertFalse(Files.exists(output));
    }

    @ParameterizedTest
    @CsvSource({
        "--points-per-side, 0, '[1, 1000]'",
        "--points-per-side, 100000, '[1, 1000]'",
        "--points-per-batch, 0, at least 1",
        "--pred-iou-thresh, 1.5, '[0, 1]'",
        "--stability-score-thresh, -0.1, '[0, 1]'",
        "--stability-score-offset, -1, at least 0",
        "--box-nms-thresh, NaN, '[0, 1]'",
        "--crop-n-layers, -1, at least 0",
        "--crop-nms-thresh, 2, '[0, 1]'",
        "--crop-overlap-ratio, 1, '[0, 1)'",
        "--crop-n-points-downscale-factor, 0, at least 1",
        "--min-mask-region-area, -1, at least 0"
    })
    void aSettingOutOfRangeIsMisuse(String option, String value, String range) {
        segment(folder.resolve("masks.json"), option, value).wasMisuse(option, range);
    }

    @Test
    void whatDoesNotGoTogetherIsMisuse() {
        Path output = folder.resolve("masks.json");
        segment(output, "--single-mask").wasMisuse("--prompt-point");
        segment(output, "--prompt-point", "5").wasMisuse("X,Y");
        segment(output, "--prompt-point", "5,5,2").wasMisuse("X,Y,0");
        segment(output, "--prompt-box", "5,5,4,9").wasMisuse("empty");
        segment(output, "--prompt-box", "5,5,9,9", "--prompt-box", "1,1,4,4").wasMisuse("2 times");
        segment(output, "--points-per-side", 4, "--points-per-side=5")
                .wasMisuse("option '--points-per-side' should be specified only once");
        segment(output, "--prompt-point", "5,5", "--single-mask", "--prompt-point", "5,6", "--single-mask")
                .wasMisuse("option '--single-mask' should be specified only once");
        segment(output, "--prompt-point", "5,5", "--single-mask", "--multi-mask")
                .wasMisuse("--multi-mask");
        segment(output, "--prompt-point", "5,5", "--points-per-side", 8).wasMisuse("--points-per-side");
        segment(output, "--crop-n-layers", 9).failedWith("--crop-n-layers 9 cuts an image of");
        segment(output, "--points-per-side", 2, "--crop-n-layers=2", "--crop-n-points-downscale-factor=2")
                .wasMisuse("--points-per-side 2", "layer 2", "--crop-n-points-downscale-factor 2");
        segment(output, "--scale", 9).wasMisuse("--scale");
        CommandLineRun.of("segment", INPUT, "-o", output, "--prompt-point", "5,5")
                .wasMisuse("--segmenter FILE");
        CommandLineRun.of("segment", INPUT, "-o", output, "--segmenter", "none", "--points-per-side", 8)
                .wasMisuse("--segmenter FILE");
        CommandLineRun.of("deblur", INPUT, "-o", folder.resolve("out.png"), "--skip-covered-points")
                .wasMisuse("--segmenter FILE");
        CommandLineRun.of("segment", INPUT, "-o", output, "--mask-decoder", "d.onnx")
                .wasMisuse("--segmenter ENCODER.onnx");
        CommandLineRun.of("segment", INPUT, "-o", output, "--segmenter", "e.onnx")
                .wasMisuse("--mask-decoder");
    }
}
