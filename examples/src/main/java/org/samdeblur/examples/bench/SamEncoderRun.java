package org.samdeblur.examples.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Backends;
import org.samdeblur.api.Device;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.NetworkBackend;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.sam.graph.SamNetwork;
import org.samdeblur.networks.sam.graph.SamNetworks;

/** One process of {@link SamEncoderBenchmark}: loads a network's image encoder and embeds noise, and prints what that took. */
final class SamEncoderRun {
    private SamEncoderRun() {}

    /**
     * Runs the program.
     *
     * @param args checkpoint, threads, runs
     * @throws IOException if memory cannot be read
     */
    public static void main(String[] args) throws IOException {
        ModelSource checkpoint = ModelSource.of(Path.of(args[0]));
        BackendOptions options = BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(Integer.parseInt(args[1]));
        long start = System.nanoTime();
        try (NetworkBackend backend =
                        (NetworkBackend) Backends.installed().select(checkpoint).open(options);
                GraphSession session = load(backend, checkpoint)) {
            report("loaded", System.nanoTime() - start, 0);
            Tensor image = noise(1024);
            for (int run = 0; run < Integer.parseInt(args[2]); run++) {
                long work = ProcessorTime.nanoseconds();
                long begin = System.nanoTime();
                session.run(Map.of("image", image));
                report("embedded", System.nanoTime() - begin, ProcessorTime.nanoseconds() - work);
            }
        }
    }

    private static GraphSession load(NetworkBackend backend, ModelSource checkpoint) {
        SamNetwork network = SamNetworks.load(checkpoint);
        System.out.printf("%s, %,d parameters%n", network.architecture(), network.parameters());
        return backend.engine().load(network.imageEncoder(), Map.of());
    }

    private static void report(String what, long nanoseconds, long processorNanoseconds) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "%-10s%8.2f s on the clock%8.2f s on processors%8d MB resident%8d MB at the peak%n",
                what,
                nanoseconds / 1e9,
                processorNanoseconds / 1e9,
                ProcessMemory.resident(),
                ProcessMemory.peak());
    }

    private static Tensor noise(int size) {
        Random random = new Random(1);
        return Tensor.create(
                pixels -> {
                    while (pixels.hasRemaining()) {
                        pixels.put((float) random.nextGaussian());
                    }
                },
                1,
                3,
                size,
                size);
    }
}
