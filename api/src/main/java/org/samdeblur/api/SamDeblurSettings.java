package org.samdeblur.api;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a {@link SamDeblur} as a value that can be stored, compared, and sent to other processes. Immutable,
 * serializable.
 *
 * <pre>{@code
 * SamDeblurSettings settings = SamDeblur.builder()
 *         .deblurModel(ModelSource.of(Path.of("/models/NAFNet-GoPro-width32.pth")))
 *         .settings();
 * try (SamDeblur deblur = settings.open()) {
 *     …
 * }
 * }</pre>
 *
 * <p>Settings name models; the process that opens the settings loads the files. The serialized form holds the location
 * of a file, see {@link ModelSource}.
 *
 * @since 0.1.0
 */
public final class SamDeblurSettings implements Serializable {
    private static final long serialVersionUID = 1;

    /** The settings of a new builder. */
    public static final SamDeblurSettings DEFAULT = SamDeblur.builder().settings();

    /** Null for the best available backend. */
    private final String backend;

    private final BackendOptions options;

    /** Null for the default segmenter. */
    private final ModelChoice<Segmenter> segmenter;

    private final AutomaticMaskSettings automaticMasks;
    private final ModelChoice<DeblurModel> model;
    private final DeblurModelOptions modelOptions;

    /** Null for the grouping of the network's guidance. */
    private final Grouping grouping;

    private final Tiling tiling;

    /** Null for the padding that the network was made for. */
    private final Padding padding;

    private final int concurrentCalls;
    private final double strength;
    private final Guard guard;

    SamDeblurSettings(SamDeblur.Builder builder) {
        backend = builder.backend.orElse(null);
        options = builder.options;
        segmenter = builder.segmenter.orElse(null);
        automaticMasks = builder.automaticMasks;
        model = builder.model;
        modelOptions = builder.modelOptions;
        grouping = builder.grouping.orElse(null);
        tiling = builder.tiling;
        padding = builder.padding.orElse(null);
        concurrentCalls = builder.concurrentCalls;
        strength = builder.strength;
        guard = builder.guard;
    }

    /**
     * Returns a builder with these values.
     *
     * @return a new builder
     */
    public SamDeblur.Builder toBuilder() {
        SamDeblur.Builder builder = SamDeblur.builder();
        builder.backend = backend();
        builder.options = options;
        builder.segmenter = segmenterChoice();
        builder.automaticMasks = automaticMasks;
        builder.model = model;
        builder.modelOptions = modelOptions;
        builder.grouping = grouping();
        builder.tiling = tiling;
        builder.padding = padding();
        builder.concurrentCalls = concurrentCalls;
        builder.strength = strength;
        builder.guard = guard;
        return builder;
    }

    /**
     * Loads the models, as {@link SamDeblur.Builder#build} does.
     *
     * @return a new object, owned by the caller
     * @throws BackendException if no backend supports the model, or the device is not available
     * @throws InvalidModelException if a model cannot be loaded, or needs masks in an unknown form
     */
    public SamDeblur open() {
        return new SamDeblur(LoadedModels.load(this), this);
    }

    /**
     * Loads only the segmenter, to find masks without deblurring. The deblurring network is not loaded and does not
     * affect the choice of the backend.
     *
     * @return a new segmenter, owned by the caller; closing it does not close a segmenter that was passed as an object
     * @throws BackendException if no backend supports the segmenter, or the device is not available
     * @throws InvalidModelException if the segmentation network cannot be loaded
     */
    public Segmenter openSegmenter() {
        return LoadedModels.loadSegmenter(this);
    }

    /**
     * Returns device, threads and precision.
     *
     * @return {@link BackendOptions#DEFAULT} by default
     */
    public BackendOptions backendOptions() {
        return options;
    }

    /**
     * Returns the source of the deblurring network.
     *
     * @return the source; empty for a network passed as an object
     */
    public Optional<ModelSource> deblurModel() {
        return model.source();
    }

    /**
     * Returns the source of the segmentation network.
     *
     * @return the source; empty for the default segmenter and for a segmenter passed as an object
     */
    public Optional<ModelSource> segmenter() {
        return segmenterChoice().flatMap(ModelChoice::source);
    }

    Optional<String> backend() {
        return Optional.ofNullable(backend);
    }

    Optional<ModelChoice<Segmenter>> segmenterChoice() {
        return Optional.ofNullable(segmenter);
    }

    AutomaticMaskSettings automaticMasks() {
        return automaticMasks;
    }

    ModelChoice<DeblurModel> modelChoice() {
        return model;
    }

    DeblurModelOptions modelOptions() {
        return modelOptions;
    }

    Optional<Grouping> grouping() {
        return Optional.ofNullable(grouping);
    }

    Tiling tiling() {
        return tiling;
    }

    Optional<Padding> padding() {
        return Optional.ofNullable(padding);
    }

    int concurrentCalls() {
        return concurrentCalls;
    }

    double strength() {
        return strength;
    }

    Guard guard() {
        return guard;
    }

    /** Fails if a model was passed as an object that is not serializable. */
    SamDeblurSettings requireSerializable() {
        if (model instanceof ModelChoice.Given<DeblurModel> given && !(given.object() instanceof Serializable)) {
            throw new SamDeblurException("settings cannot hold the loaded network "
                    + given.object().getClass().getName()
                    + ", which is not serializable; set its files, for example with ModelSource.of(path)");
        }
        if (segmenter instanceof ModelChoice.Given<Segmenter> given && !(given.object() instanceof Serializable)) {
            throw new SamDeblurException("settings cannot hold the segmenter "
                    + given.object().getClass().getName()
                    + ", which is not serializable; make it serializable, or set the files of a network");
        }
        return this;
    }

    private List<Object> values() {
        return Arrays.asList(
                backend,
                options,
                segmenter,
                automaticMasks,
                model,
                modelOptions,
                grouping,
                tiling,
                padding,
                concurrentCalls,
                strength,
                guard);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SamDeblurSettings that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return "SamDeblurSettings" + values();
    }
}
