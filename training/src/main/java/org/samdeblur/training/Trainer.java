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
 * Trains a network in a folder, where it can be stopped and gone on with: on the processor, the weights after stopping are, to
 * the bit, those without. The folder holds {@code recipe.json}, {@code network.onnx} with the weights to begin with, and the
 * newest two checkpoints, whose {@code weights.safetensors} load as a network like any others.
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
 * <p>Of the options, the threads are those of the processor that steps and validations are spread over: as many as asked for, but
 * no more than there are processors; unless asked, all but one, which is left to the making of the next batch. Networks small
 * enough to be trained without a GPU are often fastest on one. PyTorch keeps the number for each thread that calls it, not for each
 * network: it stays set in the calling thread after the training, and a thread that calls PyTorch for the first time begins with
 * the number that was set last in the process. Whatever else runs there sets its own before each run.
 *
 * <p>For one thread at a time; trainings in several threads of a process take turns step by step, as the engine wants it. Owns
 * the arrays of the network it trains.
 *
 * @since 0.1.0
 */
public final class Trainer implements AutoCloseable {
    /** Keeps the draws of one step apart from those of others. */
    private static final long STRIDE = 0x9E3779B97F4A7C15L;

    private final TrainableNetwork network;
    private final TrainingRecipe recipe;
    private final CosineSchedule schedule;
    private final Checkpoints checkpoints;
    private final TrainingStep step;

    /** Of a folder that is begun in, taken once all else works. */
    private Optional<TrainingLock> lock = Optional.empty();

    /** The step of the newest state, or of one that could not be saved. */
    private long saved;

    private Trainer(Path folder, TrainableNetwork network, TrainingRecipe recipe, BackendOptions options) {
        this.network = network;
        this.recipe = recipe;
        schedule = recipe.schedule();
        checkpoints = new Checkpoints(folder);
        PyTorch pytorch = PyTorch.get();
        // the next batch is made meanwhile, on a processor of its own where there is one
        int threads = ProcessorThreads.besidesOneOf(options);
        step = new TrainingStep(network, recipe, pytorch, Placement.of(options.device(), pytorch), threads);
    }

    /**
     * Begins a training.
     *
     * @param folder a folder that is not there yet, or is empty, or holds what is left of the same training that was ended while
     *     it began; nothing is written to it unless all else works
     * @param network the network, with the weights to begin with; in its plain form
     * @param recipe how it is trained; its mask dropout counts for networks with a MAP unit
     * @param options where it is trained, and on how many threads
     * @return the trainer, owned by the caller
     * @throws SamDeblurException if the folder holds anything else, is in use, or cannot be written, or if the network does not take the recipe's
     *     patches
     * @throws org.samdeblur.api.DeviceUnavailableException if the device is not available
     * @throws org.samdeblur.api.InvalidModelException if an operator of the network is unknown; names the node
     */
    public static Trainer start(Path folder, DeblurNetwork network, TrainingRecipe recipe, BackendOptions options) {
        return start(folder, network, recipe, options, Map.of());
    }

    /**
     * Begins a training and keeps notes beside it, such as where its images are.
     *
     * @param folder a folder that is not there yet, or is empty, or holds what is left of the same training that was ended while
     *     it began; nothing is written to it unless all else works
     * @param network the network, with the weights to begin with; in its plain form
     * @param recipe how it is trained; its mask dropout counts for networks with a MAP unit
     * @param options where it is trained, and on how many threads
     * @param notes files to be there before the training's own, UTF-8, by name
     * @return the trainer, owned by the caller
     * @throws SamDeblurException if the folder holds anything else, is in use, or cannot be written, or if the network does not take the recipe's
     *     patches
     * @throws org.samdeblur.api.DeviceUnavailableException if the device is not available
     * @throws org.samdeblur.api.InvalidModelException if an operator of the network is unknown; names the node
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
     * Begins to train a block of DJL's.
     *
     * @param folder a folder that is not there yet, or is empty, or holds what is left of the same training that was ended while
     *     it began; nothing is written to it unless all else works
     * @param network the network
     * @param recipe how it is trained; mask dropout is the network's own
     * @param options where it is trained, and on how many threads
     * @return the trainer, owned by the caller
     * @throws SamDeblurException if the folder holds anything else, is in use, or cannot be written, or if the network does not take the recipe's
     *     patches
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
        place.requireRoom(notes);
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
        lock = Optional.of(place.takeNew());
        place.requireRoom(notes);
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
     * Goes on with a training from its newest checkpoint, or from its beginning if there is none.
     *
     * @param folder the training's folder
     * @param options where it is trained from now on, and on how many threads; with others than before the weights may differ in
     *     their last bits from those of a training that was not interrupted
     * @return the trainer, owned by the caller
     * @throws SamDeblurException if no training of a deblurring network lies there, or it is damaged, or in use
     * @throws org.samdeblur.api.DeviceUnavailableException if the device is not available
     */
    public static Trainer resume(Path folder, BackendOptions options) {
        TrainingFolder place = new TrainingFolder(folder);
        return resumed(place, options, recipe -> trainable(place.network(), recipe));
    }

    /**
     * Goes on with the training of a block of DJL's from its newest checkpoint.
     *
     * @param folder the training's folder
     * @param network the same network; its weights are replaced
     * @param options where it is trained from now on, and on how many threads; with others than before the weights may differ in
     *     their last bits from those of a training that was not interrupted
     * @return the trainer, owned by the caller
     * @throws SamDeblurException if no training lies there, or it is one of another network, damaged, or in use
     * @throws org.samdeblur.api.DeviceUnavailableException if the device is not available
     */
    public static Trainer resume(Path folder, TrainableNetwork network, BackendOptions options) {
        return resumed(new TrainingFolder(folder), options, recipe -> network);
    }

    private static Trainer resumed(
            TrainingFolder place, BackendOptions options, Function<TrainingRecipe, TrainableNetwork> network) {
        TrainingLock lock = place.take();
        try {
            TrainingRecipe recipe = place.recipe();
            Trainer trainer = new Trainer(place.path(), network.apply(recipe), recipe, options);
            trainer.lock = Optional.of(lock);
            trainer.goOn();
            return trainer;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void goOn() {
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
                    e.getMessage() + "; remove the checkpoint's folder to go on from the one before it", e);
        }
    }

    /**
     * Trains until the recipe's last step, or until the listener wants no more. Either way the state is saved at the end,
     * and also, that of the last whole step, before any exception is passed on but that of a failure to save it.
     *
     * @param data the batches
     * @param validation what the network is tried on at the recipe's intervals and at the end
     * @param listener hears of every step
     * @return true if the last step has been taken, false if the listener stopped before
     * @throws SamDeblurException if loss or gradients are no longer finite, a checkpoint cannot be written, or the network
     *     cannot be tried on the first validation image, which is found out before the first step
     */
    public boolean train(TrainingData data, ValidationData validation, TrainingListener listener) {
        if (steps() < recipe.steps()) {
            requireTriable(validation);
        }
        boolean wanted = true;
        try (BatchSupply batches = new BatchSupply(data, steps(), recipe.steps())) {
            while (wanted && steps() < recipe.steps()) {
                wanted = step(batches, listener);
                if (isDue(recipe.checkpointInterval())) {
                    save(listener);
                }
                if (isDue(recipe.validationInterval())) {
                    tryOn(validation, listener);
                }
            }
        } catch (RuntimeException | Error e) {
            saveDespite(e, listener);
            throw e;
        }
        saveWhatIsNew(listener);
        return steps() == recipe.steps();
    }

    /** What cannot be tried at the end of many steps is said before the first. */
    private void requireTriable(ValidationData validation) {
        if (validation.size() == 0) {
            return;
        }
        ValidationData.Example first = validation.example(0);
        try {
            restore(first.blurred(), first.masks());
        } catch (EngineException | IllegalArgumentException | IllegalStateException | InvalidModelException e) {
            throw new SamDeblurException(
                    "the network cannot be tried on the first validation image, of "
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

    private void tryOn(ValidationData validation, TrainingListener listener) {
        if (validation.size() > 0) {
            listener.validated(steps(), validate(validation));
        }
    }

    private void saveDespite(Throwable failure, TrainingListener listener) {
        try {
            if (step.isWhole()) {
                saveWhatIsNew(listener);
            }
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e);
        }
    }

    private void saveWhatIsNew(TrainingListener listener) {
        if (saved < steps()) {
            save(listener);
        }
    }

    private void save(TrainingListener listener) {
        saved = steps();
        // a thread that is to stop could write no file
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
     * Tries the network as it is now, with the average of its weights if the recipe has one.
     *
     * @param validation at least one image, each of at least 11 pixels in height and width
     * @return means over the images
     * @throws IllegalArgumentException if an image is smaller
     */
    public ValidationFigures validate(ValidationData validation) {
        return ValidationFigures.of(validation, this::restore);
    }

    /**
     * Restores an image with the network as it is now, or with the average of its weights if the recipe has one: as a whole, filled
     * up by reflection.
     *
     * @param image {@code [3, H, W]} in [0, 1], of any size
     * @param masks of that size; a network that takes none does not look at them
     * @return {@code [3, H, W]}, clamped to [0, 1]
     */
    public Tensor restore(Tensor image, MaskSet masks) {
        Tensor[] restored = new Tensor[1];
        step.averaged(() -> restored[0] = step.restore(image, masks));
        return restored[0];
    }

    /**
     * Returns how many steps have been taken, those before the training was gone on with among them.
     *
     * @return the steps
     */
    public long steps() {
        return step.optimizer().steps();
    }

    /**
     * Returns how the network is trained.
     *
     * @return the recipe
     */
    public TrainingRecipe recipe() {
        return recipe;
    }

    /**
     * Returns the network as it is now, with the average of its weights if the recipe has one.
     *
     * @return a network of its own, which later steps do not change
     * @throws IllegalStateException if it is a block of DJL's
     */
    public DeblurNetwork network() {
        DeblurNetwork before = network.network()
                .orElseThrow(() -> new IllegalStateException("a block of DJL's has no graph; take its parameters"));
        Map<String, Constant> weights = new LinkedHashMap<>();
        step.averaged(() -> weights.putAll(network.weights()));
        return before.withWeights(weights).withPadding(TrainableNetwork.PADDING);
    }

    /**
     * Writes the network as it is now, with the average of its weights if the recipe has one: {@code NAME.safetensors} with the weights in the published names, {@code NAME.onnx} with
     * the graph, its weights and what becomes of masks, and {@code NAME.params}, the block's parameters as DJL's {@link
     * Block#loadParameters} reads them. A block of DJL's has no graph, so no {@code .onnx}. The first two say that images are
     * filled up by reflection for the network, as in validation: in training it has seen no filled-up ones.
     *
     * @param folder where to write; made if it is not there
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

    /** Counts the arrays that are held, apart from those of a step under way. */
    int arrays() {
        return step.arrays();
    }

    /** Releases the network's arrays, the optimizer's, and the folder. What has not been saved is lost. */
    @Override
    public void close() {
        step.close();
        lock.ifPresent(TrainingLock::close);
    }
}
