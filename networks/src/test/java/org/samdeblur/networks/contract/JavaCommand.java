package org.samdeblur.networks.contract;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command that runs a program in a process of its own, on the class path, with what this test sees. */
final class JavaCommand {
    private final Class<?> backend;
    private final String missing;
    private final List<String> options;

    private JavaCommand(Class<?> backend, String missing, List<String> options) {
        this.backend = backend;
        this.missing = missing;
        this.options = options;
    }

    /** Makes the command for a backend, one of whose classes is given. */
    static JavaCommand with(Class<?> backend) {
        return new JavaCommand(backend, "", List.of());
    }

    /** Leaves all off the class path whose path contains the given part. */
    JavaCommand without(String part) {
        return new JavaCommand(backend, part, options);
    }

    /** Gives the JVM further options. */
    JavaCommand options(String... further) {
        return new JavaCommand(
                backend,
                missing,
                Stream.concat(options.stream(), Stream.of(further)).toList());
    }

    /** Returns the command as a process builder takes it. */
    List<String> running(Class<?> program, String... arguments) throws URISyntaxException {
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private String classPath() throws URISyntaxException {
        String paths = Stream.of(
                        location(backend),
                        location(JavaCommand.class),
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path", ""))
                .collect(Collectors.joining(File.pathSeparator));
        return Arrays.stream(paths.split(File.pathSeparator))
                .filter(path -> !path.isEmpty() && (missing.isEmpty() || !path.contains(missing)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
