package org.samdeblur.examples.ownarchitecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.BackendProvider;
import org.samdeblur.api.Backends;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.map.MaskAveragePooling;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.training.Trainer;
import org.samdeblur.training.TrainingBatch;
import org.samdeblur.training.TrainingRecipe;
import org.samdeblur.training.ValidationData;

/** Runs, widens and trains the network of a checkpoint whose architecture the library does not know by itself. */
public final class OwnArchitectureProgram {
    /** What the checkpoint's network multiplies every image with. */
    static final float FACTOR = 1 - 0.05f * 1.5f * 1.5f;

    private static final int SIZE = 32;
    private static final BackendOptions OPTIONS =
            BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(1);

    private OwnArchitectureProgram() {}

    /**
     * Prints what was done, one line for each step.
     *
     * @param arguments the checkpoint, and a folder to train in
     */
    public static void main(String[] arguments) {
        ModelSource source = ModelSource.of(Path.of(arguments[0]));
        Backends.installed().providers().stream()
                .filter(provider -> provider.status().isAvailable())
                .forEach(provider -> run(provider, source));
        train(source, Path.of(arguments[1]));
    }

    private static void run(BackendProvider provider, ModelSource source) {
        Tensor image = stripes(20, 28, 0);
        try (Backend backend = provider.open(OPTIONS);
                DeblurModel model = backend.loadDeblurModel(source, DeblurModelOptions.DEFAULT)) {
            requireMultiplied(image, model.run(image));
            System.out.println(provider.name() + " ran " + model.info().architecture() + " of "
                    + model.info().parameters());
        }
    }

    private static void train(ModelSource source, Path folder) {
        DeblurNetwork plain = DeblurNetworks.load(source, DeblurModelOptions.DEFAULT);
        DeblurNetwork wide = plain.widened(new MaskAveragePooling(MapEncoder.random(2, 3)));
        TrainingRecipe recipe =
                new TrainingRecipe().withSteps(20).withBatch(1, SIZE).withLearningRates(1e-3, 1e-3);
        Tensor sharp = stripes(SIZE, SIZE, 0);
        Tensor blurred = stripes(SIZE, SIZE, 1);
        MaskSet masks = MaskSet.ofLabels(new ImageSize(SIZE, SIZE), new int[SIZE * SIZE]);
        List<Double> losses = new ArrayList<>();
        try (Trainer trainer = Trainer.start(folder.resolve("training"), wide, recipe, OPTIONS)) {
            requireMultiplied(sharp, trainer.restore(sharp, masks));
            System.out.println("widened to " + wide.info().inputChannels());
            TrainingBatch batch = new TrainingBatch(batch(blurred), batch(sharp), List.of(masks));
            trainer.train(step -> batch, ValidationData.NONE, step -> losses.add(step.loss()));
            trainer.writeResult(folder, "trained");
        }
        require(losses.get(losses.size() - 1) < losses.get(0), "losses " + losses);
        ModelSource trained = ModelSource.of(folder.resolve("trained.safetensors"));
        DeblurNetwork again = DeblurNetworks.load(trained, DeblurModelOptions.DEFAULT);
        require(
                again.info().inputChannels() == wide.info().inputChannels(),
                again.info().toString());
        System.out.println("trained " + again.info().architecture());
    }

    private static Tensor stripes(int height, int width, int blur) {
        float[] values = new float[3 * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.5 + 0.4 / (1 + blur) * Math.sin(0.7 * (i % width)));
        }
        return Tensor.of(values, 3, height, width);
    }

    private static Tensor batch(Tensor image) {
        return Tensor.of(image.toArray(), 1, 3, image.dim(1), image.dim(2));
    }

    private static void requireMultiplied(Tensor image, Tensor output) {
        float[] before = image.toArray();
        float[] after = output.toArray();
        require(before.length == after.length, after.length + " values");
        for (int i = 0; i < before.length; i++) {
            require(Math.abs(after[i] - FACTOR * before[i]) < 1e-5f, i + ": " + before[i] + " became " + after[i]);
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }
}
