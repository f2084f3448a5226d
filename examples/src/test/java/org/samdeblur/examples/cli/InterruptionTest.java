package org.samdeblur.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;
import org.samdeblur.backend.djl.training.TrainingListener;
import org.samdeblur.backend.djl.training.ValidationData;
import org.samdeblur.backend.djl.training.log.TrainingLog;

@Timeout(60)
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
        ValidationData.Example example = new ValidationData.Example(image, image, MaskSet.empty(11, 11));
        StoppableValidation validation =
                new StoppableValidation(ValidationData.of(List.of(example, example)), interruption);
        assertEquals(2, validation.size());
        assertEquals(example, validation.example(0));

        interruption.ask();

        assertThrows(StoppableValidation.StoppedException.class, () -> validation.example(1));
    }
}
