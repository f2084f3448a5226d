package org.samdeblur.spark.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.spark.Pictures;

/** The application, in local mode. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Hadoop needs native programs there")
class ApplicationTest {
    @TempDir
    static Path shared;

    /** Two folders of PNG, JPEG and GIF-like names, all of them good. */
    private static Path photographs;

    @TempDir
    Path temp;

    private Path out;

    @BeforeAll
    static void draw() throws IOException {
        photographs = Files.createDirectories(shared.resolve("photo graphs"));
        Files.createDirectories(photographs.resolve("holiday"));
        Pictures.drawn(60, 44, 1).write(photographs.resolve("a.png"));
        Pictures.drawn(52, 40, 2).write(photographs.resolve("holiday/b.jpg"));
        Pictures.drawn(40, 40, 3).write(photographs.resolve("holiday/c é+%20.tif"));
        Files.writeString(photographs.resolve("notes.txt"), "no image");
    }

    @BeforeEach
    void name() {
        out = temp.resolve("out");
    }

    private record Outcome(int code, String out, String err) {}

    private static Outcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Outcome(code, out.toString(), err.toString());
    }

    private static Outcome deblur(Path input, Path output, String... more) {
        String[] arguments = Stream.concat(
                        Stream.of("deblur", input.toString(), "-o", output.toString(), "--model", "embedded-fast"),
                        Stream.of(more))
                .toArray(String[]::new);
        return run(arguments);
    }

    /** Returns all visible files by name; marks are left out. */
    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                if (!name.startsWith("_samdeblur")) {
                    files.put(name, Files.readAllBytes(file));
                }
            }
        }
        return files;
    }

    private static void assertSameFiles(Path wanted, Path actual) throws IOException {
        Map<String, byte[]> expected = files(wanted);
        Map<String, byte[]> found = files(actual);
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((name, content) -> assertArrayEquals(content, found.get(name), name));
    }

    @Test
    void deblursAFolderIntoTheFilesOfTheCommandLine() throws IOException, InterruptedException {
        Outcome outcome = deblur(photographs, out);
        assertEquals("", outcome.err());
        assertEquals(0, outcome.code());
        assertTrue(outcome.out().startsWith("3 deblurred, 0 skipped, 0 failed, 1 ignored"), outcome.out());
        Path theirs = temp.resolve("theirs");
        Processes.Ended ended = Processes.commandLineDeblurs(temp, photographs, theirs);
        assertEquals(0, ended.code(), ended.output());
        assertSameFiles(theirs, out);
    }

    @Test
    void segmentsAFolderIntoTheFilesOfTheCommandLine() throws IOException, InterruptedException {
        Outcome outcome =
                run("segment", photographs + "/*.png", "-o", out.toString(), "--scale", "400", "--min-size", "9");
        assertEquals(0, outcome.code(), outcome.err());
        Path theirs = temp.resolve("a.json");
        Processes.Ended ended = Processes.commandLine(
                temp,
                "segment",
                photographs.resolve("a.png").toString(),
                "-o",
                theirs.toString(),
                "--scale",
                "400",
                "--min-size",
                "9");
        assertEquals(0, ended.code(), ended.output());
        assertEquals(Files.readString(theirs), Files.readString(out.resolve("a.json")));
    }

    @Test
    void measuresPairsAsTheCommandLineDoes() throws IOException, InterruptedException {
        Path sharp = Files.createDirectories(temp.resolve("sharp"));
        Path blurred = Files.createDirectories(temp.resolve("blurred"));
        for (int i = 0; i < 3; i++) {
            Pictures.drawn(48, 40, i).write(sharp.resolve(i + ".png"));
            Pictures.drawn(48, 40, i).write(blurred.resolve(i + ".jpg"));
        }
        Outcome outcome = run(
                "evaluate",
                blurred.toString(),
                "--target",
                sharp.toString(),
                "--model",
                "embedded-fast",
                "--table",
                out.toString());
        assertEquals(0, outcome.code(), outcome.err());
        Processes.Ended ended = Processes.commandLine(
                temp,
                "evaluate",
                blurred.toString(),
                "--target",
                sharp.toString(),
                "--model",
                "deblurred=embedded-fast",
                "--threads",
                "1",
                "--backend",
                "onnx");
        assertEquals(0, ended.code(), ended.output());
        assertEquals(figures(ended.output(), "blurred input"), figures(outcome.out(), "blurred input"));
        assertEquals(figures(ended.output(), "deblurred"), figures(outcome.out(), "deblurred"));
        assertTrue(Files.exists(out.resolve("_SUCCESS")));
    }

    private static List<String> figures(String table, String row) {
        String line =
                table.lines().filter(text -> text.startsWith(row)).findFirst().orElseThrow();
        return List.of(line.substring(row.length()).strip().split("\\s+"));
    }

    @Test
    void skipsWhatIsDoneAndDoesWhatHasChanged() throws IOException {
        Path input = Files.createDirectories(temp.resolve("in"));
        Pictures.drawn(40, 32, 1).write(input.resolve("same.png"));
        Pictures.drawn(40, 32, 2).write(input.resolve("changed.png"));
        deblur(input, out);
        FileTime same = Files.getLastModifiedTime(out.resolve("same.png"));
        Pictures.drawn(44, 32, 3).write(input.resolve("changed.png"));
        Files.setLastModifiedTime(input.resolve("changed.png"), FileTime.fromMillis(1_700_000_000_000L));
        assertEquals("1 deblurred, 1 skipped, 0 failed", firstLine(deblur(input, out)));
        assertEquals(same, Files.getLastModifiedTime(out.resolve("same.png")));
        assertEquals(
                44, org.samdeblur.api.Image.read(out.resolve("changed.png")).width());
        assertEquals("0 deblurred, 2 skipped, 0 failed", firstLine(deblur(input, out)));
        assertEquals("2 deblurred, 0 skipped, 0 failed", firstLine(deblur(input, out, "--overwrite")));
    }

    private static String firstLine(Outcome outcome) {
        assertEquals("", outcome.err());
        return outcome.out().lines().findFirst().orElseThrow();
    }

    @Test
    void doesAgainWhatWasRemoved() throws IOException {
        deblur(photographs, out);
        Files.delete(out.resolve("a.png"));
        assertTrue(firstLine(deblur(photographs, out)).startsWith("1 deblurred, 2 skipped"));
    }

    @Test
    void leavesFilesAloneThatItDoesNotKnow() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("a.png"), "somebody's");
        assertTrue(firstLine(deblur(photographs, out)).startsWith("2 deblurred, 1 skipped"));
        assertEquals("somebody's", Files.readString(out.resolve("a.png")));
    }

    @Test
    void reportsBadImagesAndGoesOn() throws IOException {
        Path input = Files.createDirectories(temp.resolve("in"));
        Pictures.drawn(40, 32, 1).write(input.resolve("good.png"));
        Files.write(input.resolve("empty.png"), new byte[0]);
        Pictures.writeHuge(input.resolve("huge.png"));
        Outcome outcome = deblur(input, out);
        assertEquals(1, outcome.code());
        assertTrue(outcome.out().startsWith("1 deblurred, 0 skipped, 2 failed"), outcome.out());
        assertEquals(2, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().contains("empty.png") && outcome.err().contains("huge.png"), outcome.err());
        assertEquals(List.of("good.png"), List.copyOf(files(out).keySet()));
    }

    @Test
    void writesATableAndAddsOnlyTheRest() throws IOException {
        Path input = Files.createDirectories(temp.resolve("in"));
        for (int i = 0; i < 5; i++) {
            Pictures.drawn(40, 32, i).write(input.resolve(i + ".png"));
        }
        String[] arguments = {
            "deblur",
            input.toString(),
            "--table",
            out.toString(),
            "--model",
            "embedded-fast",
            "--images-per-commit",
            "2"
        };
        Files.createDirectories(out.resolve("_temporary/0")); // what a run leaves that is killed at once
        assertEquals("5 deblurred, 0 skipped, 0 failed", firstLine(run(arguments)));
        Pictures.drawn(40, 32, 9).write(input.resolve("new.png"));
        Files.write(input.resolve("bad.png"), new byte[0]);
        Outcome second = run(arguments);
        assertTrue(second.out().startsWith("1 deblurred, 5 skipped, 1 failed"), second.out());
        try (SparkSession spark =
                SparkSession.builder().appName("test").master("local[1]").getOrCreate()) {
            List<Row> rows = spark.read().parquet(out.toString()).collectAsList();
            assertEquals(
                    7,
                    rows.stream()
                            .map(row -> row.<String>getAs("name"))
                            .distinct()
                            .count());
            assertEquals(7, rows.size());
            Row bad = rows.stream()
                    .filter(row -> row.getAs("error") != null)
                    .findFirst()
                    .orElseThrow();
            assertEquals("bad.png", bad.getAs("name"));
        }
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertEquals(2, run("deblur", photographs.toString()).code());
        assertEquals(2, run("deblur", "x", "-o", "y", "--tile", "many").code());
        assertEquals(2, run("deblur", "x", "-o", "y", "--overlap", "8").code());
        assertEquals(2, run("segment", "x", "-o", "y", "--points-per-side", "8").code());
        assertEquals(2, run("dance").code());
        assertEquals(2, run().code());
        assertEquals(1, deblur(temp.resolve("missing"), out).code());
        assertFalse(Files.exists(out));
    }

    @Test
    void saysInOneLineThatAModelIsMissing() {
        Outcome outcome = run("deblur", photographs.toString(), "-o", out.toString(), "--model", "missing.pth");
        assertEquals(1, outcome.code());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().contains("missing.pth"), outcome.err());
        assertFalse(Files.exists(out), "nothing is left");
    }

    /** Spark would end the process after a sleep of two minutes. */
    @Test
    void doesNotTakeItselfForLostWhenTheComputerHasSlept() {
        try (Session session = Session.open("test")) {
            assertEquals("365d", session.context().getConf().get("spark.storage.blockManagerHeartbeatTimeoutMs"));
        }
    }

    @Test
    void refusesTwoImagesWithOneOutput() {
        Outcome outcome =
                run("deblur", photographs.resolve("a.png").toString(), photographs.toString(), "-o", out.toString());
        assertEquals(1, outcome.code());
        assertTrue(outcome.err().contains("a.png"), outcome.err());
    }
}
