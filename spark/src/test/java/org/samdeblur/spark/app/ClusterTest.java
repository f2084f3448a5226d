package org.samdeblur.spark.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.Image;
import org.samdeblur.spark.Pictures;

/** The application on a real standalone cluster whose processes are killed. */
@EnabledOnOs(OS.LINUX)
class ClusterTest {
    private static final int IMAGES = 200;

    /** So many outputs show that a run is under way. */
    private static final int SOME = 20;

    @TempDir
    static Path temp;

    private static Path photographs;
    private static Cluster cluster;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        photographs = Files.createDirectories(temp.resolve("photographs"));
        for (int i = 0; i < IMAGES; i++) {
            Pictures.drawn(128, 96, i).write(photographs.resolve(i + ".png"));
        }
        Files.write(photographs.resolve("empty.png"), new byte[0]);
        Pictures.writeHuge(photographs.resolve("huge.png"));
        byte[] whole = Files.readAllBytes(photographs.resolve("0.png"));
        Files.write(photographs.resolve("damaged.png"), java.util.Arrays.copyOf(whole, whole.length / 2));
        cluster = Cluster.start(temp);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static Process deblur(String name, Path out) throws IOException {
        return cluster.submit(
                name,
                "deblur",
                photographs.toString(),
                "-o",
                out.toString(),
                "--model",
                "embedded-fast",
                "--images-per-task",
                "10");
    }

    /** Returns the outputs and when they were written. */
    private static Map<String, FileTime> outputs(Path folder) {
        Map<String, FileTime> outputs = new HashMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file :
                        files.filter(file -> file.toString().endsWith(".png")).toList()) {
                    outputs.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return outputs;
    }

    private static void assertAllWhole(Path folder) {
        Set<String> wanted =
                IntStream.range(0, IMAGES).mapToObj(i -> i + ".png").collect(Collectors.toSet());
        assertEquals(wanted, new HashSet<>(outputs(folder).keySet()));
        wanted.forEach(
                name -> assertEquals(128, Image.read(folder.resolve(name)).width()));
    }

    @Test
    void finishesAfterAnExecutorIsKilled() throws IOException, InterruptedException {
        Path out = temp.resolve("executor-killed");
        Process driver = deblur("executor-killed-driver", out);
        Cluster.await(() -> outputs(out).size() >= SOME || !driver.isAlive(), "outputs");
        List<ProcessHandle> executors = cluster.executors();
        assertEquals(2, executors.size());
        executors.get(0).destroyForcibly();
        int before = outputs(out).size();
        Processes.Ended ended = cluster.end(driver, "executor-killed-driver");
        assertTrue(before < IMAGES, "it was killed in the middle");
        assertTrue(ended.output().contains("200 deblurred, 0 skipped, 3 failed"), ended.output());
        for (String bad : List.of("empty.png", "huge.png", "damaged.png")) {
            assertTrue(ended.output().contains(bad), ended.output());
        }
        assertEquals(1, ended.code());
        assertAllWhole(out);
    }

    @Test
    void doesTheRestAfterTheDriverIsKilled() throws IOException, InterruptedException {
        Path out = temp.resolve("driver-killed");
        Process driver = deblur("driver-killed-driver", out);
        Cluster.await(() -> outputs(out).size() >= SOME || !driver.isAlive(), "outputs");
        driver.destroyForcibly().waitFor();
        Cluster.await(() -> cluster.executors().isEmpty(), "the executors' end");
        Map<String, FileTime> before = outputs(out);
        assertTrue(before.size() < IMAGES, "it was killed in the middle");
        Process again = deblur("driver-killed-again", out);
        Processes.Ended ended = cluster.end(again, "driver-killed-again");
        assertEquals(1, ended.code(), ended.output());
        int rest = IMAGES - before.size();
        assertTrue(
                ended.output().contains(rest + " deblurred, " + before.size() + " skipped, 3 failed"), ended.output());
        assertAllWhole(out);
        Map<String, FileTime> after = outputs(out);
        before.forEach((name, time) -> assertEquals(time, after.get(name), name));
    }
}
