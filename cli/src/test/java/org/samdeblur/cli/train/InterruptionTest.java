package org.samdeblur.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;
import org.samdeblur.cli.Main;
import org.samdeblur.cli.console.ProgressDisplay;
import org.samdeblur.training.TrainingListener;
import org.samdeblur.training.ValidationData;
import org.samdeblur.training.log.TrainingLog;

@Timeout(300)
class InterruptionTest {
    private static final TrainingListener.Step STEP = new TrainingListener.Step(1, 9, -20, 1e-3, 0.5, 12);

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    private Interruption within(Duration limit) {
        return new Interruption(limit, new PrintWriter(err));
    }

    private static Thread asking(Interruption interruption) throws InterruptedException {
        Thread end = new Thread(interruption::ask);
        end.start();
        while (!interruption.isAsked()) {
            Thread.sleep(1);
        }
        return end;
    }

    @Test
    void theProcessWaitsUntilTheWorkHasStopped() throws InterruptedException {
        Interruption interruption = within(Duration.ofMinutes(1));
        assertFalse(interruption.isAsked());

        Thread end = asking(interruption);

        assertTrue(end.isAlive());
        interruption.close();
        end.join();
        assertEquals(1, err.toString().lines().count(), err.toString());
    }

    @Test
    void itDoesNotWaitForEver() {
        within(Duration.ofMillis(1)).ask();

        assertTrue(err.toString().contains("takes too long"), err.toString());
    }

    @Test
    void workThatIsDoneIsNotAskedAnyMore() {
        Interruption.ofProcess(new PrintWriter(err)).close();

        assertEquals("", err.toString());
    }

    @Test
    void aTrainingStopsAfterTheStepAtHand() {
        Interruption interruption = within(Duration.ofMillis(1));
        try (TrainingLog log = TrainingLog.open(folder, 0)) {
            TrainingDisplay display =
                    new TrainingDisplay(log, new ProgressDisplay.Silent(), new PrintWriter(err), interruption);
            assertTrue(display.stepped(STEP));

            interruption.ask();

            assertFalse(display.stepped(STEP));
        }
    }

    @Test
    void validationStopsBetweenTwoImages() {
        Interruption interruption = within(Duration.ofMillis(1));
        Tensor image = Tensor.of(new float[3 * 11 * 11], 3, 11, 11);
        ValidationData.Example example = new ValidationData.Example(image, image, MaskSet.empty(new ImageSize(11, 11)));
        StoppableValidation validation =
                new StoppableValidation(ValidationData.of(List.of(example, example)), interruption);
        assertEquals(2, validation.size());
        assertEquals(example, validation.example(0));

        interruption.ask();

        assertThrows(StoppableValidation.StoppedException.class, () -> validation.example(1));
    }

    /** Windows has no signal that lets a process end by itself. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aProcessThatIsToEndSavesItsTraining() throws IOException, InterruptedException {
        Path training = folder.resolve("training");
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(command(training))
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        while (process.isAlive() && rows(training.resolve("steps.csv")) < 3) {
            Thread.sleep(10);
        }

        process.destroy();
        process.waitFor();

        long step = rows(training.resolve("steps.csv")) - 1;
        assertEquals(
                "stopped at step " + step + "; go on with: samdeblur train --resume " + training + "\n",
                Files.readString(out),
                Files.readString(folder.resolve("err")));
        assertTrue(Files.exists(training.resolve(String.format("checkpoint-%09d", step))));
    }

    private static long rows(Path table) throws IOException {
        return Files.exists(table) ? Files.readAllLines(table).size() : 0;
    }

    /** Main on the module path or the class path, wherever these tests find it. */
    private static List<String> command(Path training) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String modules = System.getProperty("jdk.module.path");
        if (modules != null) {
            command.addAll(List.of("--module-path", modules));
        }
        command.addAll(List.of("--class-path", System.getProperty("java.class.path")));
        command.addAll(
                modules == null
                        ? List.of(Main.class.getName())
                        : List.of("--module", "org.samdeblur.cli/" + Main.class.getName()));
        Path images = Path.of(System.getProperty("samdeblur.golden")).resolveSibling("examples/images");
        command.addAll(List.of(
                "train", "--sharp", images.toString(), "--method=none", "--moving=0", "-o", training.toString()));
        command.addAll(List.of("--batch=1", "--patch=16", "--width=4", "--encoder-blocks=1", "--decoder-blocks=1"));
        return command;
    }
}
