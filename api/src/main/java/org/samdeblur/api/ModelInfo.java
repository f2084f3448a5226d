package org.samdeblur.api;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the pipeline and a user need to know of a deblurring network. Immutable.
 *
 * @since 0.1.0
 */
public final class ModelInfo {
    private final String name;
    private final String architecture;
    private final int inputChannels;
    private final int sizeMultiple;
    private final Padding padding;
    private final Placement placement;
    private final boolean square;
    private final OptionalInt window;
    private final Optional<ImageSize> fixedSize;
    private final long parameters;

    /** Where an image lies in the larger one that it is filled up to. */
    public enum Placement {
        /** At the top left: it is filled up at the right and below. */
        TOP_LEFT,
        /** In the middle: it is filled up on all sides, a pixel more at the right and below where the number is odd. */
        CENTER
    }

    private ModelInfo(Builder builder) {
        name = Objects.requireNonNull(builder.name, "name");
        architecture = Objects.requireNonNull(builder.architecture, "architecture");
        inputChannels = builder.inputChannels;
        sizeMultiple = builder.sizeMultiple;
        padding = Objects.requireNonNull(builder.padding, "padding");
        placement = Objects.requireNonNull(builder.placement, "placement");
        square = builder.square;
        window = Objects.requireNonNull(builder.window, "window");
        fixedSize = Objects.requireNonNull(builder.fixedSize, "fixedSize");
        parameters = builder.parameters;
        if (inputChannels < Image.COLOUR_CHANNELS || sizeMultiple < 1) {
            throw new IllegalArgumentException("a deblurring network takes at least 3 channels and a size multiple of"
                    + " at least 1, not " + inputChannels + " and " + sizeMultiple);
        }
    }

    /**
     * Describes a network that takes colour images of any size, until more is said.
     *
     * @param name what to call it, such as its file name; also its architecture until that is set
     * @return a builder
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /**
     * Describes a network that takes images of any size.
     *
     * @param name what to call it; also its architecture
     * @param inputChannels C + S
     * @return the description
     */
    public static ModelInfo of(String name, int inputChannels) {
        return builder(name).inputChannels(inputChannels).build();
    }

    /**
     * Begins another description with what this one says.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder(name);
        builder.architecture = architecture;
        builder.inputChannels = inputChannels;
        builder.sizeMultiple = sizeMultiple;
        builder.padding = padding;
        builder.placement = placement;
        builder.square = square;
        builder.window = window;
        builder.fixedSize = fixedSize;
        builder.parameters = parameters;
        return builder;
    }

    /**
     * Describes the same network, made for images that are filled up in another way.
     *
     * @param other what fills images up unless the user asks for another
     * @return the description
     */
    public ModelInfo withPadding(Padding other) {
        return toBuilder().padding(other).build();
    }

    /**
     * Returns what to call the network.
     *
     * @return such as its file name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the kind of network.
     *
     * @return such as {@code SegNAFNet}
     */
    public String architecture() {
        return architecture;
    }

    /**
     * Returns how many channels the network takes.
     *
     * @return C + S, the image's three and those of the masks
     */
    public int inputChannels() {
        return inputChannels;
    }

    /**
     * Returns what heights and widths have to be multiples of.
     *
     * @return 1 or more
     */
    public int sizeMultiple() {
        return sizeMultiple;
    }

    /**
     * Returns what fills images up to such sizes unless the user asks for another.
     *
     * @return the padding that the network was made for
     */
    public Padding padding() {
        return padding;
    }

    /**
     * Returns where an image lies in what it is filled up to.
     *
     * @return the placement that the network was made for
     */
    public Placement placement() {
        return placement;
    }

    /**
     * Returns whether the network takes square images only.
     *
     * @return whether height and width have to be equal
     */
    public boolean isSquare() {
        return square;
    }

    /**
     * Returns the edge of the square patches that the network was trained on, where that is known.
     *
     * @return pixels; informative, as tiles of that size suit the network best
     */
    public OptionalInt window() {
        return window;
    }

    /**
     * Returns the only size that the network takes.
     *
     * @return the size, empty if it takes others
     */
    public Optional<ImageSize> fixedSize() {
        return fixedSize;
    }

    /**
     * Returns the number of weights.
     *
     * @return the number, 0 if unknown
     */
    public long parameters() {
        return parameters;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ModelInfo info
                && name.equals(info.name)
                && architecture.equals(info.architecture)
                && inputChannels == info.inputChannels
                && sizeMultiple == info.sizeMultiple
                && padding == info.padding
                && placement == info.placement
                && square == info.square
                && window.equals(info.window)
                && fixedSize.equals(info.fixedSize)
                && parameters == info.parameters;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, architecture, inputChannels, sizeMultiple, padding, fixedSize, parameters);
    }

    @Override
    public String toString() {
        return name + " (" + architecture + ", " + inputChannels + " channels, multiples of " + sizeMultiple + ", "
                + parameters + " parameters)";
    }

    /** Collects a description. For use by one thread. */
    public static final class Builder {
        private final String name;
        private String architecture;
        private int inputChannels = Image.COLOUR_CHANNELS;
        private int sizeMultiple = 1;
        private Padding padding = Padding.ZERO;
        private Placement placement = Placement.TOP_LEFT;
        private boolean square;
        private OptionalInt window = OptionalInt.empty();
        private Optional<ImageSize> fixedSize = Optional.empty();
        private long parameters;

        private Builder(String name) {
            this.name = name;
            this.architecture = name;
        }

        /**
         * Sets the kind of network.
         *
         * @param kind such as {@code SegNAFNet}
         * @return this
         */
        public Builder architecture(String kind) {
            architecture = kind;
            return this;
        }

        /**
         * Sets how many channels the network takes.
         *
         * @param channels C + S, 3 or more
         * @return this
         */
        public Builder inputChannels(int channels) {
            inputChannels = channels;
            return this;
        }

        /**
         * Sets what heights and widths have to be multiples of.
         *
         * @param multiple 1 or more
         * @return this
         */
        public Builder sizeMultiple(int multiple) {
            sizeMultiple = multiple;
            return this;
        }

        /**
         * Sets what fills images up.
         *
         * @param fill the padding that the network was made for
         * @return this
         */
        public Builder padding(Padding fill) {
            padding = fill;
            return this;
        }

        /**
         * Sets where an image lies in what it is filled up to.
         *
         * @param place the placement that the network was made for
         * @return this
         */
        public Builder placement(Placement place) {
            placement = place;
            return this;
        }

        /**
         * Sets whether the network takes square images only.
         *
         * @param only whether height and width have to be equal
         * @return this
         */
        public Builder square(boolean only) {
            square = only;
            return this;
        }

        /**
         * Sets the edge of the square patches that the network was trained on.
         *
         * @param pixels the edge, 1 or more
         * @return this
         */
        public Builder window(int pixels) {
            window = OptionalInt.of(pixels);
            return this;
        }

        /**
         * Sets the only size that the network takes.
         *
         * @param size the size
         * @return this
         */
        public Builder fixedSize(ImageSize size) {
            fixedSize = Optional.of(size);
            return this;
        }

        /**
         * Sets the number of weights.
         *
         * @param count the number, 0 if unknown
         * @return this
         */
        public Builder parameters(long count) {
            parameters = count;
            return this;
        }

        /**
         * Finishes the description.
         *
         * @return the description
         * @throws IllegalArgumentException if the network has fewer than three input channels or no size multiple
         */
        public ModelInfo build() {
            return new ModelInfo(this);
        }
    }
}
