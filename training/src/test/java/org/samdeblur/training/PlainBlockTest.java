package org.samdeblur.training;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.initializer.NormalInitializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.Box;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.Image;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.Progress;
import org.samdeblur.backend.djl.block.MapBlock;
import org.samdeblur.evaluation.Psnr;
import org.samdeblur.evaluation.blur.BlurSettings;
import org.samdeblur.evaluation.blur.Exposure;
import org.samdeblur.evaluation.blur.Response;
import org.samdeblur.evaluation.blur.SceneMotion;
import org.samdeblur.evaluation.blur.Trajectories;
import org.samdeblur.map.MaskDropout;
import org.samdeblur.map.segment.GraphSegmenter;
import org.samdeblur.training.data.Batches;
import org.samdeblur.training.data.MissingMasks;
import org.samdeblur.training.data.Scales;
import org.samdeblur.training.data.SharpSamples;

/** A small network made of DJL's own blocks, which knows nothing of masks, with a MAP unit put before it. */
@Tag("once")
class PlainBlockTest {
    private static final int MAP_CHANNELS = 2;
    private static final int PART = 160;
    private static final BlurSettings BLUR = new BlurSettings(
            new Trajectories(4, 6, 1, 0), new SceneMotion(0, 0.3, 0), new Exposure(1, Response.USUAL, 0));

    @TempDir
    Path folder;

    @BeforeEach
    void drawTheSameWeightsEachTime() {
        Engine.getEngine("PyTorch").setRandomSeed(1);
    }

    /** What convolutions make of image and MAP channels is added to the image. */
    private static Block plainBlock() {
        SequentialBlock change = new SequentialBlock()
                .add(convolution(16))
                .add(Activation.reluBlock())
                .add(convolution(16))
                .add(Activation.reluBlock())
                .add(convolution(3));
        change.setInitializer(new NormalInitializer(0.02f), Parameter.Type.WEIGHT);
        Block image =
                new LambdaBlock(inputs -> new NDList(inputs.singletonOrThrow().get(":, :3")));
        return new ParallelBlock(
                branches ->
                        new NDList(branches.get(0).head().add(branches.get(1).head())),
                List.of(image, change));
    }

    private static Block convolution(int filters) {
        return Conv2d.builder()
                .setKernelShape(new Shape(5, 5))
                .optPadding(new Shape(2, 2))
                .setFilters(filters)
                .build();
    }

    /** Parts of the example image from a row on, with masks, blurred on purpose. */
    private SharpSamples parts(String name, int firstRow, int rows) throws IOException {
        Path images = Files.createDirectory(folder.resolve(name));
        Path masks = folder.resolve(name + "-masks");
        Image street = Image.read(Path.of(System.getProperty("samdeblur.golden", "../golden"))
                .resolveSibling("examples/images/street-sharp.png"));
        for (int y = firstRow; y < firstRow + rows; y++) {
            for (int x = 0; x < street.width() / PART; x++) {
                Image part = Image.of(street.toTensor(new Box(x * PART, y * PART, PART, PART)));
                part.write(images.resolve(y + "-" + x + ".png"));
            }
        }
        new MissingMasks(UnaryOperator.identity(), new GraphSegmenter(), Grouping.OVERLAY)
                .complete(images, masks, Progress.NONE);
        return SharpSamples.in(images, masks, BLUR, Scales.NONE);
    }

    @Test
    void itLearnsToDeblurImagesItHasNotSeen() throws IOException {
        TrainingRecipe recipe =
                new TrainingRecipe().withSteps(300).withBatch(4, 48).withLearningRates(2e-3, 1e-5);
        Batches batches = new Batches(parts("training", 1, 2), recipe.batch(), recipe.patch(), recipe.seed());
        ValidationData validation = ValidationData.of(parts("validation", 0, 1), 7);
        MapBlock guided = new MapBlock(MapEncoder.random(MAP_CHANNELS, 1), new MaskDropout(), plainBlock());
        try (Trainer trainer =
                Trainer.start(folder.resolve("run"), TrainableNetwork.of(guided, 1), recipe, OneThread.OPTIONS)) {
            double before = trainer.validate(validation).psnr();
            trainer.train(TrainingData.of(batches), validation, TrainingListener.NONE);
            double after = trainer.validate(validation).psnr();
            double blurred = blurredPsnr(validation);
            assertTrue(after > before + 0.5, before + " dB became " + after);
            assertTrue(after > blurred + 0.3, blurred + " dB became " + after);
        }
    }

    private static double blurredPsnr(ValidationData validation) {
        double sum = 0;
        for (int i = 0; i < validation.size(); i++) {
            ValidationData.Example example = validation.example(i);
            sum += Psnr.of(example.blurred(), example.sharp());
        }
        return sum / validation.size();
    }
}
