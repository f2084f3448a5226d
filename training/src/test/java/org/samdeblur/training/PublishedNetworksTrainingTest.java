package org.samdeblur.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.ModelSource;
import org.samdeblur.map.MaskAveragePooling;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;

/** Every published network learns when it is widened for masks, and comes back from the weights that were trained. */
@Tag("once")
class PublishedNetworksTrainingTest {
    private static final int STEPS = 20;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "baseline, 32",
        "mimo-unet, 32",
        "restormer, 32",
        "fftformer, 32",
        "mprnet, 32",
        "uformer, 128",
        "stripformer, 32",
        "mlwnet, 32",
        "maxim, 32"
    })
    void learnsWidenedForMasks(String network, int size) {
        DeblurNetwork published = load(weights(network));
        DeblurNetwork wide = published.widened(new MaskAveragePooling(MapEncoder.random(2, 1)));
        TrainingRecipe recipe = new TrainingRecipe()
                .withSteps(STEPS)
                .withBatch(1, size)
                .withMaskDropout(0)
                .withIntervals(STEPS, STEPS);
        TrainingBatch batch = Drawn.batches(3, 1, size).batch(0);
        List<Double> losses = new ArrayList<>();
        try (Trainer trainer = Trainer.start(folder, wide, recipe, OneThread.OPTIONS)) {
            trainer.train(step -> batch, ValidationData.NONE, step -> losses.add(step.loss()));

            assertTrue(losses.get(STEPS - 1) < losses.get(0), losses::toString);
            assertTrue(Double.isFinite(losses.get(STEPS - 1)), losses::toString);
            trainer.writeResult(folder.resolve("result"), "trained");
            DeblurNetwork read = load(folder.resolve("result/trained.safetensors"));
            assertEquals(trainer.network().weights(), read.weights());
            assertEquals(published.info().architecture(), read.info().architecture());
        }
    }

    private static DeblurNetwork load(Path file) {
        return DeblurNetworks.load(ModelSource.of(file), DeblurModelOptions.DEFAULT);
    }

    private static Path weights(String network) {
        Path file = network.equals("maxim")
                ? Path.of("maxim", "s1", "checkpoint.npz")
                : Path.of("networks", network, "weights.pth");
        Path own = Path.of(System.getProperty("samdeblur.golden")).resolve(file);
        if (Files.exists(own)) {
            return own;
        }
        Path shared = Path.of(System.getProperty("samdeblur.shared"), "golden").resolve(file);
        assumeTrue(Files.exists(shared), () -> shared + " does not exist");
        return shared;
    }
}
