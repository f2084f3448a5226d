package org.samdeblur.spark.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageFormat;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.SamDeblurSettings;
import org.samdeblur.spark.Pictures;
import org.samdeblur.spark.app.ApplicationRun;

/**
 * Measures the application in local mode, for docs/results.md. {@code overhead FOLDER IMAGES WIDTH HEIGHT ROUNDS} compares it with a plain
 * loop over the same files, both on one processor, in turns; {@code memory FOLDER IMAGES WIDTH HEIGHT} runs it once and prints the memory
 * of the process every few seconds. The system property {@code drawn} says how many different images there are, and how many make a short run.
 */
public final class ArchiveBenchmark {
    private static final SamDeblurSettings SETTINGS = SamDeblur.builder()
            .deblurModel(ModelSource.embeddedFast())
            .threads(1)
            .settings();

    /** So many different images are drawn; files repeat them. */
    private static final int DRAWN = Integer.getInteger("drawn", 10);

    /** Files in a folder. */
    private static final int IN_FOLDER = 1000;

    private final Path folder;
    private final int images;

    private ArchiveBenchmark(Path folder, int images) {
        this.folder = folder;
        this.images = images;
    }

    /**
     * Runs.
     *
     * @param arguments as described above
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        int images = Integer.parseInt(arguments[2]);
        ArchiveBenchmark benchmark = new ArchiveBenchmark(Path.of(arguments[1]), images);
        benchmark.draw(Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
        if (arguments[0].equals("overhead")) {
            benchmark.overhead(Integer.parseInt(arguments[5]));
        } else {
            benchmark.memory();
        }
    }

    private Path input() {
        return folder.resolve("in");
    }

    private Path few() {
        return folder.resolve("few");
    }

    private Path input(int image) {
        return input().resolve(Path.of(String.valueOf(image / IN_FOLDER), image + ".png"));
    }

    private void draw(int width, int height) throws IOException {
        delete(input());
        delete(few());
        Files.createDirectories(few());
        List<byte[]> drawn = IntStream.range(0, DRAWN)
                .mapToObj(i -> Pictures.drawn(width, height, i).toBytes(ImageFormat.PNG))
                .toList();
        for (int i = 0; i < images; i++) {
            Files.createDirectories(input(i).getParent());
            Files.write(input(i), drawn.get(i % DRAWN));
            if (i < DRAWN) {
                Files.write(few().resolve(i + ".png"), drawn.get(i));
            }
        }
    }

    /** Time that does not grow with the images, such as to start Spark and to load the network, is taken off. */
    private void overhead(int rounds) throws IOException {
        System.setProperty("spark.master", "local[1]");
        System.setProperty("spark.ui.enabled", "false");
        double loop = Double.POSITIVE_INFINITY;
        double spark = Double.POSITIVE_INFINITY;
        for (int round = 0; round <= rounds; round++) {
            double loopStart = seconds(() -> loop(Math.min(DRAWN, images)));
            double loopAll = seconds(() -> loop(images));
            double sparkStart = seconds(() -> run(few(), folder.resolve("spark")));
            double sparkAll = seconds(() -> run(input(), folder.resolve("spark")));
            System.out.printf(
                    Locale.ROOT,
                    "processor time: loop %.2f s, of %d images %.2f s; Spark %.2f s, of %d images %.2f s%n",
                    loopAll,
                    DRAWN,
                    loopStart,
                    sparkAll,
                    DRAWN,
                    sparkStart);
            if (round > 0) { // the first warms up
                loop = Math.min(loop, loopAll - loopStart);
                spark = Math.min(spark, sparkAll - sparkStart);
            }
        }
        int rest = images - DRAWN;
        System.out.printf(
                Locale.ROOT,
                "loop %.2f ms, Spark %.2f ms of processor time an image, overhead %.1f %%%n",
                1000 * loop / rest,
                1000 * spark / rest,
                100 * (spark / loop - 1));
    }

    /** What is measured. */
    private interface Work {
        void run() throws IOException;
    }

    /** Returns the processor time of this process: other programs on the machine do not count. */
    private static double seconds(Work work) throws IOException {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long start = system.getProcessCpuTime();
        work.run();
        return (system.getProcessCpuTime() - start) / 1e9;
    }

    private void loop(int count) throws IOException {
        Path out = folder.resolve("loop");
        delete(out);
        try (SamDeblur deblur = SETTINGS.open()) {
            for (int i = 0; i < count; i++) {
                Path file = out.resolve(input().relativize(input(i)));
                Files.createDirectories(file.getParent());
                deblur.deblur(Image.read(input(i))).image().write(file);
            }
        }
    }

    private static void run(Path input, Path out) throws IOException {
        delete(out);
        ApplicationRun.deblur(input, out);
    }

    private void memory() throws IOException {
        System.setProperty("spark.master", "local[2]");
        System.setProperty("spark.ui.enabled", "false");
        AtomicBoolean running = new AtomicBoolean(true);
        Thread watch = new Thread(() -> watch(running), "memory");
        watch.setDaemon(true);
        watch.start();
        double seconds = seconds(() -> run(input(), folder.resolve("spark")));
        running.set(false);
        System.out.printf(Locale.ROOT, "%d images, %.1f s of processor time%n", images, seconds);
    }

    private void watch(AtomicBoolean running) {
        long start = System.nanoTime();
        try {
            while (running.get()) {
                String resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS"))
                        .findFirst()
                        .orElse("");
                Runtime runtime = Runtime.getRuntime();
                System.out.printf(
                        Locale.ROOT,
                        "%4d s: %s, heap %d MB%n",
                        (System.nanoTime() - start) / 1_000_000_000L,
                        resident.replaceAll("\\s+", " "),
                        (runtime.totalMemory() - runtime.freeMemory()) >> 20);
                Thread.sleep(10_000);
            }
        } catch (IOException | InterruptedException e) {
            System.out.println("the memory is not known: " + e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
