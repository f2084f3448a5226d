package org.samdeblur.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samdeblur.cli.CommandLineRun.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.Image;
import org.samdeblur.evaluation.Psnr;

class EvaluateCommandTest {
    private static final Path SEGNAFNET = golden("nafnet/segnafnet.pth");
    private static final Path NAFNET = golden("nafnet/nafnet.pth");

    @TempDir
    private Path folder;

    private Path copy(Path file, String to) throws IOException {
        Path copy = folder.resolve(to);
        Files.createDirectories(copy.getParent());
        return Files.copy(file, copy);
    }

    /** The pair of the golden figures, and outputs that came out noisy and collapsed. */
    private void givenTheGoldenPair() throws IOException {
        copy(golden("metrics/blurred.png"), "set/input/a/1.png");
        copy(golden("metrics/gt.png"), "set/target/a/1.png");
        copy(golden("metrics/noisy.png"), "noisy/a/1.png");
        copy(golden("metrics/collapsed.png"), "collapsed/a/1.png");
    }

    private void givenASmallPair(String set, String name) throws IOException {
        copy(golden("nafnet/input.png"), set + "/input/" + name + ".png");
        copy(golden("nafnet/input.png"), set + "/target/" + name + ".png");
    }

    private CommandLineRun evaluate(Object... options) {
        List<Object> arguments = new ArrayList<>(
                List.of("evaluate", folder.resolve("set/input"), "--target", folder.resolve("set/target")));
        arguments.addAll(Arrays.asList(options));
        return CommandLineRun.of(arguments.toArray());
    }

    private Path out() {
        return folder.resolve("out");
    }

    private static Map<?, ?> item(Object list, int index) {
        return (Map<?, ?>) ((List<?>) list).get(index);
    }

    private static double figure(Map<?, ?> object, String name) {
        return ((Number) object.get(name)).doubleValue();
    }

    @Test
    void outputsMadeElsewhereGetThePublishedFigures() throws IOException {
        givenTheGoldenPair();
        Object[] methods = {
            "--compare", "noisy=" + folder.resolve("noisy"), "--compare", "lost=" + folder.resolve("collapsed")
        };

        Map<String, Object> json = evaluate(
                        Stream.concat(Stream.of(methods), Stream.of("--json")).toArray())
                .succeeded()
                .json();

        Map<?, ?> set = item(json.get("dataSets"), 0);
        assertEquals("set", set.get("name"));
        Map<?, ?> blurred = item(set.get("table"), 0);
        assertEquals("blurred input", blurred.get("method"));
        assertEquals(22.2302948559162, figure(blurred, "psnr"), 1e-6);
        assertEquals(0.8745495080947876, figure(blurred, "ssim3d"), 2e-5);
        Map<?, ?> noisy = item(set.get("table"), 1);
        assertEquals(21.860745549290982, figure(noisy, "psnr"), 1e-6);
        assertEquals(0, figure(noisy, "mcr"));
        Map<?, ?> lost = item(set.get("table"), 2);
        assertEquals(0.7999697923660278, figure(lost, "ssim3d"), 2e-5);
        assertEquals(1, figure(lost, "mcr"));
        Map<?, ?> image = item(set.get("images"), 0);
        assertEquals("a/1", image.get("name"));
        assertEquals(true, item(image.get("methods"), 2).get("collapsed"));
        assertTrue(figure(item(image.get("methods"), 2), "collapsedShare") >= 0);

        CommandLineRun table = evaluate(methods).succeeded();
        assertEquals(4, table.out().lines().count(), table.out());
        assertTrue(table.out().contains("-4.27"), table.out());
    }

    @Test
    void theThresholdOfCollapseCanBeSet() throws IOException {
        givenTheGoldenPair();

        CommandLineRun run = evaluate("--compare", "lost=" + folder.resolve("collapsed"), "--collapse", "4.5");

        assertTrue(run.succeeded().out().contains("0.0 %"), run.out());
    }

    @Test
    void networksRunAsDeblurRunsThem() throws IOException {
        givenASmallPair("set", "1");
        Path deblurred = folder.resolve("deblurred.png");
        CommandLineRun.of("deblur", golden("nafnet/input.png"), "-o", deblurred, "--model", SEGNAFNET)
                .succeeded();

        evaluate("--model", SEGNAFNET, "--model", "plain=" + NAFNET, "-o", out())
                .succeeded();

        assertArrayEquals(
                Image.read(deblurred).toRgb(),
                Image.read(out().resolve("segnafnet/set/1.png")).toRgb());
        assertTrue(Files.exists(out().resolve("plain/set/1.png")));
        assertTrue(Files.exists(out().resolve("masks/set/1.json")));
    }

    @Test
    void masksFoundElsewhereGuideTheNetwork() throws IOException {
        givenASmallPair("set", "1");
        Path masks = copy(golden("nafnet/masks_partition.npz"), "masks/1.npz");
        Path deblurred = folder.resolve("deblurred.png");
        CommandLineRun.of("deblur", golden("nafnet/input.png"), "-o", deblurred, "--model", SEGNAFNET, "--masks", masks)
                .succeeded();

        evaluate("--model", SEGNAFNET, "--masks", masks.getParent(), "-o", out())
                .succeeded();

        assertArrayEquals(
                Image.read(deblurred).toRgb(),
                Image.read(out().resolve("segnafnet/set/1.png")).toRgb());
        assertFalse(Files.exists(out().resolve("masks/set/1.json")));
    }

    @Test
    void whatIsThereIsNotMadeAgain() throws IOException {
        givenTheGoldenPair();
        List<Object> options = new ArrayList<>(List.of("--model", NAFNET, "-o", out(), "--tile", "off"));
        copy(golden("metrics/collapsed.png"), "out/nafnet/set/a/1.png");

        assertTrue(evaluate(options.toArray()).succeeded().out().contains("-4.27"));

        options.add("--overwrite");
        assertFalse(evaluate(options.toArray()).succeeded().out().contains("-4.27"));
    }

    @Test
    void outputsOfOtherSettingsAreNotTakenForOnesOwn() throws IOException {
        givenASmallPair("set", "1");
        evaluate("--model", "a=" + NAFNET, "-o", out()).succeeded();

        evaluate("--model", "a=" + SEGNAFNET, "-o", out()).failedWith("other settings", "model was", "--overwrite");
        evaluate("--model", "a=" + NAFNET, "-o", out(), "--tile", "off").failedWith("--tile was not given and is off");
        evaluate("--model", "a=" + NAFNET, "-o", out(), "--segmenter", "none").failedWith("--segmenter");
        evaluate("--model", "a=" + NAFNET, "-o", out(), "--strength", "0.5").failedWith("--strength");

        evaluate("--model", "a=" + NAFNET, "-o", out(), "--tile", "off", "--overwrite")
                .succeeded();
        evaluate("--model", "a=" + NAFNET, "-o", out(), "--tile", "off", "--threads", "1")
                .succeeded();
    }

    @Test
    void anImageMayBeCalledLikeAnything() throws IOException {
        givenASmallPair("set", "settings");

        for (int run = 0; run < 2; run++) {
            evaluate("--model", SEGNAFNET, "-o", out()).succeeded();
        }

        assertTrue(Files.exists(out().resolve("segnafnet/set/settings.png")));
        assertTrue(Files.exists(out().resolve("masks/set/settings.json")));
    }

    @Test
    void aBadPairDoesNotEndTheRun() throws IOException {
        givenASmallPair("set", "good");
        copy(golden("nafnet/input.png"), "set/input/lonely.png");
        copy(golden("nafnet/input.png"), "set/input/other.png");
        copy(golden("nafnet/tlc_input.png"), "set/target/other.png");
        copy(golden("README.md"), "set/input/text.png");
        copy(golden("nafnet/input.png"), "set/target/text.png");

        CommandLineRun run = evaluate("--model", NAFNET);

        assertEquals(1, run.code());
        assertEquals(3, run.err().lines().count(), run.err());
        assertTrue(run.err().lines().allMatch(line -> line.startsWith("samdeblur: ")), run.err());
        assertTrue(run.err().contains("there is no lonely.* in"), run.err());
        assertTrue(run.err().contains("the images of a pair must have the same size"), run.err());
        assertTrue(run.err().contains("text.png"), run.err());
        assertTrue(run.out().contains("set, 1 image "), run.out());
        List<?> problems =
                (List<?>) evaluate("--model", NAFNET, "--json").json().get("problems");
        assertEquals(3, problems.size());
        assertEquals("lonely", item(problems, 0).get("image"));
    }

    @Test
    void targetsBeyondTheInputsArePassedOver() throws IOException {
        givenASmallPair("set", "1");
        copy(golden("nafnet/input.png"), "set/target/2.png");

        CommandLineRun run = evaluate("--model", NAFNET).succeeded();

        assertTrue(run.err().startsWith("samdeblur: set: 1 target without an input"), run.err());
    }

    @Test
    void masksOfAnotherSizeAreToldOf() throws IOException {
        givenASmallPair("set", "1");
        copy(golden("nafnet/tlc_masks_partition.npz"), "masks/1.npz");

        evaluate("--model", SEGNAFNET, "--masks", folder.resolve("masks"))
                .failedWith(
                        "segnafnet on " + folder.resolve("set/input/1.png"),
                        folder.resolve("masks/1.npz") + " has masks of ");
    }

    @Test
    void aFolderWithMasksOfNoImageIsAWrongOne() throws IOException {
        givenASmallPair("set", "1");
        copy(golden("nafnet/masks_partition.npz"), "masks/2.npz");

        evaluate("--model", NAFNET, "--masks", folder.resolve("masks"))
                .failedWith("no masks in " + folder.resolve("masks") + " have the name of an image in ");
    }

    @Test
    void masksThatAreMissingAreFoundForNetworksThatTakeThem() throws IOException {
        givenTwoPairsOneWithoutGoodMasks();

        CommandLineRun run = CommandLineRun.of(
                        "evaluate",
                        "--data",
                        folder.resolve("set"),
                        "--model",
                        NAFNET,
                        "--model",
                        SEGNAFNET,
                        "--output",
                        out())
                .succeeded();

        assertTrue(run.err().startsWith("samdeblur: set: no file has the masks of 1 of 2 images"), run.err());
        assertTrue(run.out().contains("set, 2 images "), run.out());
        assertTrue(Files.exists(out().resolve("segnafnet/set/1.png")));
        assertTrue(Files.exists(out().resolve("masks/set/1.json")));
        assertFalse(Files.exists(out().resolve("masks/set/2.json")));
    }

    private void reportGoesWithoutTheMasksOfOne(String problem) throws IOException {
        Path report = folder.resolve("report.html");

        CommandLineRun run =
                CommandLineRun.of("evaluate", "--data", folder.resolve("set"), "--model", NAFNET, "--report", report);

        run.failedWith("no masks in the report of " + folder.resolve("set/input/1.png"), problem);
        assertTrue(run.out().contains("set, 2 images "), run.out());
        String page = Files.readString(report);
        assertFalse(page.contains("alt=\"Masks of 1\""));
        assertTrue(page.contains("alt=\"Masks of 2\""));
        assertTrue(page.contains("alt=\"nafnet of 1\""));
    }

    private Path givenTwoPairsOneWithoutGoodMasks() throws IOException {
        givenASmallPair("set", "1");
        givenASmallPair("set", "2");
        copy(golden("nafnet/masks_partition.npz"), "set/grouped_masks/2.npz");
        return folder.resolve("set/grouped_masks/1.npz");
    }

    @Test
    void theReportGoesWithoutMasksOfAnotherSize() throws IOException {
        Path bad = givenTwoPairsOneWithoutGoodMasks();
        Files.copy(golden("nafnet/tlc_masks_partition.npz"), bad);

        reportGoesWithoutTheMasksOfOne(bad + " has masks of ");
    }

    @Test
    void theReportGoesWithoutDamagedMasks() throws IOException {
        Path bad = givenTwoPairsOneWithoutGoodMasks();
        Files.writeString(bad, "not an archive");

        reportGoesWithoutTheMasksOfOne(bad.toString());
    }

    @Test
    void anOutputThatIsMissingIsToldOfWithItsMethod() throws IOException {
        givenTheGoldenPair();
        Path empty = Files.createDirectory(folder.resolve("empty"));

        CommandLineRun run = evaluate("--compare", "empty=" + empty);

        run.failedWith("empty on ", "there is no a/1.* in " + empty);
        assertTrue(run.out().contains("no output"), run.out());
    }

    @Test
    void aMethodWithSomeOutputsSaysOfHowManyImagesItsMeansAre() throws IOException {
        givenASmallPair("set", "1");
        givenASmallPair("set", "2");
        copy(golden("nafnet/input.png"), "some/1.png");

        CommandLineRun run = evaluate("--compare", "some=" + folder.resolve("some"));

        run.failedWith("some on ", "there is no 2.* in ");
        assertTrue(run.out().lines().anyMatch(line -> line.startsWith("some: means over 1 of 2 images")), run.out());
    }

    @Test
    void everyDataSetHasItsTable() throws IOException {
        givenASmallPair("one/test", "1");
        givenASmallPair("two", "1");
        givenASmallPair("two", "2");

        CommandLineRun run = CommandLineRun.of(
                        "evaluate",
                        "--data",
                        folder.resolve("one"),
                        "--data",
                        "second=" + folder.resolve("two"),
                        "--model",
                        NAFNET,
                        "-o",
                        out())
                .succeeded();

        assertTrue(run.out().contains("one, 1 image "), run.out());
        assertTrue(run.out().contains("second, 2 images "), run.out());
        CommandLineRun.of(
                        "evaluate",
                        "--data",
                        folder.resolve("one"),
                        "--data",
                        "second=" + folder.resolve("two"),
                        "--compare",
                        "kept=" + out().resolve("nafnet"))
                .succeeded();
    }

    /** Sharp images as their own targets: the figures say what is taken away from them. */
    @Test
    void inputsEqualToTheirTargetsAreNoAccident() throws IOException {
        givenASmallPair("set", "1");
        copy(golden("nafnet/input.png"), "same/1.png");

        CommandLineRun run = evaluate("--compare", "same=" + folder.resolve("same"));

        String row = run.succeeded().out().lines().toList().get(2);
        assertTrue(row.matches("same +inf +\\+0\\.00 .* 0\\.0 %"), row);
    }

    @Test
    void theReportShowsInputMasksOutputsAndTarget() throws IOException {
        givenASmallPair("set", "1");
        givenASmallPair("set", "2");
        Path report = folder.resolve("made/report.html");

        evaluate("--model", SEGNAFNET, "--report", report, "--report-images", "1")
                .succeeded();

        String page = Files.readString(report);
        assertTrue(page.startsWith("<!doctype html>"));
        for (String name : List.of("Input", "Masks", "segnafnet", "Target")) {
            assertEquals(2, page.split("alt=\"" + name + " of ").length, name);
        }
        try (Stream<Path> made = Files.list(report.getParent())) {
            assertEquals(List.of(report), made.toList());
        }
    }

    @Test
    void nothingIsLeftBehindWithoutAnOutputFolder() throws IOException {
        givenASmallPair("set", "1");

        evaluate("--model", NAFNET).succeeded();

        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("set")), left.toList());
        }
    }

    @Test
    void withoutAMethodItIsTheEmbeddedNetwork() throws IOException {
        CommandLineRun run = CommandLineRun.of("evaluate", "--data", "street=" + streetPair())
                .succeeded();

        assertTrue(run.out().contains("embedded"), run.out());
        double before = Psnr.of(
                Image.read(CommandLineRun.example("street-blurred.png")),
                Image.read(CommandLineRun.example("street-sharp.png")));
        assertTrue(run.out().contains(String.format(Locale.ROOT, "%.2f", before)), run.out());
    }

    private Path streetPair() throws IOException {
        copy(CommandLineRun.example("street-blurred.png"), "street/input/1.png");
        copy(CommandLineRun.example("street-sharp.png"), "street/target/1.png");
        return folder.resolve("street");
    }

    @Test
    void whatDoesNotGoTogetherIsMisuse() throws IOException {
        givenASmallPair("set", "1");
        Path set = folder.resolve("set");

        CommandLineRun.of("evaluate").wasMisuse("INPUT and --target DIR");
        CommandLineRun.of("evaluate", set.resolve("input")).wasMisuse("--target DIR");
        evaluate("--data", set).wasMisuse("--data");
        CommandLineRun.of("evaluate", "--data", set, "--data", set).wasMisuse("two data sets are called set");
        evaluate("--model", NAFNET, "--model", NAFNET).wasMisuse("'nafnet'");
        evaluate("--model", "blurred input=" + NAFNET).wasMisuse("'blurred input'");
        evaluate("--compare", set).wasMisuse("NAME=DIR");
        evaluate("--model", "..=" + NAFNET).wasMisuse("'..' is no name");
        evaluate("--compare", "a=" + set.resolve("nowhere")).wasMisuse("nowhere does not exist");
        evaluate("--collapse", "-1").wasMisuse("--collapse");
        evaluate("--report-size", "3").wasMisuse("--report-size: ", "at least 16 pixels, not 3");
        evaluate("--report", set).wasMisuse("--report: " + set + " is a folder");
        evaluate("--model", "embeded").failedWith("there is no file 'embeded'", "samdeblur models");
        CommandLineRun.of("evaluate", "--data", folder).failedWith("holds no pairs");
        CommandLineRun.of("evaluate", "--data", set.resolve("nowhere")).failedWith("nowhere does not exist");
    }
}
