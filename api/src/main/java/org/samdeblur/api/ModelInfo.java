package org.samdeblur.api;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The description of a deblurring network. Immutable.
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

    /** The position of an image within the padded image. */
    public enum Placement {
        /** At the top left: the image is padded to the right and below. */
        TOP_LEFT,
        /**
         * In the middle: the image is padded on all sides. If the number of added rows or columns is odd, the bottom or
         * right side gets the extra one.
         */
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
     * Returns a builder whose defaults describe a network that takes colour images of any size.
     *
     * @param name the network's name, such as its file name; by default also its architecture
     * @return a builder
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /**
     * Describes a network that takes images of any size.
     *
     * @param name the network's name; also its architecture
     * @param inputChannels 3 + S: the image's channels and those of the masks
     * @return the description
     */
    public static ModelInfo of(String name, int inputChannels) {
        return builder(name).inputChannels(inputChannels).build();
    }

    /**
     * Returns a builder with the values of this description.
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
     * Returns this description with another padding.
     *
     * @param other the padding that the network was made for
     * @return the description
     */
    public ModelInfo withPadding(Padding other) {
        return toBuilder().padding(other).build();
    }

    /**
     * Returns the network's name.
     *
     * @return such as its file name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the network's architecture.
     *
     * @return such as {@code SegNAFNet}
     */
    public String architecture() {
        return architecture;
    }

    /**
     * Returns how many channels the network takes.
     *
     * @return 3 + S: the image's channels and those of the masks
     */
    public int inputChannels() {
        return inputChannels;
    }

    /**
     * Returns the number that heights and widths must be multiples of.
     *
     * @return 1 or more
     */
    public int sizeMultiple() {
        return sizeMultiple;
    }

    /**
     * Returns how images are padded to such sizes, unless the user sets another padding.
     *
     * @return the padding that the network was made for
     */
    public Padding padding() {
        return padding;
    }

    /**
     * Returns the position of an image within the padded image.
     *
     * @return the placement that the network was made for
     */
    public Placement placement() {
        return placement;
    }

    /**
     * Returns whether the network takes square images only.
     *
     * @return true if height and width must be equal
     */
    public boolean isSquare() {
        return square;
    }

    /**
     * Returns the edge of the square patches that the network was trained on. Tiles of that size suit the network best;
     * they are not chosen automatically.
     *
     * @return pixels; empty if unknown
     */
    public OptionalInt window() {
        return window;
    }

    /**
     * Returns the only size that the network takes.
     *
     * @return the size; empty if the network takes several sizes
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

    /** Collects the values of a {@link ModelInfo}. Not safe for use by multiple threads. */
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
         * Sets the network's architecture.
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
         * @param channels 3 + S, 3 by default
         * @return this
         */
        public Builder inputChannels(int channels) {
            inputChannels = channels;
            return this;
        }

        /**
         * Sets the number that heights and widths must be multiples of.
         *
         * @param multiple 1 or more; 1 by default
         * @return this
         */
        public Builder sizeMultiple(int multiple) {
            sizeMultiple = multiple;
            return this;
        }

        /**
         * Sets how images are padded.
         *
         * @param fill the padding that the network was made for; {@link Padding#ZERO} by default
         * @return this
         */
        public Builder padding(Padding fill) {
            padding = fill;
            return this;
        }

        /**
         * Sets the position of an image within the padded image.
         *
         * @param place the placement that the network was made for; {@link Placement#TOP_LEFT} by default
         * @return this
         */
        public Builder placement(Placement place) {
            placement = place;
            return this;
        }

        /**
         * Sets whether the network takes square images only.
         *
         * @param only true if height and width must be equal; false by default
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
         * Builds the description.
         *
         * @return the description
         * @throws IllegalArgumentException if there are fewer than 3 input channels, or the size multiple is below 1
         */
        public ModelInfo build() {
            return new ModelInfo(this);
        }
    }
}
