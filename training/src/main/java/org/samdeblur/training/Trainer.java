package org.samdeblur.training;

import ai.djl.engine.EngineException;
import ai.djl.nn.Block;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.Tensor;
import org.samdeblur.api.files.WholeFile;
import org.samdeblur.api.text.Printable;
import org.samdeblur.api.text.Reason;
import org.samdeblur.backend.djl.runtime.Placement;
import org.samdeblur.backend.djl.runtime.PyTorch;
import org.samdeblur.map.MaskDropout;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.engine.ProcessorThreads;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.OnnxFiles;

/**
 * Trains a network, with its state in a folder, so that the training can be stopped and resumed. On the CPU, the
 * weights of a resumed training are identical to those of an uninterrupted one. The folder contains {@code
 * recipe.json}, {@code network.onnx} with the initial weights, and the two newest checkpoints. The {@code
 * weights.safetensors} of a checkpoint can be loaded as a network.
 *
 * <pre>{@code
 * DeblurNetwork network = DeblurNetworks.untrained(
 *         new NafNetDesign(), new MaskAveragePooling(MapEncoder.random(2, 1)), 1);
 * try (Trainer trainer = Trainer.start(folder, network, new TrainingRecipe(), BackendOptions.DEFAULT)) {
 *     trainer.train(data, validation, TrainingListener.NONE);
 *     trainer.writeResult(Path.of("models"), "SegNAFNet");
 * }
 * }</pre>
 *
 * <p>The number of threads in the options is that of CPU threads for steps and validations, at most the number of
 * processors. The default is one less than that number, because the next batch is made at the same time. Small
 * networks are often fastest on one thread. PyTorch keeps this number for each calling thread, not for each network.
 * It stays set in the calling thread after the training, and a thread that calls PyTorch for the first time starts
 * with the number that was set last in the process. Backends of this library set their own number before each run.
 *
 * <p>Not safe for use by multiple threads. Several trainers in one process run their steps one after the other, as
 * the engine requires. Owns the arrays of the network.
 *
 * @since 0.1.0
 */
public final class Trainer implements AutoCloseable {
    /** The increment of {@link SplittableRandom}, so that each step has its own seed. */
    private static final long STRIDE = 0x9E3779B97F4A7C15L;

    private final TrainableNetwork network;
    private final TrainingRecipe recipe;
    private final CosineSchedule schedule;
    private final Checkpoints checkpoints;
    private final TrainingStep step;

    /** Empty until a new folder is locked, after everything else has been checked. */
    private Optional<TrainingLock> lock = Optional.empty();

    /** The step of the newest checkpoint, also if writing it failed. */
    private long saved;

    private Trainer(Path folder, TrainableNetwork network, TrainingRecipe recipe, BackendOptions options) {
        this.network = network;
        this.recipe = recipe;
        schedule = recipe.schedule();
        checkpoints = new Checkpoints(folder);
        PyTorch pytorch = PyTorch.get();
        // another thread makes the next batch at the same time
        int threads = ProcessorThreads.besidesOneOf(options);
        step = new TrainingStep(network, recipe, pytorch, Placement.of(options.device(), pytorch), threads);
    }

    /**
     * Starts a training.
     *
     * @param folder a folder that does not exist, is empty, or contains what a start of the same training left when
     *     it was interrupted; nothing is written to it before everything else has been checked
     * @param network the network with its initial weights, in its plain form
     * @param recipe the recipe; its mask dropout applies to networks with a MAP unit
     * @param options the device and the number of threads
     * @return the trainer, owned by the caller
     * @throws SamDeblurException if the folder contains anything else, is in use, or cannot be written, or if the
     *     network does not take the recipe's patches
     * @throws org.samdeblur.api.DeviceUnavailableException if the device is not available
     * @throws org.samdeblur.api.InvalidModelException if an operator of the network is unknown; the message names the
     *     node
     */
    public static Trainer start(Path folder, DeblurNetwork network, TrainingRecipe recipe, BackendOptions options) {
        return start(folder, network, recipe, options, Map.of());
    }

    /**
     * Starts a training and stores notes in its folder, such as the location of its images.
     *
     * @param folder a folder that does not exist, is empty, or contains what a start of the same training left when
     *     it was interrupted; nothing is written to it before everything else has been checked
     * @param network the network with its initial weights, in its plain form
     * @param recipe the recipe; its mask dropout applies to networks with a MAP unit
     * @param options the device and the number of threads
     * @param notes texts by file name, written as UTF-8 before the training's own files
     * @return the trainer, owned by the caller
     * @throws SamDeblurException if the folder contains anything else, is in use, or cannot be written, or if the
     *     network does not take the recipe's patches
     * @throws org.samdeblur.api.DeviceUnavailableException if the device is not available
     * @throws org.samdeblur.api.InvalidModelException if an operator of the network is unknown; the message names the
     *     node
     */
    public static Trainer start(
            Path folder,
            DeblurNetwork network,
            TrainingRecipe recipe,
            BackendOptions options,
            Map<String, String> notes) {
        return started(folder, trainable(network, recipe), recipe, options, notes);
    }

    /**
     * Starts the training of a DJL block.
     *
     * @param folder a folder that does not exist, is empty, or contains what a start of the same training left when
     *     it was interrupted; nothing is written to it before everything else has been checked
     * @param network the network
     * @param recipe the recipe; its mask dropout is ignored, because the block has its own
     * @param options the device and the number of threads
     * @return the trainer, owned by the caller
     * @throws SamDeblurException if the folder contains anything else, is in use, or cannot be written, or if the
     *     network does not take the recipe's patches
     * @throws org.samdeblur.api.DeviceUnavailableException if the device is not available
     */
    public static Trainer start(Path folder, TrainableNetwork network, TrainingRecipe recipe, BackendOptions options) {
        return started(folder, network, recipe, options, Map.of());
    }

    private static Trainer started(
            Path folder,
            TrainableNetwork network,
            TrainingRecipe recipe,
            BackendOptions options,
            Map<String, String> notes) {
        TrainingFolder place = new TrainingFolder(folder);
        place.requireFree(notes);
        network.requireFit(recipe.patch());
        Trainer trainer = new Trainer(folder, network, recipe, options);
        try {
            trainer.begin(place, notes);
            return trainer;
        } catch (RuntimeException e) {
            trainer.close();
            throw e;
        }
    }

    private void begin(TrainingFolder place, Map<String, String> notes) {
        lock = Optional.of(place.lockNew());
        place.requireFree(notes);
        if (network.network().isEmpty()) {
            // a block's weights are not in network.onnx
            checkpoints.save(0, network, step);
        }
        place.write(notes, network, recipe);
    }

    private static TrainableNetwork trainable(DeblurNetwork network, TrainingRecipe recipe) {
        return TrainableNetwork.of(network, new MaskDropout(recipe.maskDropout()));
    }

    /**
     * Resumes a training from its newest checkpoint, or from its start if there is none.
     *
     * @param folder the training's folder
     * @param options the device and the number of threads from now on; if they are not those used before, weights may
     *     differ in their last bits from those of an uninterrupted training
     * @return the trainer, owned by the caller
     * @throws SamDeblurException if the folder contains no training of a deblurring network, is damaged, or is in use
     * @throws org.samdeblur.api.DeviceUnavailableException if the device is not available
     */
    public static Trainer resume(Path folder, BackendOptions options) {
        TrainingFolder place = new TrainingFolder(folder);
        return resumed(place, options, recipe -> trainable(place.network(), recipe));
    }

    /**
     * Resumes the training of a DJL block from its newest checkpoint.
     *
     * @param folder the training's folder
     * @param network the same network; its weights are replaced
     * @param options the device and the number of threads from now on; if they are not those used before, weights may
     *     differ in their last bits from those of an uninterrupted training
     * @return the trainer, owned by the caller
     * @throws SamDeblurException if the folder contains no training or one of another network, is damaged, or is in
     *     use
     * @throws org.samdeblur.api.DeviceUnavailableException if the device is not available
     */
    public static Trainer resume(Path folder, TrainableNetwork network, BackendOptions options) {
        return resumed(new TrainingFolder(folder), options, recipe -> network);
    }

    private static Trainer resumed(
            TrainingFolder place, BackendOptions options, Function<TrainingRecipe, TrainableNetwork> network) {
        TrainingLock lock = place.lock();
        try {
            TrainingRecipe recipe = place.recipe();
            Trainer trainer = new Trainer(place.path(), network.apply(recipe), recipe, options);
            trainer.lock = Optional.of(lock);
            trainer.restoreNewest();
            return trainer;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void restoreNewest() {
        try {
            network.requireFit(recipe.patch());
            checkpoints.dropUnfinished();
            checkpoints.newest().ifPresent(this::restore);
            saved = steps();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void restore(Checkpoints.Saved newest) {
        try {
            step.restore(newest, recipe.steps());
        } catch (SamDeblurException e) {
            throw new SamDeblurException(
                    e.getMessage() + "; remove the checkpoint's folder to continue from the one before it", e);
        }
    }

    /**
     * Trains until the recipe's last step, or until the listener stops the training. The state is saved at the end.
     * If the training fails, the state of the last completed step is saved before the exception is thrown, unless
     * saving is what failed.
     *
     * @param data the batches
     * @param validation the validation images, used at the recipe's intervals and at the end
     * @param listener receives every step
     * @return true after the last step, false if the listener stopped the training
     * @throws SamDeblurException if the loss or gradients are not finite, a checkpoint cannot be written, or the
     *     network does not run on the first validation image, which is checked before the first step
     * @throws org.samdeblur.api.CancelledException if the thread is interrupted; it stays interrupted
     */
    public boolean train(TrainingData data, ValidationData validation, TrainingListener listener) {
        if (steps() < recipe.steps()) {
            checkFirst(validation);
        }
        boolean wanted = true;
        try (BatchSupply batches = new BatchSupply(data, steps(), recipe.steps())) {
            while (wanted && steps() < recipe.steps()) {
                wanted = step(batches, listener);
                if (isDue(recipe.checkpointInterval())) {
                    save(listener);
                }
                if (isDue(recipe.validationInterval())) {
                    validate(validation, listener);
                }
            }
        } catch (RuntimeException | Error e) {
            saveAfter(e, listener);
            throw e;
        }
        saveIfNew(listener);
        return steps() == recipe.steps();
    }

    /** Fails before the first step, rather than at the first validation, if the network does not run. */
    private void checkFirst(ValidationData validation) {
        if (validation.size() == 0) {
            return;
        }
        ValidationData.Example first = validation.example(0);
        try {
            restore(first.blurred(), first.masks());
        } catch (EngineException | IllegalArgumentException | IllegalStateException | InvalidModelException e) {
            throw new SamDeblurException(
                    "the network does not run on the first validation image, of "
                            + first.blurred().dim(2) + "×" + first.blurred().dim(1) + " pixels: "
                            + Printable.line(e.getMessage()),
                    e);
        }
    }

    private boolean step(BatchSupply batches, TrainingListener listener) {
        long number = steps();
        double rate = schedule.at(number);
        TrainingBatch batch = batches.take(number);
        long start = System.nanoTime();
        TrainingStep.Outcome outcome = step.take(batch, rate, seed(number));
        double milliseconds = (System.nanoTime() - start) / 1e6;
        return listener.stepped(new TrainingListener.Step(
                steps(), recipe.steps(), outcome.loss(), rate, outcome.gradientNorm(), milliseconds));
    }

    private long seed(long number) {
        return new SplittableRandom(recipe.seed() + number * STRIDE).nextLong();
    }

    private boolean isDue(long interval) {
        return steps() % interval == 0 || steps() == recipe.steps();
    }

    private void validate(ValidationData validation, TrainingListener listener) {
        if (validation.size() > 0) {
            listener.validated(steps(), validate(validation));
        }
    }

    private void saveAfter(Throwable failure, TrainingListener listener) {
        try {
            if (step.isConsistent()) {
                saveIfNew(listener);
            }
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e);
        }
    }

    private void saveIfNew(TrainingListener listener) {
        if (saved < steps()) {
            save(listener);
        }
    }

    private void save(TrainingListener listener) {
        saved = steps();
        // an interrupted thread cannot write to a file channel
        boolean interrupted = Thread.interrupted();
        try {
            listener.saved(saved, checkpoints.save(saved, network, step));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Validates the network with its present weights, or with their average if the recipe has one.
     *
     * @param validation at least one image, each of at least 11 pixels in height and width
     * @return means over the images
     * @throws IllegalArgumentException if an image is smaller
     */
    public ValidationFigures validate(ValidationData validation) {
        return ValidationFigures.of(validation, this::restore);
    }

    /**
     * Restores an image with the present weights, or with their average if the recipe has one. The image is processed
     * as a whole, padded by reflection.
     *
     * @param image {@code [3, H, W]} in [0, 1], of any size
     * @param masks masks of the same size; ignored by networks without masks
     * @return {@code [3, H, W]}, clamped to [0, 1]
     */
    public Tensor restore(Tensor image, MaskSet masks) {
        Tensor[] restored = new Tensor[1];
        step.averaged(() -> restored[0] = step.restore(image, masks));
        return restored[0];
    }

    /**
     * Returns the number of steps taken, including those before the training was resumed.
     *
     * @return the steps
     */
    public long steps() {
        return step.optimizer().steps();
    }

    /**
     * Returns the recipe.
     *
     * @return the recipe
     */
    public TrainingRecipe recipe() {
        return recipe;
    }

    /**
     * Returns the network with its present weights, or with their average if the recipe has one.
     *
     * @return a copy, which later steps do not change
     * @throws IllegalStateException if it is a DJL block
     */
    public DeblurNetwork network() {
        DeblurNetwork before = network.network()
                .orElseThrow(() -> new IllegalStateException("a DJL block has no graph; use its parameters"));
        Map<String, Constant> weights = new LinkedHashMap<>();
        step.averaged(() -> weights.putAll(network.weights()));
        return before.withWeights(weights).withPadding(TrainableNetwork.PADDING);
    }

    /**
     * Writes the network with its present weights, or with their average if the recipe has one: {@code
     * NAME.safetensors} with the weights under their published names, {@code NAME.onnx} with the graph, the weights
     * and the guidance by masks, and {@code NAME.params} with the block's parameters for DJL's {@link
     * Block#loadParameters}. There is no {@code .onnx} for a DJL block. The first two files state that images are
     * padded by reflection, as in validation.
     *
     * @param folder the target folder; created if it does not exist
     * @param name the files' name without suffix
     * @throws SamDeblurException if a file cannot be written
     */
    public void writeResult(Path folder, String name) {
        try {
            Files.createDirectories(folder);
            step.averaged(() -> network.writeWeights(folder.resolve(name + ".safetensors")));
            if (network.network().isPresent()) {
                OnnxFiles.write(network().graph(), folder.resolve(name + ".onnx"));
            }
            step.averaged(() -> writeParameters(folder.resolve(name + ".params")));
        } catch (IOException | UncheckedIOException e) {
            throw new SamDeblurException("cannot write the network to " + folder + ": " + Reason.of(e), e);
        }
    }

    private void writeParameters(Path file) {
        try {
            WholeFile.writeStream(file, out -> network.block().saveParameters(new DataOutputStream(out)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts the arrays that are held between steps. */
    int arrays() {
        return step.arrays();
    }

    /** Releases the arrays of the network and the optimizer, and unlocks the folder. Unsaved state is lost. */
    @Override
    public void close() {
        step.close();
        lock.ifPresent(TrainingLock::close);
    }
}
