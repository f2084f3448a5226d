package org.samdeblur.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.Box;
import org.samdeblur.api.Image;

class TrainCommandTest {
    private static final List<String> TINY = List.of(
            "--steps=4",
            "--batch=2",
            "--patch=16",
            "--width=4",
            "--encoder-blocks=1",
            "--decoder-blocks=1",
            "--validate-every=2",
            "--save-every=2");

    @TempDir
    private Path folder;

    private Path sharp;
    private Path pairs;
    private Path training;

    @BeforeEach
    void images() throws IOException {
        sharp = Files.createDirectory(folder.resolve("sharp"));
        pairs = folder.resolve("pairs");
        training = folder.resolve("training");
        Image street = Image.read(CommandLineRun.example("street-sharp.png"));
        Image blurred = Image.read(CommandLineRun.example("street-blurred.png"));
        for (String part : List.of("input", "target")) {
            Files.createDirectories(pairs.resolve(part));
        }
        for (int i = 0; i < 2; i++) {
            Box part = new Box(40 * i, 60, 40, 32);
            Image.of(street.toTensor(part)).write(sharp.resolve(i + ".png"));
            Image.of(street.toTensor(part)).write(pairs.resolve("target").resolve(i + ".png"));
            Image.of(blurred.toTensor(part)).write(pairs.resolve("input").resolve(i + ".png"));
        }
    }

    private CommandLineRun train(Object... options) {
        return CommandLineRun.of(
                Stream.concat(Stream.of("train"), Arrays.stream(options)).toArray());
    }

    private CommandLineRun tiny(Object... options) {
        return train(Stream.concat(TINY.stream(), Arrays.stream(options)).toArray());
    }

    private byte[] weights(Path of) throws IOException {
        return Files.readAllBytes(of.resolve("result/network.safetensors"));
    }

    @Test
    void aTrainingLeavesTheNetworkItsFiguresAndAChart() throws IOException {
        CommandLineRun run =
                tiny("--data", pairs, "--validation", pairs, "-o", training).succeeded();

        assertTrue(run.out().contains("step 2: validation "), run.out());
        assertTrue(
                run.out()
                        .lines()
                        .anyMatch(line ->
                                line.matches("step 4: validation \\d+\\.\\d\\d dB, SSIM 0\\.\\d{4}, MCR \\d+\\.\\d %")),
                run.out());
        assertEquals(
                "step,psnr,ssim,mode collapse rate",
                Files.readAllLines(training.resolve("validation.csv")).get(0));
        assertEquals(5, Files.readAllLines(training.resolve("steps.csv")).size());
        assertTrue(Files.readString(training.resolve("progress.svg")).contains("PSNR"));
        assertTrue(Files.exists(pairs.resolve("grouped_masks/1.npz")));
        for (String suffix : List.of("safetensors", "onnx")) {
            CommandLineRun.of(
                            "deblur",
                            pairs.resolve("input/0.png"),
                            "-o",
                            folder.resolve(suffix + ".png"),
                            "--model",
                            training.resolve("result/network." + suffix))
                    .succeeded();
        }
    }

    @Test
    void theTestPartOfADataSetIsWhatItIsTriedOn() throws IOException {
        Path whole = Files.createDirectory(folder.resolve("whole"));
        Files.move(pairs, whole.resolve("test"));

        tiny("--sharp", sharp, "--validation", whole, "-o", training).succeeded();

        assertTrue(Files.exists(whole.resolve("test/grouped_masks/0.npz")));
        assertEquals(3, Files.readAllLines(training.resolve("validation.csv")).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "cat", "map", "map-dropout"})
    void everyMethodTrainsOnSharpImages(String method) {
        tiny("--method", method, "--sharp", sharp, "--longest-blur=6", "-o", training)
                .succeeded();

        assertTrue(Files.exists(training.resolve("result/network.onnx")));
    }

    @Test
    void pairsFramesAndSharpImagesAreMixed() throws IOException {
        Path films = Files.createDirectories(folder.resolve("films/a"));
        for (int i = 0; i < 3; i++) {
            Files.copy(sharp.resolve("0.png"), films.resolve(i + ".png"));
        }

        tiny(
                        "--data",
                        pairs,
                        "--frames",
                        folder.resolve("films"),
                        "--sharp",
                        sharp,
                        "--mix=data=1,frames=2,sharp=1",
                        "--shortest-window=1",
                        "--longest-window=3",
                        "--longest-blur=6",
                        "--noise=0.0112",
                        "--noise-spread=0.5",
                        "--sensor-noise=0.5",
                        "--saturation=0.3",
                        "--ema=0.9",
                        "--accumulate=2",
                        "--layer-rates=intro=0,ending=0.5",
                        "-o",
                        training)
                .succeeded();

        assertTrue(Files.exists(training.resolve("result/network.onnx")));
        assertTrue(Files.exists(training.resolve("checkpoint-000000004/average.safetensors")));
        assertTrue(Files.exists(training.resolve("masks/frames/a/2.npz")));
    }

    @Test
    void photographsAreMadeLikeThoseItIsFor() {
        tiny("--sharp", sharp, "--longest-blur=6", "--turns=0.3", "--depth=1", "--stops=9", "-o", training)
                .succeeded();

        assertTrue(Files.exists(training.resolve("result/network.onnx")));
    }

    @Test
    void aNetworkWithoutMasksIsWidened() {
        Path plain = CommandLineRun.golden("nafnet/nafnet.pth");

        tiny("--model", plain, "--data", pairs, "-o", training).succeeded();

        CommandLineRun info = CommandLineRun.of("info", training.resolve("result/network.onnx"))
                .succeeded();
        assertTrue(info.out().contains("mask average pooling, 2 channels"), info.out());
    }

    @Test
    void aTrainingThatWasBrokenOffGoesOnToTheSameWeights() throws IOException {
        Path other = folder.resolve("other");
        tiny("--sharp", sharp, "-o", training).succeeded();
        tiny("--sharp", sharp, "-o", other).succeeded();
        try (Stream<Path> late = Files.list(other)) {
            for (Path file : late.filter(path -> path.getFileName().toString().matches("checkpoint-0*4"))
                    .toList()) {
                delete(file);
            }
        }
        delete(other.resolve("result"));

        train("--resume", other).succeeded();

        assertArrayEquals(weights(training), weights(other));
        assertEquals(5, Files.readAllLines(other.resolve("steps.csv")).size());
    }

    /** Takes away what the last two steps left. */
    private static void breakOff(Path training) throws IOException {
        delete(training.resolve("checkpoint-000000004"));
        delete(training.resolve("result"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--learning-rate=1e-6",
                "--steps=50",
                "--seed=9",
                "--method=none",
                "--width=8",
                "--longest-blur=6",
                "--segmenter=none",
                "--backend=djl",
                "--output=other"
            })
    void aTrainingGoesOnAsItWasBegun(String option) {
        train("--resume", training, option)
                .wasMisuse(
                        option.substring(0, option.indexOf('=')) + " is for a new training",
                        "--model " + training + "/checkpoint-");
    }

    @Test
    void aFileOfSettingsDoesNotGoWithATrainingThatWasBegun() throws IOException {
        Path config = Files.writeString(folder.resolve("config.properties"), "method = none\n");
        train(config, "--resume", training).wasMisuse("a file of settings does not go with --resume");

        Files.writeString(config, "resume = " + written(training) + "\n");
        train(config).wasMisuse("resume is not a setting of a file");
    }

    @Test
    void imagesMayHaveBeenMovedBeforeATrainingGoesOn() throws IOException {
        Path moved = folder.resolve("moved");
        tiny("--data", pairs, "--validation", pairs, "-o", training).succeeded();
        breakOff(training);
        Files.move(pairs, moved);
        train("--resume", training).failedWith(pairs + " does not exist");

        train("--resume", training, "--data", moved, "--validation", moved, "--threads=1", "--device=cpu")
                .succeeded();

        assertTrue(Files.exists(training.resolve("result/network.onnx")));
    }

    @Test
    void aTrainingAtItsLastStepSaysSo() throws IOException {
        tiny("--sharp", sharp, "-o", training).succeeded();
        delete(training.resolve("result"));

        CommandLineRun run = train("--resume", training).succeeded();

        assertTrue(run.out().contains("the training is at its last step already, step 4"), run.out());
        assertTrue(Files.exists(training.resolve("result/network.onnx")));
    }

    @Test
    void imagesThatNoNetworkCanBeTriedOnAreNamedBeforeAnyStep() throws IOException {
        tiny("--sharp", sharp, "-o", training).succeeded();
        breakOff(training);
        Path input = pairs.resolve("input").resolve("0.png");
        Path target = pairs.resolve("target").resolve("0.png");
        Image small = Image.of(Image.read(input).toTensor(new Box(0, 0, 40, 10)));
        small.write(target);
        tiny("--sharp", sharp, "--validation", pairs, "-o", folder.resolve("new"))
                .failedWith(input + " has 40×32 pixels", target + " 40×10");
        small.write(input);

        tiny("--sharp", sharp, "--validation", pairs, "-o", folder.resolve("new"))
                .failedWith(input + " has 40×10 pixels", "SSIM");
        train("--resume", training, "--validation", pairs).failedWith(input + " has 40×10 pixels", "SSIM");

        assertFalse(Files.exists(folder.resolve("new")));
        assertEquals(5, Files.readAllLines(training.resolve("steps.csv")).size());
    }

    @Test
    void wrongValuesAreMisuse() {
        tiny("--sharp", sharp, "-o", training, "--learning-rate=-1").wasMisuse("learning rate", "-1.0");
        tiny("--sharp", sharp, "-o", training, "--learning-rate=1e400").wasMisuse("learning rate", "Infinity");
        tiny("--sharp", sharp, "-o", training, "--loss-epsilon=0").wasMisuse("loss epsilon", "0.0");
        tiny("--sharp", sharp, "-o", training, "--backend=nope").wasMisuse("no backend 'nope'", "djl");
    }

    @Test
    void aFileOfSettingsMayBeginWithAMarkAndHaveBlanksInLists() throws IOException {
        Path config = Files.writeString(
                folder.resolve("config.properties"),
                "\uFEFFsteps = 1\nbatch = 1\npatch = 16\nwidth = 4\nencoder-blocks = 1, 1\ndecoder-blocks = 1 , 1\n");

        train(config, "--sharp", sharp, "-o", training).succeeded();

        assertEquals(2, Files.readAllLines(training.resolve("steps.csv")).size());
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void settingsMayBeLinesOfAFileWhichOptionsOverrule() throws IOException {
        List<String> lines =
                new ArrayList<>(TINY.stream().map(option -> option.substring(2)).toList());
        lines.add("sharp = " + written(sharp));
        lines.removeIf(line -> line.contains("blocks"));
        lines.addAll(List.of("encoder-blocks = 1,1", "decoder-blocks = 1,1"));
        lines.add("output = " + written(training));
        Path config = Files.write(folder.resolve("config.properties"), lines);

        train(config, "--steps=2").succeeded();

        assertEquals(3, Files.readAllLines(training.resolve("steps.csv")).size());
    }

    /** In a properties file a backslash stands before what is meant by its letter. */
    private static String written(Path path) {
        return path.toString().replace("\\", "\\\\");
    }

    @Test
    void unknownSettingsAreNamed() throws IOException {
        Path config = Files.writeString(folder.resolve("config.properties"), "stepps = 3\n");

        train(config).wasMisuse(config.toString(), "--stepps");
        train(folder.resolve("no.properties")).wasMisuse("no.properties does not exist");
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        train("--sharp", sharp).wasMisuse("--output", "--resume");
        train("-o", training).wasMisuse("--data", "--sharp");
        train("--sharp", sharp, "--mix=sharp=1,data=2", "-o", training)
                .wasMisuse("--mix must name exactly the kinds of images that are given: --sharp");
        train("--sharp", sharp, "--mix=sharp", "-o", training).wasMisuse("'sharp' is not like frames=60,sharp=40");
        train("--sharp", sharp, "--mix=shrap=1", "-o", training).wasMisuse("'shrap' is not data, frames or sharp");
        train("--sharp", sharp, "--mix=sharp=0", "-o", training).wasMisuse("'0' is not a number above 0");
        train("--sharp", sharp, "--longest-window=9", "-o", training).wasMisuse("--longest-window goes with --frames");
        train("--frames", sharp, "--noise=0.1", "-o", training).wasMisuse("--noise goes with --sharp");
        train("--frames", sharp, "--longest-window=8", "-o", training).wasMisuse("not 7 and 8");
        train("--sharp", sharp, "--layer-rates=intro=-1", "-o", training).wasMisuse("not -1.0");
        train("--sharp", sharp, "--ema=1", "-o", training).wasMisuse("not 1.0");
        train("--sharp", sharp, "--batch=3", "--accumulate=2", "-o", training).wasMisuse("a batch of 3");
        train("--sharp", sharp, "--shortest-blur=9", "--longest-blur=3", "-o", training)
                .wasMisuse("9.0");
        train("--sharp", sharp, "--smallest-scale=2", "-o", training).wasMisuse("2.0 and 1.0");
        train("--sharp", sharp, "--gamma=0.5", "-o", training).wasMisuse("not 0.5");
        train("--sharp", sharp, "--gamma=2", "--stops=9", "-o", training).wasMisuse("--gamma or --stops");
        train("--sharp", sharp, "--stops=0", "-o", training).wasMisuse("not 0.0");
        train("--data", pairs, "--longest-blur=9", "-o", training).wasMisuse("--longest-blur goes with --sharp");
        train("--resume", sharp).failedWith(sharp + " holds no training");
        tiny("--method=cat", "--model", CommandLineRun.golden("nafnet/segnafnet.pth"), "--data", pairs, "-o", training)
                .wasMisuse("not made for --method cat");
    }

    @Test
    void imagesSmallerThanAPatchAreNamed() {
        train("--width=4", "--patch=64", "--sharp", sharp, "-o", training).failedWith(".png has 40×32 pixels", "64×64");
    }

    @Test
    void aStartThatFailsLeavesTheFolderForTheNext() throws IOException {
        Path none = folder.resolve("none");
        Path text = Files.writeString(folder.resolve("text.pth"), "no network");
        tiny("--data", none, "-o", training).failedWith(none + " does not exist");
        tiny("--sharp", none, "-o", training).failedWith(none + " does not exist");
        tiny("--sharp", sharp, "--validation", none, "-o", training).failedWith(none + " does not exist");
        tiny("--sharp", sharp, "--model", text, "-o", training).failedWith("text.pth");
        tiny("--sharp", sharp, "--segmenter", text, "-o", training).failedWith("text.pth");
        tiny("--data", pairs, "--pre-deblur", text, "-o", training).failedWith("text.pth");
        tiny("--sharp", sharp, "--device=gpu:7", "-o", training).failedWith("gpu:7");
        train("--width=4", "--steps=2", "--patch=24", "--sharp", sharp, "-o", training)
                .failedWith("multiples of 16");
        Path damaged = Files.writeString(sharp.resolve("damaged.png"), "no image");
        tiny("--sharp", sharp, "-o", training, "--masks", folder.resolve("kept"))
                .failedWith("damaged.png");
        Files.delete(damaged);

        tiny("--sharp", sharp, "-o", training).succeeded();
    }

    @Test
    void whereMasksHaveBeenFoundATrainingGoesOnOnceWhatStoppedItIsMended() throws IOException {
        Path damaged = Files.writeString(sharp.resolve("damaged.png"), "no image");
        tiny("--sharp", sharp, "-o", training).failedWith("damaged.png");
        assertTrue(Files.exists(training.resolve("masks/0.npz")));
        Files.delete(damaged);

        train("--resume", training).succeeded();

        assertTrue(Files.exists(training.resolve("result/network.onnx")));
    }

    @Test
    void threadsMayBeSaid() {
        tiny("--sharp", sharp, "--threads=1", "-o", training).succeeded();
        tiny("--sharp", sharp, "--threads=0", "-o", folder.resolve("other")).wasMisuse("--threads");
    }

    @Test
    void aFolderThatHoldsSomethingIsLeftAlone() throws IOException {
        tiny("--sharp", sharp, "-o", pairs).failedWith(pairs + " is not empty");

        assertTrue(Files.exists(pairs.resolve("target/0.png")));
    }
}
