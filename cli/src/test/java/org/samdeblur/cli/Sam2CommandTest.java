package org.samdeblur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.MaskSet;
import org.samdeblur.map.files.MaskFiles;

/** SAM 2 is used as SAM is: only the file's name differs. */
class Sam2CommandTest {
    private static final Path INPUT = golden("sam2/input.png");
    private static final Path MODEL = golden("sam2/sam2.pt");

    @TempDir
    private Path folder;

    private CommandLineRun segment(Path output, Object... options) {
        List<Object> arguments =
                new ArrayList<>(List.of("segment", INPUT, "-o", output, "--overwrite", "--segmenter", MODEL));
        arguments.addAll(Arrays.asList(options));
        return CommandLineRun.of(arguments.toArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "loose", "m2m", "one_mask"})
    void allMasksAreThePublishedOnes(String settings) throws IOException {
        Map<String, Object> published =
                JSON.std.mapFrom(Files.readString(golden("sam2/automatic_" + settings + ".json")));
        List<?> expected = (List<?>) published.get("masks");
        Path output = folder.resolve("masks.json");

        segment(output, options((Map<?, ?>) published.get("settings"))).succeeded();

        MaskSet found = MaskFiles.read(output);
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < expected.size(); i++) {
            double wanted = ((Number) ((Map<?, ?>) expected.get(i)).get("predicted_iou")).doubleValue();
            assertEquals(wanted, found.masks().get(i).details().orElseThrow().predictedIou(), 1e-3);
        }
    }

    /** Every setting of the published generator is an option of its name. */
    private static Object[] options(Map<?, ?> settings) {
        List<Object> options = new ArrayList<>();
        settings.forEach((name, value) -> {
            String option = name.toString().replace('_', '-');
            options.add(Boolean.FALSE.equals(value) ? "--no-" + option : "--" + option);
            if (!(value instanceof Boolean)) {
                options.add(value);
            }
        });
        return options.toArray();
    }

    @Test
    void promptsAreAnswered() {
        Path output = folder.resolve("cup.json");

        segment(output, "--prompt-point", "90,80").succeeded();
        assertEquals(
                List.of(2251, 563, 1830),
                MaskFiles.read(output).masks().stream().map(mask -> mask.area()).toList());

        segment(output, "--prompt-box", "75,40,210,160").succeeded();
        assertEquals(1, MaskFiles.read(output).size());
    }

    @Test
    void masksToTrainWithAreWritten() throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        Files.copy(INPUT, images.resolve("scene.png"));
        Path masks = folder.resolve("masks");

        CommandLineRun.of(
                        "masks",
                        images,
                        "-o",
                        masks,
                        "--segmenter",
                        MODEL,
                        "--points-per-side",
                        8,
                        "--pred-iou-thresh",
                        0.5,
                        "--stability-score-thresh",
                        0.6)
                .succeeded();

        assertTrue(MaskFiles.read(masks.resolve("scene.npz")).size() > 1);
    }

    @Test
    void infoNamesTheNetwork() {
        String out = CommandLineRun.of("info", MODEL).succeeded().out();

        assertTrue(out.contains("SAM 2.1 Hiera-16"), out);
    }
}
