package org.samdeblur.spark.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.spark.Pictures;

/** The jar for {@code spark-submit}, with nothing beside it but what a cluster provides. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Hadoop needs native programs there")
@EnabledIfSystemProperty(
        named = "samdeblur.spark.jar",
        matches = ".+",
        disabledReason = "the jar is tested once it is built")
class ShadedJarIT {
    private static final String JAR = System.getProperty("samdeblur.spark.jar");

    @TempDir
    Path temp;

    private Processes.Ended submit(String... arguments) throws IOException, InterruptedException {
        String spark = Files.readString(Path.of(System.getProperty("samdeblur.spark.classPath")));
        List<String> all = new ArrayList<>(List.of(
                "-Xmx768m",
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                "local[2]",
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.driver.bindAddress=127.0.0.1",
                "--conf",
                "spark.driver.host=127.0.0.1",
                JAR));
        all.addAll(List.of(arguments));
        Path log = temp.resolve("submit.log");
        return Processes.end(Processes.start(log, Map.of(), spark.strip(), all), log);
    }

    @Test
    void deblursIntoTheFilesOfTheCommandLine() throws IOException, InterruptedException {
        Path photographs = Files.createDirectories(temp.resolve("photographs"));
        Pictures.drawn(60, 44, 1).write(photographs.resolve("a.png"));
        Pictures.drawn(52, 40, 2).write(photographs.resolve("b.jpg"));
        Files.write(photographs.resolve("empty.png"), new byte[0]);
        Path ours = temp.resolve("ours");
        Processes.Ended ended =
                submit("deblur", photographs.toString(), "-o", ours.toString(), "--model", "embedded-fast");
        assertEquals(1, ended.code(), ended.output());
        assertTrue(ended.output().contains("2 deblurred, 0 skipped, 1 failed"), ended.output());
        Path theirs = temp.resolve("theirs");
        Processes.Ended line = Processes.commandLineDeblurs(temp, photographs, theirs);
        assertEquals(1, line.code(), line.output());
        for (String name : List.of("a.png", "b.jpg")) {
            assertArrayEquals(Files.readAllBytes(theirs.resolve(name)), Files.readAllBytes(ours.resolve(name)), name);
        }
    }

    @Test
    void explainsItself() throws IOException, InterruptedException {
        Processes.Ended ended = submit("deblur", "--help");
        assertEquals(0, ended.code(), ended.output());
        assertTrue(ended.output().contains("--overwrite"), ended.output());
    }

    /** What Spark has in versions of its own must not be in the jar under the same names. */
    @Test
    void hasNoClassesOfLibrariesThatSparkHas() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            List<String> clashing = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class"))
                    .filter(name -> name.startsWith("com/google/")
                            || name.startsWith("com/fasterxml/")
                            || name.startsWith("org/slf4j/")
                            || name.startsWith("io/netty/")
                            || name.startsWith("org/apache/")
                            || name.startsWith("scala/"))
                    .toList();
            assertEquals(List.of(), clashing);
        }
    }
}
