package org.samdeblur.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.ModelSource;
import org.samdeblur.map.MaskAveragePooling;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;

/** A trained network of others, DMPHN, with a MAP unit put before it. */
class PlugAndPlayTest {
    private static final int SIZE = 32;

    @TempDir
    Path folder;

    private static DeblurNetwork dmphn() {
        Path weights = Path.of(System.getProperty("samdeblur.shared", "../../shared"), "models", "dmphn");
        assumeTrue(Files.isDirectory(weights), "DMPHN's weights are not part of the project; looked for in " + weights);
        return DeblurNetworks.load(ModelSource.of(weights), DeblurModelOptions.DEFAULT);
    }

    @Test
    void aWidenedNetworkComputesWhatItDidAndLearns() {
        DeblurNetwork network = dmphn();
        DeblurNetwork wide = network.widened(new MaskAveragePooling(MapEncoder.random(2, 3)));
        TrainingRecipe recipe =
                new TrainingRecipe().withSteps(40).withBatch(2, SIZE).withLearningRates(1e-4, 1e-7);
        ValidationData validation = Drawn.validation(SIZE, SIZE);
        ValidationData.Example image = validation.example(0);
        float[] before;
        try (Trainer plain = Trainer.start(folder.resolve("plain"), network, recipe, OneThread.OPTIONS)) {
            before = plain.restore(image.blurred(), image.masks()).toArray();
        }
        try (Trainer trainer = Trainer.start(folder.resolve("wide"), wide, recipe, OneThread.OPTIONS)) {
            assertArrayEquals(
                    before, trainer.restore(image.blurred(), image.masks()).toArray(), 1e-5f);
            double psnr = trainer.validate(validation).psnr();
            trainer.train(Drawn.batches(4, 2, SIZE), validation, TrainingListener.NONE);
            double after = trainer.validate(validation).psnr();
            assertTrue(after > psnr, psnr + " dB became " + after);
        }
    }
}
