package org.samdeblur.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.backend.djl.block.MapBlock;
import org.samdeblur.evaluation.blur.BlurSettings;
import org.samdeblur.map.MaskAveragePooling;
import org.samdeblur.map.MaskDropout;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.nafnet.NafNetDesign;
import org.samdeblur.training.data.Batches;
import org.samdeblur.training.data.PairedSamples;
import org.samdeblur.training.data.SampleSource;
import org.samdeblur.training.data.Scales;
import org.samdeblur.training.data.SharpSamples;
import org.samdeblur.training.log.TrainingLog;

/** The code of docs/training.md: what stands there stands here, and compiles; what needs no images runs. */
class TrainingGuideTest {
    private static final Pattern CODE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    private final TrainingRecipe small =
            new TrainingRecipe().withSteps(2).withBatch(1, 16).withIntervals(2, 2);

    /** Not run here: it needs photographs, and twenty thousand steps. */
    static void train(Path folder) {
        SampleSource photos = SharpSamples.in(
                Path.of("photos"), Path.of("masks"), BlurSettings.everyDegreeUpTo(22), new Scales(0.5, 2));
        TrainingRecipe recipe = new TrainingRecipe().withSteps(20_000).withBatch(8, 128);
        DeblurNetwork network = DeblurNetworks.untrained(
                new NafNetDesign(16, List.of(1, 1, 1, 4), 1, List.of(1, 1, 1, 1)),
                new MaskAveragePooling(MapEncoder.random(2, 1)),
                1);
        try (Trainer trainer = Trainer.start(folder, network, recipe, BackendOptions.DEFAULT);
                TrainingLog log = TrainingLog.open(folder, trainer.steps())) {
            trainer.train(
                    TrainingData.of(new Batches(photos, recipe.batch(), recipe.patch(), recipe.seed())),
                    ValidationData.of(PairedSamples.in(Path.of("pairs")), recipe.seed()),
                    log);
            trainer.writeResult(Path.of("models"), "network");
        }
    }

    @Test
    void aTrainingGoesOn() {
        DeblurNetwork network = DeblurNetworks.untrained(
                new NafNetDesign(4, List.of(1), 1, List.of(1)), new MaskAveragePooling(MapEncoder.random(2, 1)), 1);
        Trainer.start(folder, network, small, OneThread.OPTIONS).close();
        assertTrue(goOn(folder, Drawn.batches(1, 1, 16)));
    }

    private static boolean goOn(Path folder, TrainingData data) {
        try (Trainer trainer = Trainer.resume(folder, BackendOptions.DEFAULT)) {
            return trainer.train(data, ValidationData.NONE, TrainingListener.NONE);
        }
    }

    @Test
    void aBlockOfDjlIsTrained() {
        Conv2d layer = Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .optPadding(new Shape(1, 1))
                .setFilters(3)
                .build();
        assertTrue(train(layer, folder, small, Drawn.batches(1, 1, 16)));
    }

    private static boolean train(Block network, Path folder, TrainingRecipe recipe, TrainingData data) {
        MapBlock guided = new MapBlock(MapEncoder.random(2, 1), new MaskDropout(), network);
        try (Trainer trainer = Trainer.start(folder, TrainableNetwork.of(guided, 1), recipe, BackendOptions.DEFAULT)) {
            return trainer.train(data, ValidationData.NONE, TrainingListener.NONE);
        }
    }

    @Test
    void theGuideShowsWhatStandsHere() throws IOException {
        Path root = Path.of(System.getProperty("samdeblur.golden", "../golden")).resolveSibling("docs");
        String own = Files.readString(root.resolveSibling("training/src/test/java")
                .resolve(TrainingGuideTest.class.getName().replace('.', '/') + ".java"));
        Matcher code = CODE.matcher(Files.readString(root.resolve("training.md")));
        int found = 0;
        while (code.find()) {
            found++;
            assertTrue(plain(own).contains(plain(code.group(1))), code.group(1));
        }
        assertEquals(3, found);
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", "");
    }
}
