package org.samdeblur.examples.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs a program of this project in a process of its own, on the module path or class path this one runs on. */
final class JavaProcess {
    private JavaProcess() {}

    /**
     * Runs a program to its end.
     *
     * @return what it wrote to standard output
     * @throws IOException if it cannot be started, or ends with another code than 0
     */
    static String run(Class<?> program, List<String> javaOptions, List<String> args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(javaOptions);
        command.addAll(launch(program));
        command.addAll(args);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(program.getSimpleName() + " " + args + " ended with code " + code);
        }
        return output.strip();
    }

    private static List<String> launch(Class<?> program) {
        Module module = program.getModule();
        return module.isNamed()
                ? List.of(
                        "--module-path",
                        System.getProperty("jdk.module.path"),
                        "--class-path",
                        System.getProperty("java.class.path"),
                        "--module",
                        module.getName() + "/" + program.getName())
                : List.of("-cp", System.getProperty("java.class.path"), program.getName());
    }
}
