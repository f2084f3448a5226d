package org.samdeblur.examples.bench;

import java.io.IOException;
import java.util.Locale;
import java.util.Random;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Backends;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Precision;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.models.Models;

/**
 * Runs any deblurring network on noise, and prints what loading took, the first and the shortest run, the least processor time of a run, and
 * the peak of resident memory.
 *
 * <p>Usage: {@code NetworkRun MODEL THREADS HEIGHT WIDTH RUNS [PRECISION [STAGES]]}, with the backend named by
 * {@code -Dsamdeblur.backend=NAME}; {@code MODEL} is a file or a name, such as {@code embedded-fast}. Needs Linux.
 */
public final class NetworkRun {
    private NetworkRun() {}

    /**
     * Runs the program.
     *
     * @param args model, threads, height, width, runs; precision (float32), number of stages (all)
     * @throws IOException if memory cannot be read
     */
    public static void main(String[] args) throws IOException {
        ModelSource source = Models.ofUser().source(args[0]);
        BackendOptions options = BackendOptions.DEFAULT
                .withDevice(Device.cpu())
                .withThreads(Integer.parseInt(args[1]))
                .withPrecision(args.length > 5 ? Precision.parse(args[5]) : Precision.FLOAT32);
        DeblurModelOptions form = args.length > 6
                ? DeblurModelOptions.DEFAULT.withStages(Integer.parseInt(args[6]))
                : DeblurModelOptions.DEFAULT;
        long start = System.nanoTime();
        try (Backend backend = Backends.installed().select(source).open(options);
                DeblurModel model = backend.loadDeblurModel(source, form)) {
            long loading = System.nanoTime() - start;
            Tensor image = noise(model.info().inputChannels(), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
            long first = 0;
            long shortest = Long.MAX_VALUE;
            long leastWork = Long.MAX_VALUE;
            for (int run = 0; run < Integer.parseInt(args[4]); run++) {
                System.gc(); // the weights as they were read are garbage by now, and so is the last output
                long work = ProcessorTime.nanoseconds();
                long begin = System.nanoTime();
                model.run(image);
                long took = System.nanoTime() - begin;
                leastWork = Math.min(leastWork, ProcessorTime.nanoseconds() - work);
                shortest = Math.min(shortest, took);
                first = run == 0 ? took : first;
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s, %s: loaded in %.2f s, first run %.2f s, shortest %.3f s, on processors %.3f s, %d MB at the peak%n",
                    backend.name(),
                    backend.precision(),
                    loading / 1e9,
                    first / 1e9,
                    shortest / 1e9,
                    leastWork / 1e9,
                    ProcessMemory.peak());
        }
    }

    private static Tensor noise(int channels, int height, int width) {
        Random random = new Random(1);
        return Tensor.create(
                values -> {
                    while (values.hasRemaining()) {
                        values.put(random.nextFloat());
                    }
                },
                channels,
                height,
                width);
    }
}
