package org.samdeblur.examples.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.samdeblur.api.AutomaticMaskSettings;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Backends;
import org.samdeblur.api.Device;
import org.samdeblur.api.Image;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.ModelSource;
import org.samdeblur.map.files.CocoFiles;
import org.samdeblur.networks.NetworkBackend;
import org.samdeblur.networks.sam.SamSegmenter;
import org.samdeblur.networks.sam.graph.SamNetwork;
import org.samdeblur.networks.sam.graph.SamNetworks;

/**
 * One process of {@link SamBenchmark}: finds all masks of an image in one of two ways and prints, in milliseconds, what each
 * graph took, what was left for everything else, and the whole, by the clock and on the processor; and resident memory in
 * megabytes after loading and at its peak.
 */
final class SamRun {
    private SamRun() {}

    /** How the masks are found. */
    enum Way {
        /** As the library does. */
        LIBRARY,
        /** As {@link PlainMaskGenerator} does. */
        PLAIN
    }

    /**
     * Runs the program.
     *
     * @param args way, checkpoint, image, threads, points per side, file for the masks
     * @throws IOException if memory cannot be read
     */
    public static void main(String[] args) throws IOException {
        ModelSource checkpoint = ModelSource.of(Path.of(args[1]));
        Image image = Image.read(Path.of(args[2]));
        BackendOptions options = BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(Integer.parseInt(args[3]));
        AutomaticMaskSettings settings = SamBenchmark.settings(Integer.parseInt(args[4]));
        SamNetwork network = SamNetworks.load(checkpoint);
        try (NetworkBackend backend =
                (NetworkBackend) Backends.installed().select(checkpoint).open(options)) {
            TimedEngine engine = new TimedEngine(backend.engine());
            MaskSet masks = switch (Way.valueOf(args[0])) {
                case LIBRARY -> {
                    try (SamSegmenter sam = SamSegmenter.load(engine, network, settings)) {
                        yield timed(engine, () -> sam.segment(image));
                    }
                }
                case PLAIN -> {
                    try (PlainMaskGenerator plain = new PlainMaskGenerator(engine, network)) {
                        yield timed(engine, () -> plain.generate(image, settings));
                    }
                }
            };
            CocoFiles.write(Path.of(args[5]), masks, CocoFiles.Counts.COMPRESSED);
        }
    }

    private static MaskSet timed(TimedEngine engine, Supplier<MaskSet> work) {
        try {
            System.gc();
            long loaded = ProcessMemory.resident();
            engine.reset();
            long processor = ProcessorTime.nanoseconds();
            long start = System.nanoTime();
            MaskSet masks = work.get();
            long whole = System.nanoTime() - start;
            Map<String, Long> stages = new TreeMap<>(engine.nanoseconds());
            stages.put(
                    "else",
                    whole - stages.values().stream().mapToLong(Long::longValue).sum());
            stages.put("whole", whole);
            stages.put("whole, processor", ProcessorTime.nanoseconds() - processor);
            stages.forEach(
                    (stage, nanoseconds) -> System.out.printf(Locale.ROOT, "%s=%.0f%n", stage, nanoseconds / 1e6));
            System.out.printf("loadedMB=%d%npeakMB=%d%n", loaded, ProcessMemory.peak());
            return masks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
