package org.samdeblur.examples.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Backends;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.Device;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;

/**
 * One process of {@link NafNet32Benchmark}: runs a network in one form and prints the shortest run in milliseconds, the
 * processor time of the run that took least of it, in milliseconds too, and the peak of resident memory in megabytes.
 */
final class NafNet32Run {
    private NafNet32Run() {}

    /**
     * Runs the program.
     *
     * @param args checkpoint, form of the graph, threads, height, width, runs, file for the output's floats
     * @throws IOException if the output cannot be written
     */
    public static void main(String[] args) throws IOException {
        ModelSource checkpoint = ModelSource.of(Path.of(args[0]));
        DeblurModelOptions form = DeblurModelOptions.DEFAULT.withGraphForm(GraphForm.valueOf(args[1]));
        BackendOptions options = BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(Integer.parseInt(args[2]));
        Tensor image = noise(Integer.parseInt(args[3]), Integer.parseInt(args[4]));
        int runs = Integer.parseInt(args[5]);
        long shortest = Long.MAX_VALUE;
        long leastWork = Long.MAX_VALUE;
        Tensor output = null;
        try (Backend backend = Backends.installed().select(checkpoint).open(options);
                DeblurModel model = backend.loadDeblurModel(checkpoint, form)) {
            for (int i = 0; i < runs; i++) {
                System.gc(); // the weights as they were read are garbage by now, and so is the last output
                long work = ProcessorTime.nanoseconds();
                long start = System.nanoTime();
                output = model.run(image);
                shortest = Math.min(shortest, System.nanoTime() - start);
                leastWork = Math.min(leastWork, ProcessorTime.nanoseconds() - work);
            }
        }
        System.out.printf(Locale.ROOT, "%.0f %.0f %d%n", shortest / 1e6, leastWork / 1e6, ProcessMemory.peak());
        write(output, Path.of(args[6]));
    }

    private static Tensor noise(int height, int width) {
        Random random = new Random(1);
        return Tensor.create(
                buffer -> {
                    while (buffer.hasRemaining()) {
                        buffer.put(random.nextFloat());
                    }
                },
                3,
                height,
                width);
    }

    private static void write(Tensor output, Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(output.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(output.data());
        Files.write(file, bytes.array());
    }
}
