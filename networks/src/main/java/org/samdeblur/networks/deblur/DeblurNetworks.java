package org.samdeblur.networks.deblur;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.ModelSource;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.architecture.Refusal;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.dmphn.DmphnFiles;
import org.samdeblur.networks.format.ModelFormat;
import org.samdeblur.networks.format.ModelFormats;
import org.samdeblur.networks.format.StandardFormat;
import org.samdeblur.networks.maxim.MaximFiles;
import org.samdeblur.networks.models.Models;
import org.samdeblur.networks.options.ModelOption;
import org.samdeblur.networks.tfjs.GraphModel;

/**
 * Loads deblurring networks: checkpoints of any of the {@link Architectures}, recognised by the names and shapes of their weights; a
 * folder with the six state dicts of DMPHN 1-2-4; and {@code .onnx} files.
 *
 * @since 0.1.0
 */
public final class DeblurNetworks {
    private DeblurNetworks() {}

    /**
     * Loads a network. Its graph is the plain one, with the published operators. Weights are mapped from the file,
     * which must not be changed while the network is in use.
     *
     * @param source the source; a name is looked up in the user's models folder, a download goes to the user's cache
     * @param options the options; the form of the graph is ignored
     * @return the network
     * @throws InvalidModelException if the source is missing, damaged, or not a known deblurring network, or if local
     *     pooling is requested for a network that has no global pools or is not a checkpoint
     */
    public static DeblurNetwork load(ModelSource source, DeblurModelOptions options) {
        DeblurNetwork network = loaded(source, options);
        return options.sizeMultiple().isPresent()
                ? network.withSizeMultiple(options.sizeMultiple().getAsInt())
                : network;
    }

    private static DeblurNetwork loaded(ModelSource source, DeblurModelOptions options) {
        ModelSource local = Models.ofUser().local(source);
        if (local instanceof ModelSource.Embedded embedded) {
            ModelOption.requireApplicable(source, "an embedded model", EnumSet.of(ModelOption.LOCAL_POOLS), options);
            EmbeddedModel model = EmbeddedModel.of(embedded);
            return CheckpointNetwork.of(model.name(), model.open(), options);
        }
        if (local instanceof ModelSource.File file) {
            return load(file.path(), options);
        }
        throw new InvalidModelException(source + ": not a deblurring network; give one file or one folder");
    }

    private static DeblurNetwork load(Path path, DeblurModelOptions options) {
        Optional<ModelFormat> format = ModelFormats.of(path);
        format.ifPresent(found -> requireGraph(path, found));
        if (format.equals(Optional.of(StandardFormat.TENSORFLOW_JS))) {
            requireNoStatements(options, path);
            requireNoChoiceOfWeights(options, path);
            return CheckpointNetwork.of(name(path), MaximFiles.open(path), options);
        }
        if (Files.isDirectory(path)) {
            ModelOption.requireApplicable(
                    path,
                    StandardFormat.CHECKPOINT_FOLDER.description(),
                    EnumSet.of(ModelOption.LOCAL_POOLS, ModelOption.WEIGHTS, ModelOption.STAGES),
                    options);
            return CheckpointNetwork.of(name(path), DmphnFiles.open(path, options.weights()), options);
        }
        if (isOnnx(path, format)) {
            requireGlobalPools(options, path);
            requireNoChoiceOfWeights(options, path);
            requireAllStages(options, path);
            return OnnxDeblurNetwork.read(path, options);
        }
        requireNoStatements(options, path);
        if (GraphModel.isShard(path)) {
            throw Refusal.of(
                    path,
                    "is one shard of a TensorFlow.js model, with some of its weights; give its model.json, its folder, or the npm"
                            + " package");
        }
        Checkpoint checkpoint =
                options.weights().map(key -> Checkpoint.open(path, key)).orElseGet(() -> Checkpoint.open(path));
        Optional<DeblurNetwork> trained = ModelOption.LOCAL_POOLS.isGivenIn(options)
                ? Optional.empty()
                : TrainedNetwork.of(path, checkpoint, options);
        return trained.orElseGet(() -> CheckpointNetwork.of(name(path), checkpoint, options));
    }

    private static void requireNoStatements(DeblurModelOptions options, Path path) {
        if (options.valueRange().isPresent() || options.output().isPresent()) {
            throw Refusal.of(
                    path,
                    "the network of a checkpoint has one output, with values from 0 to 1; an output or a value range can be"
                            + " chosen for other files only, such as .onnx");
        }
    }

    private static void requireGraph(Path path, ModelFormat format) {
        format.requiredBackend().ifPresent(backend -> {
            throw Refusal.of(path, ModelFormats.explain(format, backend));
        });
        if (path.endsWith(StandardFormat.SAVED_MODEL_GRAPH)) {
            throw Refusal.of(path, "this is the graph of a SavedModel; give the folder that contains it");
        }
    }

    /**
     * Returns whether to read a file as ONNX. The name decides if the format is unknown, so that the right reader
     * rejects it.
     */
    private static boolean isOnnx(Path path, Optional<ModelFormat> format) {
        return format.map(found -> found == StandardFormat.ONNX)
                .orElseGet(() ->
                        path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".onnx"));
    }

    private static void requireGlobalPools(DeblurModelOptions options, Path path) {
        if (ModelOption.LOCAL_POOLS.isGivenIn(options)) {
            throw Refusal.of(
                    path,
                    "cannot be loaded with TLC, which only checkpoints support; give the checkpoint that the file was"
                            + " converted from");
        }
    }

    private static void requireNoChoiceOfWeights(DeblurModelOptions options, Path path) {
        if (options.weights().isPresent()) {
            throw Refusal.of(path, "this kind of file holds one set of weights; do not give a key for them");
        }
    }

    private static void requireAllStages(DeblurModelOptions options, Path path) {
        if (options.stages().isPresent()) {
            throw Refusal.of(
                    path,
                    "cannot be cut after a stage, which only checkpoints support; give the checkpoint that the file was"
                            + " converted from");
        }
    }

    private static String name(Path path) {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }

    /**
     * Creates a network of a checkpoint, with global pools.
     *
     * @param name the network's name
     * @param checkpoint the weights of any of the {@link Architectures}
     * @return the network
     * @throws InvalidModelException if no architecture recognises the weights
     */
    public static DeblurNetwork of(String name, Checkpoint checkpoint) {
        return CheckpointNetwork.of(name, checkpoint, DeblurModelOptions.DEFAULT);
    }

    /**
     * Creates a network with random weights, for training.
     *
     * @param design the network, which takes images only
     * @param guidance the guidance by masks: {@link MaskGuidance#none()} for none, {@link
     *     org.samdeblur.map.GreyCodes} for the CAT method, or a MAP unit, whose encoder is not changed
     * @param seed determines the weights
     * @return the network
     */
    public static DeblurNetwork untrained(NetworkDesign design, MaskGuidance guidance, long seed) {
        return CheckpointNetwork.untrained(design, guidance, seed);
    }
}
