package org.samdeblur.examples.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.samdeblur.api.DeblurModelOptions.GraphForm;

/**
 * The backends side by side: NAFNet of width 32 with random weights, rewritten as it is by default, on an image of 1280×720, and
 * SAM's ViT-B encoder on one of 1024×1024. Every backend runs in a process of its own, all in turn and several times over; times are
 * the shortest seen, memory is the largest peak of the whole process.
 *
 * <p>Usage: {@code BackendsBenchmark [ROUNDS [BACKEND…]]}; without names onnx, djl and tensorflow. Needs Linux, whose count of
 * resident memory it reads.
 */
public final class BackendsBenchmark {
    private static final String THREADS = "2";
    private static final String RUNS = "3";

    private final Path folder;
    private final Map<String, Figures> nafNet = new TreeMap<>();
    private final Map<String, Figures> encoder = new TreeMap<>();

    private BackendsBenchmark(Path folder) {
        this.folder = folder;
    }

    private record Figures(double milliseconds, double processorMilliseconds, long megabytes) {
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
     * @param args rounds (3), names of backends
     * @throws IOException if a file cannot be written or a process fails
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        List<String> backends =
                args.length > 1 ? List.of(args).subList(1, args.length) : List.of("onnx", "djl", "tensorflow");
        Path folder = Files.createTempDirectory("backends");
        BackendsBenchmark benchmark = new BackendsBenchmark(folder);
        try (RandomCheckpoint sam = RandomCheckpoint.of(RandomSam.Size.VIT_B)) {
            RandomNafNet.write32(benchmark.nafNet32());
            for (int round = 0; round < rounds; round++) {
                for (String backend : backends) {
                    benchmark.runNafNet(backend);
                    benchmark.runEncoder(backend, sam.file());
                }
            }
            benchmark.print("NAFNet-32, 1280 x 720", benchmark.nafNet, backends);
            benchmark.print("SAM ViT-B encoder, 1024 x 1024", benchmark.encoder, backends);
            for (String backend : backends) {
                System.out.printf(
                        Locale.ROOT,
                        "%s and %s: NAFNet-32 differs by at most %.1e%n",
                        backends.get(0),
                        backend,
                        benchmark.largestDifference(backends.get(0), backend));
            }
        } finally {
            benchmark.clean(backends);
        }
    }

    private void clean(List<String> backends) throws IOException {
        Files.deleteIfExists(nafNet32());
        for (String backend : backends) {
            Files.deleteIfExists(output(backend));
        }
        Files.delete(folder);
    }

    private Path nafNet32() {
        return folder.resolve("nafnet32.safetensors");
    }

    private Path output(String backend) {
        return folder.resolve(backend);
    }

    private static List<String> options(String backend) {
        return List.of("-Xmx256m", "-Dsamdeblur.backend=" + backend);
    }

    private void runNafNet(String backend) throws IOException, InterruptedException {
        List<String> args = List.of(
                nafNet32().toString(),
                GraphForm.REWRITTEN.name(),
                THREADS,
                "720",
                "1280",
                RUNS,
                output(backend).toString());
        String[] parts =
                JavaProcess.run(NafNet32Run.class, options(backend), args).split(" ");
        nafNet.merge(
                backend,
                new Figures(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Long.parseLong(parts[2])),
                Figures::and);
    }

    private void runEncoder(String backend, Path checkpoint) throws IOException, InterruptedException {
        String printed =
                JavaProcess.run(SamEncoderRun.class, options(backend), List.of(checkpoint.toString(), THREADS, RUNS));
        for (String line :
                printed.lines().filter(line -> line.startsWith("embedded")).toList()) {
            List<Double> numbers = numbers(line);
            encoder.merge(
                    backend,
                    new Figures(
                            1000 * numbers.get(0),
                            1000 * numbers.get(1),
                            numbers.get(3).longValue()),
                    Figures::and);
        }
    }

    private static List<Double> numbers(String line) {
        List<Double> numbers = new ArrayList<>();
        for (String word : line.split("\\s+")) {
            if (word.matches("[0-9.]+")) {
                numbers.add(Double.parseDouble(word));
            }
        }
        return numbers;
    }

    private void print(String what, Map<String, Figures> figures, List<String> backends) {
        System.out.printf("%s, %s threads%n", what, THREADS);
        System.out.printf("%-12s%10s%14s%10s%18s%n", "", "ms", "processor ms", "peak MB", "of the first");
        Figures first = figures.get(backends.get(0));
        for (String backend : backends) {
            Figures own = figures.get(backend);
            System.out.printf(
                    Locale.ROOT,
                    "%-12s%10.0f%14.0f%10d%9.2f%9.2f%n",
                    backend,
                    own.milliseconds,
                    own.processorMilliseconds,
                    own.megabytes,
                    own.milliseconds / first.milliseconds,
                    own.megabytes / (double) first.megabytes);
        }
    }

    private double largestDifference(String one, String other) throws IOException {
        FloatBuffer a = floats(output(one));
        FloatBuffer b = floats(output(other));
        double largest = 0;
        while (a.hasRemaining()) {
            largest = Math.max(largest, Math.abs(a.get() - b.get()));
        }
        return largest;
    }

    private static FloatBuffer floats(Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }
}
