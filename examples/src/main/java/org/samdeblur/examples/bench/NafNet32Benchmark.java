package org.samdeblur.examples.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.samdeblur.api.DeblurModelOptions.GraphForm;

/**
 * What rewriting a graph is worth: NAFNet of width 32 with random weights, as published and rewritten, on an image of
 * 1280×720 and two threads. Each form runs in a process of its own, both in turn and several times over, so that what
 * else the machine does weighs on both alike; times are the shortest seen, memory is the largest peak of the whole process.
 * Time on the processor tells more than time on the clock where the machine has other work.
 *
 * <p>Usage: {@code NafNet32Benchmark [ROUNDS [HEIGHT WIDTH]]}; needs Linux, whose count of resident memory it reads.
 */
public final class NafNet32Benchmark {
    private static final int THREADS = 2;
    private static final int RUNS = 4;
    private static final List<String> SMALL_HEAP = List.of("-Xmx256m");

    private final Path folder;
    private final Map<GraphForm, Figures> figures = new EnumMap<>(GraphForm.class);

    private NafNet32Benchmark(Path folder) {
        this.folder = folder;
    }

    private record Figures(long milliseconds, long processorMilliseconds, long megabytes) {
        static Figures parse(String line) {
            String[] parts = line.split(" ");
            return new Figures(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        }

        Figures and(Figures other) {
            return new Figures(
                    Math.min(milliseconds, other.milliseconds),
                    Math.min(processorMilliseconds, other.processorMilliseconds),
                    Math.max(megabytes, other.megabytes));
        }
    }

    /**
     * Runs the benchmark.
     *
     * @param args rounds (3), height (720) and width (1280)
     * @throws IOException if a file cannot be written or a process fails
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        String height = args.length > 1 ? args[1] : "720";
        String width = args.length > 2 ? args[2] : "1280";
        Path folder = Files.createTempDirectory("nafnet32");
        try {
            NafNet32Benchmark benchmark = new NafNet32Benchmark(folder);
            RandomNafNet.write32(benchmark.checkpoint());
            for (int round = 0; round < rounds; round++) {
                benchmark.run(GraphForm.PLAIN, height, width);
                benchmark.run(GraphForm.REWRITTEN, height, width);
            }
            benchmark.print(height, width);
        } finally {
            for (Path file : List.of(
                    folder.resolve("PLAIN"), folder.resolve("REWRITTEN"), folder.resolve("nafnet32.safetensors"))) {
                Files.deleteIfExists(file);
            }
            Files.delete(folder);
        }
    }

    private Path checkpoint() {
        return folder.resolve("nafnet32.safetensors");
    }

    private Path output(GraphForm form) {
        return folder.resolve(form.name());
    }

    private void run(GraphForm form, String height, String width) throws IOException, InterruptedException {
        List<String> args = List.of(
                checkpoint().toString(),
                form.name(),
                Integer.toString(THREADS),
                height,
                width,
                Integer.toString(RUNS),
                output(form).toString());
        figures.merge(form, Figures.parse(JavaProcess.run(NafNet32Run.class, SMALL_HEAP, args)), Figures::and);
    }

    private void print(String height, String width) throws IOException {
        Figures plain = figures.get(GraphForm.PLAIN);
        Figures rewritten = figures.get(GraphForm.REWRITTEN);
        System.out.printf("NAFNet-32, %s x %s, %d threads%n", width, height, THREADS);
        row("", "plain", "rewritten", "ratio");
        compare("milliseconds", plain.milliseconds, rewritten.milliseconds);
        compare("processor ms", plain.processorMilliseconds, rewritten.processorMilliseconds);
        compare("peak MB", plain.megabytes, rewritten.megabytes);
        row("largest difference", "", "", String.format(Locale.ROOT, "%.1e", largestDifference()));
    }

    private static void compare(String what, long plain, long rewritten) {
        String ratio = String.format(Locale.ROOT, "%.3f", rewritten / (double) plain);
        row(what, Long.toString(plain), Long.toString(rewritten), ratio);
    }

    private static void row(String... cells) {
        System.out.printf("%-20s%12s%12s%12s%n", (Object[]) cells);
    }

    private double largestDifference() throws IOException {
        FloatBuffer plain = floats(output(GraphForm.PLAIN));
        FloatBuffer rewritten = floats(output(GraphForm.REWRITTEN));
        double largest = 0;
        while (plain.hasRemaining()) {
            largest = Math.max(largest, Math.abs(plain.get() - rewritten.get()));
        }
        return largest;
    }

    private static FloatBuffer floats(Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }
}
