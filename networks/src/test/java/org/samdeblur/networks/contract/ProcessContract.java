package org.samdeblur.networks.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.BackendProvider;

/** How a backend behaves inside a program of others: what that program's process does because of it. */
public abstract class ProcessContract {
    private static final long MINUTES = 5;
    private static final int ENDED_BY_SIGTERM = 143;

    /** What stays between runs, below the user's home; the documentation names it. */
    private static final List<String> CACHES = List.of(".djl.ai", ".javacpp/cache", ".cache/JNA");

    private final BackendProvider provider;

    @TempDir
    Path folder;

    private Path output;
    private Path temporary;

    /**
     * For subclasses.
     *
     * @param provider the backend
     */
    protected ProcessContract(BackendProvider provider) {
        this.provider = provider;
    }

    /**
     * Returns what the JVM of a further process needs for the backend to work there.
     *
     * @return options of the JVM
     */
    protected List<String> javaOptions() {
        return List.of();
    }

    @BeforeEach
    void makeFolders() throws IOException {
        output = folder.resolve("sharp.png");
        temporary = Files.createDirectory(folder.resolve("temporary"));
    }

    @Test
    void aRunCallsNobodyAndLeavesNoFilesButItsOutputAndDocumentedCaches() throws Exception {
        Path trace = folder.resolve("trace.txt");
        assumeTrue(SystemCalls.canBeTraced(folder), "strace does not exist, or may not trace here");
        List<String> command = Stream.concat(SystemCalls.tracedInto(trace).stream(), program("once").stream())
                .toList();

        Process process = start(command);

        assertTrue(output(process).contains(HostProgram.FINISHED));
        SystemCalls calls = SystemCalls.read(trace);
        assertTrue(calls.written().contains(output.toRealPath()), "the trace misses the output");
        assertEquals(List.of(), calls.toTheNetwork());
        assertEquals(
                List.of(),
                calls.written().stream()
                        .filter(Files::exists)
                        .filter(path -> !path.startsWith(folder) && !isCached(path))
                        .toList());
        assertEquals(List.of(), left());
    }

    /** Some logging libraries show everything but traces unless they are configured. */
    @Test
    void atDebugLevelTheRuntimeItselfWritesNothing() throws Exception {
        Path logging = Files.writeString(folder.resolve("logging.properties"), ".level=FINE");

        Process process = start(program("once", "-Djava.util.logging.config.file=" + logging));

        assertEquals(HostProgram.FINISHED, output(process).strip());
    }

    @Test
    void theTemporaryFolderIsLeftAsItWas() throws Exception {
        assumeFalse(
                System.getProperty("os.name").startsWith("Windows"),
                "Windows does not delete libraries that are in use");

        assertTrue(output(start(program("once"))).contains(HostProgram.FINISHED));

        assertEquals(List.of(), left());
    }

    @Test
    void aKilledProcessLeavesNothingInTheTemporaryFolder() throws Exception {
        assumeFalse(
                System.getProperty("os.name").startsWith("Windows"),
                "Windows does not delete libraries that are in use");
        Process process = start(program("until-stopped"));
        try (BufferedReader said = process.inputReader()) {
            awaitWork(said);

            process.destroyForcibly();

            assertTrue(process.waitFor(MINUTES, TimeUnit.MINUTES));
        }
        assertEquals(List.of(), left());
    }

    @Test
    void workUnderWayFinishesWhenTheProcessIsToldToEnd() throws Exception {
        Process process = start(program("until-stopped"));
        try (BufferedReader said = process.inputReader()) {
            assumeTrue(process.supportsNormalTermination(), "this system knows no SIGTERM");
            awaitWork(said);

            process.toHandle().destroy();

            String rest = said.lines().collect(Collectors.joining("\n"));
            assertTrue(rest.endsWith(HostProgram.FINISHED + " 320"), rest);
            assertTrue(process.waitFor(MINUTES, TimeUnit.MINUTES), "it does not end");
            assertEquals(ENDED_BY_SIGTERM, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    private static void awaitWork(BufferedReader said) throws IOException {
        StringBuilder before = new StringBuilder();
        String line = said.readLine();
        while (line != null && !line.equals(HostProgram.WORKING)) {
            before.append(line).append('\n');
            line = said.readLine();
        }
        assertFalse(line == null, before.toString());
    }

    private List<String> program(String mode, String... options) throws Exception {
        return JavaCommand.with(provider.getClass())
                .options(javaOptions().toArray(String[]::new))
                .options(options)
                .options("-Djava.io.tmpdir=" + temporary, "-XX:-UsePerfData", "-Xmx512m")
                .running(HostProgram.class, provider.name(), output.toString(), mode);
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(folder.toFile());
        return builder.start();
    }

    private static String output(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.toList();
        }
    }

    private static boolean isCached(Path path) {
        Path home = Path.of(System.getProperty("user.home"));
        return CACHES.stream().map(home::resolve).anyMatch(cache -> path.startsWith(cache) || cache.startsWith(path));
    }
}
