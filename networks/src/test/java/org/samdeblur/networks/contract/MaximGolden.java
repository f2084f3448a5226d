package org.samdeblur.networks.contract;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.map.files.NpyFiles;

/**
 * Small MAXIMs of random weights, with what their authors' code made of images after each of their stages. See golden/README.md.
 *
 * @param network the folder, which tells the number of stages
 * @param stages the number of stages
 * @param image the number of the image
 * @param stage the stage after which to stop, from 1
 */
public record MaximGolden(String network, int stages, int image, int stage) {
    private static final float TOLERANCE = 2e-4f;
    private static final float RELATIVE_TOLERANCE = 5e-6f;

    /** A network of one stage. */
    public static final MaximGolden ONE_STAGE = new MaximGolden("s1", 1, 0, 1);

    /** A network of three stages; the image is filled up. */
    public static final MaximGolden THREE_STAGES = new MaximGolden("s3", 3, 2, 3);

    /** A network of three stages that stops after the second. */
    public static final MaximGolden TWO_STAGES = new MaximGolden("s3", 3, 0, 2);

    /** A network of one stage, and one of three after each of its stages; no image is filled up. */
    public static List<MaximGolden> afterEveryStage() {
        return List.of(ONE_STAGE, new MaximGolden("s3", 3, 0, 1), TWO_STAGES, new MaximGolden("s3", 3, 0, 3));
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

    /**
     * The largest difference allowed. It is the one that the reference results come with, but where their values are large: random
     * weights bring the third stage to ±3000, where neighbouring floats are further apart than that.
     */
    public float tolerance() {
        float largest = 0;
        for (float value : NpyFiles.read(output()).toArray()) {
            largest = Math.max(largest, Math.abs(value));
        }
        return Math.max(TOLERANCE, RELATIVE_TOLERANCE * largest);
    }

    /** What the network is to be loaded with. */
    public DeblurModelOptions options(GraphForm form) {
        DeblurModelOptions options = DeblurModelOptions.DEFAULT.withGraphForm(form);
        return stage < stages ? options.withStages(stage) : options;
    }

    /** The larger network is not part of this repository; its tests are skipped where there is no folder beside it. */
    private Path file(String name) {
        Path own = Golden.file("maxim").resolve(network).resolve(name);
        if (Files.exists(own)) {
            return own;
        }
        return Golden.shared("golden/maxim/" + network + "/" + name);
    }
}
