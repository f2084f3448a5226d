package org.samdeblur.backend.openvino.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.samdeblur.api.BackendException;
import org.samdeblur.networks.engine.OneLine;

/**
 * The OpenVINO that the tests run on: what {@code -Dsamdeblur.openvino} names; else what {@code pip} has installed into the build
 * folder, which it does now if {@code -Dsamdeblur.openvino.install} asks for it; else what is installed on the machine. Without any,
 * the tests are skipped, and one line says so.
 */
public final class TestRuntime {
    private static final Path FOLDER = Path.of(System.getProperty("basedir", ""), "target", "openvino");
    private static final long MINUTES = 10;

    private TestRuntime() {}

    /**
     * Looks for it, the first time.
     *
     * @return why there is none
     */
    public static Optional<String> problem() {
        return Search.PROBLEM;
    }

    /**
     * Returns what tells a further JVM where OpenVINO is.
     *
     * @return options of the JVM
     */
    public static List<String> javaOptions() {
        String folder = System.getProperty(RuntimeFiles.PROPERTY);
        return folder == null ? List.of() : List.of("-D" + RuntimeFiles.PROPERTY + "=" + folder);
    }

    private static final class Search {
        static final Optional<String> PROBLEM = search();

        private static Optional<String> search() {
            Optional<String> problem = find();
            problem.ifPresent(reason -> System.out.println("The tests on OpenVINO are skipped: " + reason));
            return problem;
        }

        private static Optional<String> find() {
            if (System.getProperty(RuntimeFiles.PROPERTY) == null) {
                if (!Files.isDirectory(FOLDER) && Boolean.getBoolean("samdeblur.openvino.install")) {
                    Optional<String> failure = install();
                    if (failure.isPresent()) {
                        return failure;
                    }
                }
                if (Files.isDirectory(FOLDER)) {
                    System.setProperty(
                            RuntimeFiles.PROPERTY, FOLDER.toAbsolutePath().toString());
                }
            }
            try {
                RuntimeFiles.find();
                return Optional.empty();
            } catch (BackendException e) {
                return Optional.of("it is not here; -Dsamdeblur.openvino=FOLDER names it, and"
                        + " -Dsamdeblur.openvino.install=true has pip install it into the build folder");
            }
        }

        private static Optional<String> install() {
            Path part = FOLDER.resolveSibling("openvino.part");
            Optional<String> failure = Optional.empty();
            for (String python : List.of("python3", "python")) {
                failure = pip(python, part);
                if (failure.isEmpty()) {
                    break;
                }
            }
            return failure;
        }

        private static Optional<String> pip(String python, Path part) {
            String wheel = "openvino==" + System.getProperty("samdeblur.openvino.version");
            List<String> command = List.of(
                    python,
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    "--no-deps",
                    "--upgrade",
                    "--target",
                    part.toString(),
                    wheel);
            try {
                Process process =
                        new ProcessBuilder(command).redirectErrorStream(true).start();
                String said = new String(process.getInputStream().readAllBytes());
                if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                    return Optional.of("pip did not install " + wheel + ": " + OneLine.of(said));
                }
                Files.move(part, FOLDER);
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of("there is no Python with pip: " + OneLine.of(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.of("interrupted");
            }
        }
    }
}
