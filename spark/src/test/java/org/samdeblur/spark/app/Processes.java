package org.samdeblur.spark.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs in processes of their own. */
final class Processes {
    private static final long PATIENCE_SECONDS = 240;

    private Processes() {}

    /** How a program ended. */
    record Ended(int code, String output) {}

    /**
     * Begins a Java program.
     *
     * @param log takes what it prints
     * @param environment variables to add
     * @param classPath its class path
     * @param arguments options of Java, the main class, arguments
     * @return the process
     */
    static Process start(Path log, Map<String, String> environment, String classPath, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(System.getProperty("samdeblur.spark.jvm").split(" ")));
        command.add("-cp");
        command.add(classPath);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        return builder.start();
    }

    /** Waits for a program's end. */
    static Ended end(Process process, Path log) throws IOException, InterruptedException {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("does not end:\n" + Files.readString(log));
            }
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(log));
    }

    /** Runs the command line of the module {@code cli}. */
    static Ended commandLine(Path folder, String... arguments) throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "cli", ".log");
        List<String> all = new ArrayList<>(List.of("-Xmx512m", "org.samdeblur.cli.Main"));
        all.addAll(List.of(arguments));
        return end(start(log, Map.of(), System.getProperty("java.class.path"), all), log);
    }

    /** Has the command line deblur a folder as the application does. */
    static Ended commandLineDeblurs(Path folder, Path input, Path output) throws IOException, InterruptedException {
        return commandLine(
                folder,
                "deblur",
                input.toString(),
                "-o",
                output + "/",
                "--model",
                "embedded-fast",
                "--threads",
                "1",
                "--backend",
                "onnx");
    }
}
