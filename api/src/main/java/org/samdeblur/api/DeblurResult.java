package org.samdeblur.api;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A deblurred image and how it was made. Immutable; safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class DeblurResult {
    private final Image image;
    private final Tensor networkOutput;
    private final MaskSet masks;
    private final MaskSet collapsedRegions;
    private final ModelInfo model;
    private final String backend;
    private final Device device;
    private final Precision precision;
    private final Optional<String> deviceNote;
    private final Map<Stage, Duration> times;

    private DeblurResult(Builder builder) {
        image = Objects.requireNonNull(builder.image, "image");
        networkOutput = Objects.requireNonNull(builder.networkOutput, "networkOutput");
        masks = Objects.requireNonNull(builder.masks, "masks");
        collapsedRegions = builder.collapsedRegions.orElseGet(() -> MaskSet.empty(image.size()));
        model = Objects.requireNonNull(builder.model, "model");
        backend = builder.backend;
        device = builder.device;
        precision = builder.precision;
        deviceNote = builder.deviceNote;
        times = Collections.unmodifiableMap(new EnumMap<>(builder.times));
    }

    /**
     * Returns a builder. Image, network output, masks and model must be set; all other values have defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns a builder with the values of this result.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder()
                .image(image)
                .networkOutput(networkOutput)
                .masks(masks)
                .collapsedRegions(collapsedRegions)
                .model(model)
                .backend(backend)
                .device(device)
                .precision(precision)
                .times(times);
        builder.deviceNote = deviceNote;
        return builder;
    }

    /**
     * Returns the deblurred image.
     *
     * @return the image in the input's own format
     */
    public Image image() {
        return image;
    }

    /**
     * Returns the output of the network: not clamped, not mixed with the input by {@link SamDeblur.Builder#strength
     * strength}, and not faded back to it by the {@link Guard}.
     *
     * @return {@code [3, H, W]}
     */
    public Tensor networkOutput() {
        return networkOutput;
    }

    /**
     * Returns the masks that guided the network, after grouping.
     *
     * @return the masks; empty for networks that take none
     */
    public MaskSet masks() {
        return masks;
    }

    /**
     * Returns the regions in which the network has collapsed, see {@link Guard}.
     *
     * @return disjoint masks of the image's size; none if the network has not collapsed, or with {@link Guard#OFF}
     */
    public MaskSet collapsedRegions() {
        return collapsedRegions;
    }

    /**
     * Returns the fraction of pixels in which the network has collapsed.
     *
     * @return a number in [0, 1]
     */
    public double collapsedShare() {
        return collapsedRegions.areaShare();
    }

    /**
     * Returns the description of the network.
     *
     * @return the description
     */
    public ModelInfo model() {
        return model;
    }

    /**
     * Returns the backend that ran the network.
     *
     * @return its name; {@code custom} for a model passed as an object
     */
    public String backend() {
        return backend;
    }

    /**
     * Returns the device that the network ran on.
     *
     * @return never {@link Device#auto()}; the processor for a model passed as an object
     */
    public Device device() {
        return device;
    }

    /**
     * Returns the precision that the network was computed in.
     *
     * @return never {@link Precision#AUTO}
     */
    public Precision precision() {
        return precision;
    }

    /**
     * Returns why a better device is not used.
     *
     * @return the reason, if there is one
     */
    public Optional<String> deviceNote() {
        return deviceNote;
    }

    /**
     * Returns how long each stage took.
     *
     * @return the stages that ran, in their order
     */
    public Map<Stage, Duration> times() {
        return times;
    }

    /**
     * Returns the deblurred image as an AWT image.
     *
     * @return a new buffered image
     */
    public BufferedImage bufferedImage() {
        return image.toBufferedImage();
    }

    @Override
    public String toString() {
        return "DeblurResult[" + image + ", " + masks.size() + " masks, " + model.name() + ", " + backend + " on "
                + device + "]";
    }

    /** Collects the values of a {@link DeblurResult}. Not safe for use by multiple threads. */
    public static final class Builder {
        private Image image;
        private Tensor networkOutput;
        private MaskSet masks;
        private Optional<MaskSet> collapsedRegions = Optional.empty();
        private ModelInfo model;
        private String backend = "custom";
        private Device device = Device.cpu();
        private Precision precision = Precision.FLOAT32;
        private Optional<String> deviceNote = Optional.empty();
        private final Map<Stage, Duration> times = new EnumMap<>(Stage.class);

        private Builder() {}

        /**
         * Sets the deblurred image.
         *
         * @param value the image in the input's own format
         * @return this
         */
        public Builder image(Image value) {
            image = Objects.requireNonNull(value, "image");
            return this;
        }

        /**
         * Sets the network's output before clamping.
         *
         * @param value {@code [3, H, W]}
         * @return this
         */
        public Builder networkOutput(Tensor value) {
            networkOutput = Objects.requireNonNull(value, "networkOutput");
            return this;
        }

        /**
         * Sets the masks that guided the network.
         *
         * @param value the masks after grouping
         * @return this
         */
        public Builder masks(MaskSet value) {
            masks = Objects.requireNonNull(value, "masks");
            return this;
        }

        /**
         * Sets the regions in which the network has collapsed.
         *
         * @param value disjoint masks of the image's size; none by default
         * @return this
         */
        public Builder collapsedRegions(MaskSet value) {
            collapsedRegions = Optional.of(value);
            return this;
        }

        /**
         * Sets the description of the network.
         *
         * @param value the description
         * @return this
         */
        public Builder model(ModelInfo value) {
            model = Objects.requireNonNull(value, "model");
            return this;
        }

        /**
         * Sets the backend that ran the network.
         *
         * @param name its name; {@code custom} by default
         * @return this
         */
        public Builder backend(String name) {
            backend = Objects.requireNonNull(name, "backend");
            return this;
        }

        /**
         * Sets the device that the network ran on.
         *
         * @param value the processor by default
         * @return this
         */
        public Builder device(Device value) {
            device = Objects.requireNonNull(value, "device");
            return this;
        }

        /**
         * Sets the precision that the network was computed in.
         *
         * @param value 32-bit floats by default
         * @return this
         */
        public Builder precision(Precision value) {
            precision = Objects.requireNonNull(value, "precision");
            return this;
        }

        /**
         * Sets why a better device is not used.
         *
         * @param reason one line; none by default
         * @return this
         */
        public Builder deviceNote(String reason) {
            deviceNote = Optional.of(reason);
            return this;
        }

        /**
         * Sets how long each stage took.
         *
         * @param durations the stages that ran; copied
         * @return this
         */
        public Builder times(Map<Stage, Duration> durations) {
            times.clear();
            times.putAll(durations);
            return this;
        }

        /**
         * Builds the result.
         *
         * @return the result
         * @throws NullPointerException if image, network output, masks or model are missing
         */
        public DeblurResult build() {
            return new DeblurResult(this);
        }
    }
}
