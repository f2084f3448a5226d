package org.samdeblur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void withoutACommandTheCommandsAreNamed() {
        CommandLineRun.of().wasMisuse("deblur, segment, masks, evaluate, train, convert, info, models or devices");
    }

    @Test
    void anUnknownCommandIsMisuse() {
        CommandLineRun.of("sharpen").wasMisuse("unknown command 'sharpen'");
        CommandLineRun.of("debblur").wasMisuse("unknown command 'debblur' (did you mean deblur");
    }

    @Test
    void anUnknownOptionIsMisuse() {
        CommandLineRun.of("deblur", "a.png", "-o", "b.png", "--sharper").wasMisuse("unknown option '--sharper'");
        CommandLineRun.of("info", "a.pth", "b.pth").wasMisuse("unexpected argument 'b.pth'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deblur", "segment", "masks", "evaluate", "convert", "info", "models", "devices"})
    void everyCommandExplainsItself(String command) {
        CommandLineRun run = CommandLineRun.of(command, "--help").succeeded();

        assertTrue(run.out().startsWith("Usage: samdeblur " + command), run.out());
    }

    @Test
    void helpGivesAnExampleAndTheExitCodes() {
        CommandLineRun run = CommandLineRun.of("--help").succeeded();

        assertTrue(run.out().contains("samdeblur deblur blurry.jpg -o sharp.jpg"), run.out());
        assertTrue(run.out().contains("Exit codes"), run.out());
    }

    @Test
    void theVersionIsTheModules() {
        CommandLineRun run = CommandLineRun.of("--version").succeeded();

        assertTrue(run.out().matches("(?s)samdeblur \\S.*Java 1.*"), run.out());
        assertEquals("", run.err());
    }

    @Test
    void aStackTraceIsForThoseWhoAsk() {
        CommandLineRun.of("info", "nowhere.pth").failedWith("nowhere.pth");

        CommandLineRun verbose = CommandLineRun.of("info", "nowhere.pth", "--verbose");

        assertEquals(1, verbose.code());
        assertTrue(verbose.err().contains("\tat org.samdeblur"), verbose.err());
        assertTrue(verbose.err().lines().anyMatch(line -> line.startsWith("samdeblur: ")), verbose.err());
    }
}
