package org.samdeblur.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.samdeblur.api.AutomaticMaskSettings;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskDetails;
import org.samdeblur.api.MaskSet;
import org.samdeblur.examples.bench.SamRun.Way;
import org.samdeblur.map.files.CocoFiles;

/**
 * What the library saves in finding all masks of an image: SAM ViT-B (or another network) with random weights, 32×32 points, on an image of 1280×720
 * and two threads, against the same network driven the plain way. The weights are drawn so that masks are smooth and that some
 * pass the filters, as of a trained network: see {@link RandomSam}. Each way runs in a process of its own, both in turn; times
 * are the shortest seen, memory the largest. The masks of both are compared.
 *
 * <p>Usage: {@code SamBenchmark [ROUNDS [POINTS_PER_SIDE [CHECKPOINT]]]}, a checkpoint being a file or one of the sizes of {@link
 * RandomSam}, such as {@code HIERA_T}; needs Linux, whose count of resident memory it reads.
 */
public final class SamBenchmark {
    private static final int THREADS = 2;
    private static final int HEIGHT = 720;
    private static final int WIDTH = 1280;

    private final Path folder;
    private final Map<Way, Map<String, Long>> figures = new EnumMap<>(Way.class);

    private SamBenchmark(Path folder) {
        this.folder = folder;
    }

    /**
     * The published settings, but for the number of points, and that masks are kept however their boxes overlap: so there are many
     * to compare. Telling boxes apart takes next to no time.
     */
    static AutomaticMaskSettings settings(int pointsPerSide) {
        return AutomaticMaskSettings.builder()
                .pointsPerSide(pointsPerSide)
                .boxNmsThresh(1)
                .build();
    }

    /**
     * Runs the benchmark.
     *
     * @param args rounds (2), points per side (32), a checkpoint or size of one (VIT_B)
     * @throws IOException if a file cannot be written or a process fails
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 2;
        String pointsPerSide = args.length > 1 ? args[1] : "32";
        Path folder = Files.createTempDirectory("sam");
        try {
            SamBenchmark benchmark = new SamBenchmark(folder);
            waves().write(benchmark.image());
            Path checkpoint = benchmark.checkpoint(args.length > 2 ? args[2] : "VIT_B");
            for (int round = 0; round < rounds; round++) {
                benchmark.run(Way.LIBRARY, checkpoint, pointsPerSide);
                benchmark.run(Way.PLAIN, checkpoint, pointsPerSide);
            }
            benchmark.print();
        } finally {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    /** An image of soft waves of colour, for what time takes does not depend on what is in it. */
    static Image waves() {
        byte[] rgb = new byte[3 * HEIGHT * WIDTH];
        for (int i = 0; i < rgb.length; i++) {
            double x = i / 3 % WIDTH / 90.0;
            double y = i / 3 / WIDTH / 60.0;
            rgb[i] = (byte) (128 + 100 * Math.sin(x + (i % 3) * y));
        }
        return Image.ofRgb(new ImageSize(HEIGHT, WIDTH), rgb);
    }

    private Path image() {
        return folder.resolve("image.png");
    }

    private Path masks(Way way) {
        return folder.resolve(way.name() + ".json");
    }

    private Path checkpoint(String fileOrSize) {
        return RandomSam.size(fileOrSize)
                .map(size -> {
                    Path file = folder.resolve(fileOrSize + ".safetensors");
                    RandomSam.write(file, size);
                    return file;
                })
                .orElse(Path.of(fileOrSize));
    }

    private void run(Way way, Path checkpoint, String pointsPerSide) throws IOException, InterruptedException {
        List<String> args = List.of(
                way.name(),
                checkpoint.toString(),
                image().toString(),
                Integer.toString(THREADS),
                pointsPerSide,
                masks(way).toString());
        Map<String, Long> best = figures.computeIfAbsent(way, first -> new LinkedHashMap<>());
        for (String line :
                JavaProcess.run(SamRun.class, List.of("-Xmx1g"), args).lines().toList()) {
            String[] figure = line.split("=");
            long value = Long.parseLong(figure[1]);
            best.merge(figure[0], value, figure[0].endsWith("MB") ? Math::max : Math::min);
        }
    }

    private void print() {
        figures.forEach((way, values) -> {
            System.out.println(way.name().toLowerCase(Locale.ROOT) + ", milliseconds and megabytes");
            values.forEach((name, value) -> System.out.printf("  %-24s%10d%n", name, value));
        });
        double ratio = (double) figures.get(Way.PLAIN).get("whole")
                / figures.get(Way.LIBRARY).get("whole");
        double work = (double) figures.get(Way.PLAIN).get("whole, processor")
                / figures.get(Way.LIBRARY).get("whole, processor");
        System.out.printf("plain / library: %.2f on the clock, %.2f on the processor%n", ratio, work);
        MaskSet library = CocoFiles.read(masks(Way.LIBRARY));
        MaskSet plain = CocoFiles.read(masks(Way.PLAIN));
        System.out.printf(
                "masks: %d and %d, least overlap %.5f%n", library.size(), plain.size(), leastOverlap(library, plain));
    }

    /** The worst of what each mask overlaps with the other way's best answer to the same point. */
    private static double leastOverlap(MaskSet first, MaskSet second) {
        Map<List<Double>, List<Mask>> byPoint =
                second.masks().stream().collect(Collectors.groupingBy(SamBenchmark::point));
        return first.masks().stream()
                .mapToDouble(mask -> byPoint.getOrDefault(point(mask), List.of()).stream()
                        .mapToDouble(other -> overlap(mask, other))
                        .max()
                        .orElse(0))
                .min()
                .orElse(Double.NaN);
    }

    private static List<Double> point(Mask mask) {
        MaskDetails details = mask.details().orElseThrow();
        return List.of(details.pointX(), details.pointY());
    }

    private static double overlap(Mask first, Mask second) {
        BitSet both = pixels(first);
        both.and(pixels(second));
        return (double) both.cardinality() / (first.area() + second.area() - both.cardinality());
    }

    private static BitSet pixels(Mask mask) {
        BitSet pixels = new BitSet(mask.height() * mask.width());
        mask.forEachRun(pixels::set);
        return pixels;
    }
}
