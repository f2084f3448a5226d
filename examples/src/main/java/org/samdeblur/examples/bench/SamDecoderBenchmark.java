package org.samdeblur.examples.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
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
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.sam.graph.DecoderNames;
import org.samdeblur.networks.sam.graph.DecoderStages;
import org.samdeblur.networks.sam.graph.SamNetwork;
import org.samdeblur.networks.sam.graph.SamNetworks;

/**
 * What a prompt of one point costs SAM's mask decoder in the published sizes, as published and in stages, by the number of
 * prompts answered at once. Prints processor time for every prompt, the median over runs, which says more than the clock's
 * on a machine that has other things to do.
 *
 * <p>Usage: {@code SamDecoderBenchmark [RUNS]}; runs on one thread. A checkpoint of random weights, 375 MB, is written to the
 * folder for temporary files and deleted afterwards.
 */
public final class SamDecoderBenchmark {
    private static final int GRID = 64;
    private static final int CHANNELS = 256;
    private static final int FEATURES = 32;
    private static final int MASKS = 4;
    private static final int PIXELS = 1024;

    /** What an image of 1280×720 covers. */
    private static final int WIDE_IMAGE_ROWS = 37;

    private final NetworkBackend backend;
    private final int runs;
    private final Random random = new Random(1);

    private SamDecoderBenchmark(NetworkBackend backend, int runs) {
        this.backend = backend;
        this.runs = runs;
    }

    /**
     * Runs the benchmark.
     *
     * @param args runs (15)
     * @throws IOException if the checkpoint cannot be written
     */
    public static void main(String[] args) throws IOException {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        try (RandomCheckpoint random = RandomCheckpoint.of(RandomSam.Size.VIT_B)) {
            ModelSource checkpoint = ModelSource.of(random.file());
            try (NetworkBackend backend = (NetworkBackend) Backends.installed()
                    .select(checkpoint)
                    .open(BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(1))) {
                new SamDecoderBenchmark(backend, runs).compare(SamNetworks.load(checkpoint));
            }
        }
    }

    private void compare(SamNetwork network) {
        DecoderStages stages = network.stages().orElseThrow();
        Map<String, Tensor> image = Map.of(
                DecoderNames.EMBEDDING, noise(1, CHANNELS, GRID, GRID),
                DecoderNames.MASK, Tensor.zeros(1, 1, 4 * GRID, 4 * GRID),
                DecoderNames.HAS_MASK, Tensor.zeros(1));
        Map<String, Tensor> tokens;
        try (GraphSession session = backend.engine().load(stages.image(), Map.of())) {
            tokens = session.run(image);
        }
        for (int prompts : new int[] {1, 2, 4, 8, 16, 64}) {
            measure("as published", network.maskDecoder(), withPrompts(image, prompts), prompts);
        }
        for (int prompts : new int[] {1, 2, 4, 8, 16}) {
            Map<String, Tensor> inputs = withPrompts(tokens, prompts);
            inputs.put(DecoderNames.IMAGE_TOKENS, noise(prompts, GRID * GRID, CHANNELS));
            measure("in stages: answer", stages.prompt(), inputs, prompts);
        }
        for (int rows : new int[] {GRID, WIDE_IMAGE_ROWS}) {
            measure("in stages: draw " + rows + " of " + GRID + " rows", stages.masks(), drawn(rows), 1);
        }
    }

    private Map<String, Tensor> withPrompts(Map<String, Tensor> others, int prompts) {
        Map<String, Tensor> inputs = new HashMap<>(others);
        inputs.put(
                DecoderNames.POINTS,
                Tensor.create(
                        points -> {
                            for (int i = 0; i < prompts; i++) {
                                points.put(PIXELS * random.nextFloat()).put(PIXELS * random.nextFloat());
                                points.put(0).put(0);
                            }
                        },
                        prompts,
                        2,
                        2));
        inputs.put(
                DecoderNames.LABELS,
                Tensor.create(
                        labels -> {
                            while (labels.hasRemaining()) {
                                labels.put(1).put(-1);
                            }
                        },
                        prompts,
                        2));
        return inputs;
    }

    private Map<String, Tensor> drawn(int rows) {
        return Map.of(
                DecoderNames.FINAL_TOKENS, noise(1, rows, GRID, CHANNELS),
                DecoderNames.MASK_WEIGHTS, noise(1, MASKS, FEATURES));
    }

    private Tensor noise(int... shape) {
        return Tensor.create(
                values -> {
                    while (values.hasRemaining()) {
                        values.put((float) random.nextGaussian());
                    }
                },
                shape);
    }

    private void measure(String what, Graph graph, Map<String, Tensor> inputs, int prompts) {
        try (GraphSession session = backend.engine().load(graph, Map.of())) {
            Map<String, FloatBuffer> outputs = memory(graph, session.run(inputs));
            long[] times = new long[runs];
            for (int run = 0; run < runs; run++) {
                long begin = threadNanoseconds();
                session.run(inputs, outputs);
                times[run] = threadNanoseconds() - begin;
            }
            Arrays.sort(times);
            System.out.printf(
                    Locale.ROOT,
                    "%-34s%4d at once%8.1f ms each (fastest %.1f)%n",
                    what,
                    prompts,
                    times[runs / 2] / 1e6 / prompts,
                    times[0] / 1e6 / prompts);
        }
    }

    private static Map<String, FloatBuffer> memory(Graph graph, Map<String, Tensor> outputs) {
        Map<String, FloatBuffer> buffers = new HashMap<>();
        for (Value output : graph.outputs()) {
            int bytes = outputs.get(output.name()).size() * Float.BYTES;
            buffers.put(
                    output.name(),
                    ByteBuffer.allocateDirect(bytes)
                            .order(ByteOrder.nativeOrder())
                            .asFloatBuffer());
        }
        return buffers;
    }

    /** With one thread, ONNX Runtime works on the calling one. */
    private static long threadNanoseconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
