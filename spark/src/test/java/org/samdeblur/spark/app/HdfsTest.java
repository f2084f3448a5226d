package org.samdeblur.spark.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.ImageFormat;
import org.samdeblur.spark.Pictures;
import org.samdeblur.spark.archive.Archive;
import org.samdeblur.spark.archive.ArchiveImage;
import org.samdeblur.spark.archive.Job;
import org.samdeblur.spark.archive.OutputFolder;
import org.samdeblur.spark.archive.OutputFolder.Existing;

/** The application on HDFS: a name node and a data node in this process. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Hadoop needs native programs there")
class HdfsTest {
    private static final Map<String, byte[]> IMAGES = Map.of(
            "a.png",
            Pictures.drawn(60, 44, 1).toBytes(ImageFormat.PNG),
            "holiday/b.jpg",
            Pictures.drawn(52, 40, 2).toBytes(ImageFormat.JPEG),
            "holiday/c é+%20.tif",
            Pictures.drawn(40, 40, 3).toBytes(ImageFormat.TIFF));

    @TempDir
    static java.nio.file.Path disk;

    private static MiniDFSCluster hdfs;
    private static FileSystem files;

    /** The folder of a test. */
    private Path folder;

    private Path out;

    @BeforeAll
    static void start() throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(
                MiniDFSCluster.HDFS_MINIDFS_BASEDIR, disk.resolve("hdfs").toString());
        hdfs = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
        hdfs.waitActive();
        files = hdfs.getFileSystem();
    }

    @AfterAll
    static void stop() {
        hdfs.shutdown();
    }

    @BeforeEach
    void put(TestInfo test) throws IOException {
        folder = new Path(
                hdfs.getURI() + "/" + test.getTestMethod().orElseThrow().getName());
        out = new Path(folder, "out");
        for (String name : IMAGES.keySet()) {
            put(new Path(folder, "in/" + name), IMAGES.get(name));
        }
    }

    private static void put(Path file, byte[] content) throws IOException {
        try (OutputStream to = files.create(file)) {
            to.write(content);
        }
    }

    private record Outcome(int code, String out, String err) {
        String firstLine() {
            return out.lines().findFirst().orElseThrow();
        }
    }

    private static Outcome deblur(Object input, String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = new String[more.length + 4];
        arguments[0] = "deblur";
        arguments[1] = input.toString();
        arguments[2] = "--model";
        arguments[3] = "embedded-fast";
        System.arraycopy(more, 0, arguments, 4, more.length);
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Outcome(code, out.toString(), err.toString());
    }

    private String summary(String... more) {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "-o";
        arguments[1] = out.toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        Outcome outcome = deblur(new Path(folder, "in"), arguments);
        assertEquals("", outcome.err());
        return outcome.firstLine();
    }

    /** Returns the contents of all outputs by name; marks are left out, files half-written are not. */
    private Map<String, byte[]> outputs() throws IOException {
        Map<String, byte[]> outputs = new TreeMap<>();
        RemoteIterator<LocatedFileStatus> found = files.listFiles(out, true);
        while (found.hasNext()) {
            Path file = found.next().getPath();
            String name = file.toString().substring(out.toString().length() + 1);
            if (!name.startsWith("_samdeblur/")) {
                try (InputStream from = files.open(file)) {
                    outputs.put(name, from.readAllBytes());
                }
            }
        }
        return outputs;
    }

    @Test
    void makesTheFilesThatItMakesOnALocalDisk(@TempDir java.nio.file.Path local) throws IOException {
        put(new Path(folder, "in/empty.png"), new byte[0]);
        for (String name : IMAGES.keySet()) {
            java.nio.file.Path file = local.resolve("in").resolve(name);
            java.nio.file.Files.createDirectories(file.getParent());
            java.nio.file.Files.write(file, IMAGES.get(name));
        }
        assertEquals(
                0,
                deblur(local.resolve("in"), "-o", local.resolve("out").toString())
                        .code());
        Outcome outcome = deblur(new Path(folder, "in"), "-o", out.toString());
        assertEquals(1, outcome.code());
        assertTrue(outcome.err().contains("empty.png"), outcome.err());
        assertEquals("3 deblurred, 0 skipped, 1 failed", outcome.firstLine());
        Map<String, byte[]> outputs = outputs();
        assertEquals(IMAGES.keySet(), outputs.keySet());
        for (String name : IMAGES.keySet()) {
            byte[] expected =
                    java.nio.file.Files.readAllBytes(local.resolve("out").resolve(name));
            assertArrayEquals(expected, outputs.get(name), name);
        }
    }

    @Test
    void doesWhatIsNewOrHasChanged() throws IOException {
        assertEquals("3 deblurred, 0 skipped, 0 failed", summary());
        put(new Path(folder, "in/a.png"), Pictures.drawn(44, 32, 9).toBytes(ImageFormat.PNG));
        files.setTimes(new Path(folder, "in/a.png"), 1_700_000_000_000L, -1);
        put(new Path(folder, "in/new.png"), IMAGES.get("a.png"));
        long untouched = files.getFileStatus(new Path(out, "holiday/b.jpg")).getModificationTime();
        assertEquals("2 deblurred, 2 skipped, 0 failed", summary());
        assertEquals(
                untouched, files.getFileStatus(new Path(out, "holiday/b.jpg")).getModificationTime());
        assertArrayEquals(new int[] {44, 32}, sizeOf("a.png"));
        assertEquals("4 deblurred, 0 skipped, 0 failed", summary("--overwrite"));
        assertEquals(4, outputs().size());
    }

    private int[] sizeOf(String name) throws IOException {
        var image = org.samdeblur.api.Image.read(outputs().get(name), org.samdeblur.api.ImageReadOptions.DEFAULT);
        return new int[] {image.width(), image.height()};
    }

    @Test
    void takesPatternsAndAddsToTables() {
        String[] table = {"--table", new Path(folder, "table").toString()};
        Outcome outcome = deblur(folder + "/in/holi*/*.jpg", table);
        assertEquals("", outcome.err());
        assertEquals("1 deblurred, 0 skipped, 0 failed", outcome.firstLine());
        outcome = deblur(folder + "/in/holi*", table);
        assertEquals("", outcome.err());
        assertEquals("1 deblurred, 1 skipped, 0 failed", outcome.firstLine());
    }

    /** An output that is replaced is there at every moment, and whole. */
    @Test
    void replacesAFileInOneStep() throws IOException, InterruptedException {
        Configuration configuration = hdfs.getConfiguration(0);
        OutputFolder outputs = OutputFolder.of(out.toString(), configuration);
        ArchiveImage image = Archive.of(
                        java.util.List.of(folder + "/in/a.png"), java.util.Optional.empty(), configuration)
                .images()
                .get(0);
        Job job = outputs.jobs(java.util.List.of(image), ArchiveImage::name, Existing.REPLACE, configuration)
                .get(0);
        byte[] content = new byte[5000];
        outputs.write(job, content, configuration);
        AtomicBoolean writing = new AtomicBoolean(true);
        StringBuffer broken = new StringBuffer();
        Thread reader = new Thread(() -> {
            while (writing.get()) {
                try {
                    long length = files.getFileStatus(new Path(out, "a.png")).getLen();
                    if (length != content.length) {
                        broken.append("length ").append(length);
                    }
                } catch (IOException e) {
                    broken.append(e);
                }
            }
        });
        reader.start();
        for (int i = 0; i < 50; i++) {
            outputs.write(job, content, configuration);
        }
        writing.set(false);
        reader.join();
        assertEquals("", broken.toString());
        assertEquals(1, outputs().size());
    }
}
