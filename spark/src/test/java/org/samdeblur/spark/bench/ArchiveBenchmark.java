package org.samdeblur.spark.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
 * of the process every few seconds. The folder must not be there; it is left to be looked at. The system property {@code drawn} says how
 * many different images there are, and how many make a short run. On Linux; {@code -XX:-UseDynamicNumberOfCompilerThreads} keeps the
 * compiler's threads, whose time is stated.
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
    private int runs;

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
        Files.createDirectory(folder);
        Files.createDirectory(few());
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
        for (int round = 0; round <= rounds; round++) {
            Spent loopStart = spent(() -> loop(Math.min(DRAWN, images)));
            Spent loop = spent(() -> loop(images)).less(loopStart);
            Spent sparkStart = spent(() -> run(few()));
            Spent spark = spent(() -> run(input())).less(sparkStart);
            System.out.printf(
                    Locale.ROOT,
                    "%s: an image, loop %s, Spark %s, overhead %.1f %%, without compiling %.1f %%; to start, %s and %s%n",
                    round == 0 ? "to warm up" : "round " + round,
                    loop.over(images - DRAWN),
                    spark.over(images - DRAWN),
                    100 * (spark.all() / loop.all() - 1),
                    100 * (spark.running() / loop.running() - 1),
                    loopStart.over(1),
                    sparkStart.over(1));
        }
    }

    /** What is measured. */
    private interface Work {
        void run() throws IOException;
    }

    /**
     * The processor time of this process: other programs on the machine do not count.
     *
     * @param all seconds of all threads
     * @param compiling seconds of the threads that compile byte code
     */
    private record Spent(double all, double compiling) {
        static Spent now() throws IOException {
            var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            double compiling = 0;
            try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
                for (Path thread : threads.toList()) {
                    compiling += ofCompiler(thread.resolve("stat"));
                }
            }
            return new Spent(system.getProcessCpuTime() / 1e9, compiling);
        }

        private static double ofCompiler(Path status) throws IOException {
            String line;
            try {
                line = Files.readString(status);
            } catch (NoSuchFileException e) {
                return 0; // the thread has ended
            }
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            boolean compiler = line.contains(" CompilerThre");
            return compiler ? (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0 : 0;
        }

        double running() {
            return all - compiling;
        }

        Spent less(Spent other) {
            return new Spent(all - other.all, compiling - other.compiling);
        }

        String over(int count) {
            return String.format(
                    Locale.ROOT, "%.2f ms (%.2f ms compiling)", 1000 * all / count, 1000 * compiling / count);
        }
    }

    private static Spent spent(Work work) throws IOException {
        Spent start = Spent.now();
        work.run();
        return Spent.now().less(start);
    }

    private void loop(int count) throws IOException {
        Path out = output();
        try (SamDeblur deblur = SETTINGS.open()) {
            for (int i = 0; i < count; i++) {
                Path file = out.resolve(input().relativize(input(i)));
                Files.createDirectories(file.getParent());
                deblur.deblur(Image.read(input(i))).image().write(file);
            }
        }
    }

    private void run(Path input) {
        ApplicationRun.deblur(input, output());
    }

    /** Names a folder that is not there. */
    private Path output() {
        return folder.resolve("out" + runs++);
    }

    private void memory() throws IOException {
        System.setProperty("spark.master", "local[2]");
        System.setProperty("spark.ui.enabled", "false");
        AtomicBoolean running = new AtomicBoolean(true);
        Thread watch = new Thread(() -> watch(running), "memory");
        watch.setDaemon(true);
        watch.start();
        Spent spent = spent(() -> run(input()));
        running.set(false);
        System.out.printf(Locale.ROOT, "an image took %s of processor time%n", spent.over(images));
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
}
