package org.samdeblur.networks.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Small MAXIMs of random weights, with what their authors' code made of images after each of their stages. See golden/README.md.
 *
 * @param network the folder, which tells the number of stages
 * @param stages the number of stages
 * @param image the number of the image
 * @param stage the stage after which to stop, from 1
 */
public record MaximGolden(String network, int stages, int image, int stage) {
    /** The tolerance that the reference results come with. */
    public static final float TOLERANCE = 2e-4f;

    /** All networks, images and stages. */
    public static List<MaximGolden> all() {
        Stream<MaximGolden> three = IntStream.range(0, 3)
                .boxed()
                .flatMap(
                        image -> IntStream.rangeClosed(1, 3).mapToObj(stage -> new MaximGolden("s3", 3, image, stage)));
        return Stream.concat(Stream.of(new MaximGolden("s1", 1, 0, 1)), three).toList();
    }

    /** The weights as the authors' code saves them. */
    public Path weights() {
        return file("checkpoint.npz");
    }

    /** The image. */
    public Path input() {
        return file("input_" + image + ".png");
    }

    /** What the authors' code made of it by the end of the stage, {@code [3, H, W]}, not clamped. */
    public Path output() {
        return file("output_" + image + "_stage" + stage + ".npy");
    }

    /** The larger network is not part of this repository; its tests are skipped where there is no folder beside it. */
    private Path file(String name) {
        Path own = Golden.file("maxim").resolve(network).resolve(name);
        if (Files.exists(own)) {
            return own;
        }
        Path shared = Path.of(System.getProperty("samdeblur.shared"), "golden", "maxim", network, name);
        assumeTrue(Files.exists(shared), () -> shared + " is not there");
        return shared;
    }
}
