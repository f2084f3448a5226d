package org.samdeblur.examples.bench;

import java.io.IOException;
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
import org.samdeblur.api.Progress;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.Tensor;
import org.samdeblur.api.Tiling;

/**
 * One process of {@link PublishedNetworksBenchmark}: loads a network, runs it once over an image in tiles, and prints the seconds for
 * loading, the seconds for the image, and the peak of resident memory in megabytes.
 */
final class PublishedNetworkRun {
    private PublishedNetworkRun() {}

    /**
     * Runs the program.
     *
     * @param args checkpoint, form of the graph, threads, height, width, tile size, overlap
     * @throws IOException if the memory cannot be read
     */
    public static void main(String[] args) throws IOException {
        ModelSource checkpoint = ModelSource.of(Path.of(args[0]));
        DeblurModelOptions form = DeblurModelOptions.DEFAULT.withGraphForm(GraphForm.valueOf(args[1]));
        BackendOptions options = BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(Integer.parseInt(args[2]));
        Tensor image = noise(Integer.parseInt(args[3]), Integer.parseInt(args[4]));
        Tiling tiling = Tiling.of(Integer.parseInt(args[5]), Integer.parseInt(args[6]));
        long start = System.nanoTime();
        try (Backend backend = Backends.installed().select(checkpoint).open(options);
                DeblurModel model = backend.loadDeblurModel(checkpoint, form);
                SamDeblur deblur =
                        SamDeblur.builder().deblurModel(model).tiling(tiling).build()) {
            long loaded = System.nanoTime();
            deblur.restore(image, Progress.NONE);
            long done = System.nanoTime();
            System.out.printf(
                    Locale.ROOT, "%.1f %.1f %d%n", (loaded - start) / 1e9, (done - loaded) / 1e9, ProcessMemory.peak());
        }
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
}
