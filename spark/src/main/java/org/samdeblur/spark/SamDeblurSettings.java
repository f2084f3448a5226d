package org.samdeblur.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.samdeblur.api.AutomaticMaskSettings;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.Guard;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Padding;
import org.samdeblur.api.Precision;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.Segmenter;
import org.samdeblur.api.Tiling;

/**
 * What a {@link SamDeblur} is built with, in a form that travels to executors. Immutable, serializable, comparable by value.
 *
 * <pre>{@code
 * SamDeblurSettings settings = SamDeblurSettings.builder()
 *         .deblurModel(ModelSource.of(Path.of("/models/NAFNet-GoPro-width32.pth")))
 *         .build();
 * }</pre>
 *
 * <p>What is not set is as with {@link SamDeblur#builder()}, with two exceptions: a network uses {@code spark.task.cpus} threads, and
 * where Spark has given the task a GPU, the network runs on it.
 *
 * <p>Files of models must be found on each node. A relative path that does not exist in the working directory is looked for among the
 * files that were sent with {@code spark-submit --files} or {@code SparkContext.addFile}.
 *
 * @since 0.1.0
 */
public final class SamDeblurSettings implements Serializable {
    private static final long serialVersionUID = 1;

    /** The settings of a new builder. */
    public static final SamDeblurSettings DEFAULT = builder().build();

    private final String backend;
    private final BackendOptions options;
    private final ModelSource segmenter;
    private final boolean masks;
    private final AutomaticMaskSettings automaticMasks;
    private final ModelSource model;
    private final DeblurModelOptions modelOptions;
    private final Grouping grouping;
    private final Tiling tiling;
    private final Padding padding;
    private final double strength;
    private final Guard guard;

    private SamDeblurSettings(Builder builder) {
        backend = builder.backend;
        options = builder.options;
        segmenter = builder.segmenter;
        masks = builder.masks;
        automaticMasks = builder.automaticMasks;
        model = builder.model;
        modelOptions = builder.modelOptions;
        grouping = builder.grouping;
        tiling = builder.tiling;
        padding = builder.padding;
        strength = builder.strength;
        guard = builder.guard;
    }

    /**
     * Begins settings with the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Begins settings with these values.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.backend = backend;
        builder.options = options;
        builder.segmenter = segmenter;
        builder.masks = masks;
        builder.automaticMasks = automaticMasks;
        builder.model = model;
        builder.modelOptions = modelOptions;
        builder.grouping = grouping;
        builder.tiling = tiling;
        builder.padding = padding;
        builder.strength = strength;
        builder.guard = guard;
        return builder;
    }

    /**
     * Loads the models in this process.
     *
     * @return ready for use; the caller closes it
     * @throws SamDeblurException if no backend fits, the device is not available, or a model cannot be loaded
     */
    public SamDeblur open() {
        SamDeblur.Builder builder = SamDeblur.builder()
                .backendOptions(options)
                .automaticMasks(automaticMasks)
                .deblurModel(model)
                .modelOptions(modelOptions)
                .tiling(tiling)
                .strength(strength)
                .guard(guard);
        if (backend != null) {
            builder.backend(backend);
        }
        if (!masks) {
            builder.segmenter(Segmenter.none());
        } else if (segmenter != null) {
            builder.segmenter(segmenter);
        }
        if (grouping != null) {
            builder.grouping(grouping);
        }
        if (padding != null) {
            builder.padding(padding);
        }
        return builder.build();
    }

    BackendOptions options() {
        return options;
    }

    ModelSource model() {
        return model;
    }

    /** Returns the network that finds masks; null for none or the segmenter without weights. */
    ModelSource segmenter() {
        return segmenter;
    }

    private List<Object> values() {
        return Arrays.asList(
                backend,
                options,
                segmenter,
                masks,
                automaticMasks,
                model,
                modelOptions,
                grouping,
                tiling,
                padding,
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

    /** Collects {@link SamDeblurSettings}. Not safe for use by many threads. */
    public static final class Builder {
        private String backend;
        private BackendOptions options = BackendOptions.DEFAULT;
        private ModelSource segmenter;
        private boolean masks = true;
        private AutomaticMaskSettings automaticMasks = AutomaticMaskSettings.DEFAULT;
        private ModelSource model = ModelSource.embedded();
        private DeblurModelOptions modelOptions = DeblurModelOptions.DEFAULT;
        private Grouping grouping;
        private Tiling tiling = Tiling.auto();
        private Padding padding;
        private double strength = 1;
        private Guard guard = Guard.REPORT;

        private Builder() {}

        /**
         * Names the backend, as {@link SamDeblur.Builder#backend} does.
         *
         * @param name such as {@code onnx}
         * @return this
         */
        public Builder backend(String name) {
            backend = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets the device, the number of threads and the precision at once.
         *
         * @param value {@link BackendOptions#DEFAULT} by default
         * @return this
         */
        public Builder backendOptions(BackendOptions value) {
            options = Objects.requireNonNull(value, "options");
            return this;
        }

        /**
         * Sets the device.
         *
         * @param device {@link Device#auto()} by default: the GPU that Spark has given the task, if any, else the best there is
         * @return this
         */
        public Builder device(Device device) {
            options = options.withDevice(device);
            return this;
        }

        /**
         * Sets the number of the processor's threads that a network may use.
         *
         * @param count at least 1; {@code spark.task.cpus} by default
         * @return this
         * @throws IllegalArgumentException if the count is below 1
         */
        public Builder threads(int count) {
            options = options.withThreads(count);
            return this;
        }

        /**
         * Sets what networks are computed in.
         *
         * @param precision {@link Precision#FLOAT32} by default
         * @return this
         */
        public Builder precision(Precision precision) {
            options = options.withPrecision(precision);
            return this;
        }

        /**
         * Has masks found by a segmentation network. Without it, the segmenter that needs no weights finds them.
         *
         * @param source its files
         * @return this
         */
        public Builder segmenter(ModelSource source) {
            segmenter = Objects.requireNonNull(source, "source");
            masks = true;
            return this;
        }

        /**
         * Has no masks found.
         *
         * @return this
         */
        public Builder withoutSegmenter() {
            segmenter = null;
            masks = false;
            return this;
        }

        /**
         * Sets how a segmentation network finds all masks of an image.
         *
         * @param settings {@link AutomaticMaskSettings#DEFAULT} by default
         * @return this
         */
        public Builder automaticMasks(AutomaticMaskSettings settings) {
            automaticMasks = Objects.requireNonNull(settings, "settings");
            return this;
        }

        /**
         * Sets the deblurring network.
         *
         * @param source {@link ModelSource#embedded()} by default
         * @return this
         */
        public Builder deblurModel(ModelSource source) {
            model = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Sets how the deblurring network is loaded.
         *
         * @param value pooling and form of the graph
         * @return this
         */
        public Builder modelOptions(DeblurModelOptions value) {
            modelOptions = Objects.requireNonNull(value, "options");
            return this;
        }

        /**
         * Sets what becomes of the masks before features are averaged over them.
         *
         * @param value by default what the network's guidance asks for
         * @return this
         */
        public Builder grouping(Grouping value) {
            grouping = Objects.requireNonNull(value, "grouping");
            return this;
        }

        /**
         * Sets how large images are cut.
         *
         * @param value {@link Tiling#auto()} by default
         * @return this
         */
        public Builder tiling(Tiling value) {
            tiling = Objects.requireNonNull(value, "tiling");
            return this;
        }

        /**
         * Sets what fills an image up to the network's size.
         *
         * @param value by default what the network was made for
         * @return this
         */
        public Builder padding(Padding value) {
            padding = Objects.requireNonNull(value, "padding");
            return this;
        }

        /**
         * Sets how far the result goes from the input to the network's output.
         *
         * @param value from 0, the input, to 1, the default, the network's output
         * @return this
         * @throws IllegalArgumentException if the value is not in [0, 1]
         */
        public Builder strength(double value) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("a strength is a number from 0 to 1, not " + value);
            }
            strength = value;
            return this;
        }

        /**
         * Sets what happens where the network has collapsed.
         *
         * @param value {@link Guard#REPORT} by default
         * @return this
         */
        public Builder guard(Guard value) {
            guard = Objects.requireNonNull(value, "guard");
            return this;
        }

        /**
         * Finishes the settings. Models are loaded later, on the executors.
         *
         * @return the settings
         */
        public SamDeblurSettings build() {
            return new SamDeblurSettings(this);
        }
    }
}
