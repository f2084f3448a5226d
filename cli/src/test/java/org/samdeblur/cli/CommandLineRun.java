package org.samdeblur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a command did.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 */
record CommandLineRun(int code, String out, String err) {
    static CommandLineRun of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(
                new PrintWriter(out),
                new PrintWriter(err),
                Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
        return new CommandLineRun(code, out.toString(), err.toString());
    }

    static Path golden(String name) {
        return Path.of(System.getProperty("samdeblur.golden"), name);
    }

    static Path example(String name) {
        return Path.of(System.getProperty("samdeblur.golden")).resolveSibling("examples/images/" + name);
    }

    CommandLineRun succeeded() {
        assertEquals(0, code, err);
        return this;
    }

    /** Demands exit code 1 and one line of error, which holds all of the given texts. */
    void failedWith(String... texts) {
        endedWith(1, texts);
    }

    /** Demands exit code 2 and one line of error, which holds all of the given texts. */
    void wasMisuse(String... texts) {
        endedWith(2, texts);
        assertTrue(err.contains("--help"), err);
    }

    private void endedWith(int expected, String... texts) {
        assertEquals(expected, code, out + err);
        List<String> lines = err.lines().toList();
        assertEquals(1, lines.size(), err);
        assertTrue(lines.get(0).startsWith("samdeblur: "), err);
        for (String text : texts) {
            assertTrue(err.contains(text), () -> "'" + text + "' is missing in: " + err);
        }
    }

    Map<String, Object> json() throws IOException {
        return JSON.std.mapFrom(out);
    }
}
