package org.samdeblur.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Backends;
import org.samdeblur.api.Device;
import org.samdeblur.api.Image;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Precision;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.NetworkBackend;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.sam.graph.DecoderNames;
import org.samdeblur.networks.sam.graph.SamNetwork;
import org.samdeblur.networks.sam.graph.SamNetworks;
import org.samdeblur.networks.sam.pixels.EncoderInput;
import org.samdeblur.networks.sam.pixels.RgbPixels;

/**
 * What bfloat16 costs the image encoder of SAM or SAM 2: the error of the embedding, as its root mean square over that of the embedding, and
 * what a run takes in either precision.
 *
 * <p>Usage: {@code SamPrecisionFigures CHECKPOINT FOLDER IMAGES}, with the backend named by {@code -Dsamdeblur.backend=NAME}; {@code CHECKPOINT}
 * is a file or one of the sizes of {@link RandomSam}.
 */
public final class SamPrecisionFigures {
    private static final int THREADS = 2;

    private SamPrecisionFigures() {}

    /**
     * Runs the program.
     *
     * @param args checkpoint, folder of images, how many of them
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        List<Path> images;
        try (Stream<Path> files = Files.list(Path.of(args[1]))) {
            images = files.sorted().limit(Integer.parseInt(args[2])).toList();
        }
        if (RandomSam.size(args[0]).isEmpty()) {
            compare(ModelSource.of(Path.of(args[0])), images);
            return;
        }
        try (RandomCheckpoint random =
                RandomCheckpoint.of(RandomSam.size(args[0]).orElseThrow())) {
            compare(ModelSource.of(random.file()), images);
        }
    }

    private static void compare(ModelSource checkpoint, List<Path> images) {
        SamNetwork network = SamNetworks.load(checkpoint);
        try (NetworkBackend exact = open(checkpoint, Precision.FLOAT32);
                NetworkBackend rounded = open(checkpoint, Precision.BFLOAT16);
                GraphSession one = exact.engine().load(network.imageEncoder(), Map.of());
                GraphSession other = rounded.engine().load(network.imageEncoder(), Map.of())) {
            for (Path file : images) {
                Image image = Image.read(file);
                Map<String, Tensor> pixels = Map.of(
                        network.imageEncoder().inputs().get(0).name(),
                        EncoderInput.of(RgbPixels.of(image), network.frame(image.size()), network.pixels()));
                Timed expected = run(one, pixels);
                Timed actual = run(other, pixels);
                System.out.printf(
                        Locale.ROOT,
                        "%s: error %.5f of the embedding; float32 %.2f s, bfloat16 %.2f s%n",
                        file.getFileName(),
                        error(expected.embedding(), actual.embedding()),
                        expected.seconds(),
                        actual.seconds());
            }
        }
    }

    private static NetworkBackend open(ModelSource checkpoint, Precision precision) {
        return (NetworkBackend) Backends.installed()
                .select(checkpoint)
                .open(BackendOptions.DEFAULT
                        .withDevice(Device.cpu())
                        .withThreads(THREADS)
                        .withPrecision(precision));
    }

    private record Timed(Tensor embedding, double seconds) {}

    private static Timed run(GraphSession session, Map<String, Tensor> pixels) {
        long start = System.nanoTime();
        Tensor embedding = session.run(pixels).get(DecoderNames.EMBEDDING);
        return new Timed(embedding, (System.nanoTime() - start) / 1e9);
    }

    private static double error(Tensor expected, Tensor actual) {
        double error = 0;
        double power = 0;
        for (int i = 0; i < expected.size(); i++) {
            double value = expected.data().get(i);
            double difference = actual.data().get(i) - value;
            error += difference * difference;
            power += value * value;
        }
        return Math.sqrt(error / power);
    }
}
