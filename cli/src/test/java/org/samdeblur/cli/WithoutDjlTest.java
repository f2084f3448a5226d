package org.samdeblur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line, as a process, where training and its backend have been left out. */
class WithoutDjlTest {
    private static final Predicate<String> LEFT_OUT = Pattern.compile(
                    "backend-djl|training[/\\\\]target|samdeblur-training")
            .asPredicate();

    @TempDir
    Path folder;

    /** Main on the module path or the class path, wherever these tests find it. */
    private static List<String> program() {
        String modules = System.getProperty("jdk.module.path");
        return modules == null
                ? List.of("--class-path", without(System.getProperty("java.class.path")), Main.class.getName())
                : List.of("--module-path", without(modules), "--module", "org.samdeblur.cli/" + Main.class.getName());
    }

    private static String without(String path) {
        List<String> entries = Arrays.asList(path.split(File.pathSeparator));
        assertEquals(2, entries.stream().filter(LEFT_OUT).count(), "to leave out of " + entries);
        return entries.stream().filter(LEFT_OUT.negate()).collect(Collectors.joining(File.pathSeparator));
    }

    private CommandLineRun run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(program());
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        int code = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        return new CommandLineRun(code, Files.readString(out), Files.readString(err));
    }

    @Test
    void allCommandsAreExplained() throws Exception {
        assertTrue(run("--help").succeeded().out().contains("train"));
        assertTrue(run("train", "--help").succeeded().out().contains("--smallest-scale"));
    }

    @Test
    void whatElseThereIsWorks() throws Exception {
        run("info", CommandLineRun.golden("nafnet/nafnet.pth").toString()).succeeded();
    }

    @Test
    void aTorchScriptFileNamesTheBackendToAdd() throws Exception {
        run(
                        "deblur",
                        CommandLineRun.golden("nafnet/input.png").toString(),
                        "-o",
                        "sharp.png",
                        "--model",
                        CommandLineRun.golden("foreign/restorer3.pt").toString())
                .failedWith("TorchScript", "'djl'", "org.samdeblur:samdeblur-backend-djl");
    }

    @Test
    void trainingSaysWhatIsMissing() throws Exception {
        run("train", "--sharp", "photos", "-o", "training").failedWith("org.samdeblur:samdeblur-training");
    }
}
