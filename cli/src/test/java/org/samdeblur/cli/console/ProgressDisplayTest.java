package org.samdeblur.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.Progress;
import org.samdeblur.api.Stage;

class ProgressDisplayTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(shown, true, StandardCharsets.UTF_8);

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aBarNamesTheFileAndTheStage() {
        try (ProgressDisplay display = new ProgressDisplay.Bars(terminal)) {
            Progress progress = display.of("beach.jpg");
            assertTrue(progress.report(Stage.SEGMENT, 10, 10));
            assertTrue(progress.report(Stage.NETWORK, 3, 4));
        }

        assertTrue(shown().contains("beach.jpg segment"), shown());
        assertTrue(shown().matches("(?s).*beach\\.jpg network +75%.*"), shown());
    }

    @Test
    void workWithoutStagesIsCounted() {
        try (ProgressDisplay display = new ProgressDisplay.Bars(terminal)) {
            display.count("measuring", 0, 8);
            display.count("measuring", 2, 8);
        }

        assertTrue(shown().matches("(?s).*measuring +25%.*"), shown());
    }

    @Test
    void whatIsShownIsRemovedWithoutATrace() {
        ProgressDisplay display = new ProgressDisplay.Bars(terminal);
        display.of("a.png").report(Stage.MAP, 0, 1);

        display.clear();

        assertTrue(shown().endsWith("\r" + " ".repeat(79) + "\r"), shown());
        assertEquals(-1, shown().indexOf('\n'));
    }

    /** Builds and scripts have no console; they get no bars. */
    @Test
    void withoutATerminalNothingIsShown() {
        try (ProgressDisplay display = new ProgressDisplay.Silent()) {
            assertSame(Progress.NONE, display.of("a.png"));
        }
    }
}
