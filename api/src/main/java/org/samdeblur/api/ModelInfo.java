package org.samdeblur.api;

import java.util.Objects;
import java.util.Optional;

/**
 * What the pipeline and a user need to know of a deblurring network.
 *
 * @param name what to call it, such as its file name
 * @param architecture the kind of network, such as {@code SegNAFNet}
 * @param inputChannels C + S, the image's three and those of the masks
 * @param sizeMultiple heights and widths it takes are multiples of this, 1 or more
 * @param padding what fills images up to those sizes unless the user asks for another
 * @param fixedSize the only size it takes, if it takes only one
 * @param parameters the number of its weights, 0 if unknown
 */
public record ModelInfo(
        String name,
        String architecture,
        int inputChannels,
        int sizeMultiple,
        Padding padding,
        Optional<ImageSize> fixedSize,
        long parameters) {
    /**
     * Checks the ranges.
     *
     * @param name what to call it, such as its file name
     * @param architecture the kind of network, such as {@code SegNAFNet}
     * @param inputChannels C + S, the image's three and those of the masks
     * @param sizeMultiple heights and widths it takes are multiples of this, 1 or more
     * @param padding what fills images up to those sizes unless the user asks for another
     * @param fixedSize the only size it takes, if it takes only one
     * @param parameters the number of its weights, 0 if unknown
     * @throws IllegalArgumentException if the network has fewer than three input channels or no size multiple
     */
    public ModelInfo {
        Objects.requireNonNull(name);
        Objects.requireNonNull(architecture);
        Objects.requireNonNull(padding);
        Objects.requireNonNull(fixedSize);
        if (inputChannels < 3 || sizeMultiple < 1) {
            throw new IllegalArgumentException("a deblurring network takes at least 3 channels and a size multiple of"
                    + " at least 1, not " + inputChannels + " and " + sizeMultiple);
        }
    }

    /**
     * Describes a network that takes images of any size.
     *
     * @param name what to call it; also its architecture
     * @param inputChannels C + S
     * @return the description
     */
    public static ModelInfo of(String name, int inputChannels) {
        return new ModelInfo(name, name, inputChannels, 1, Padding.ZERO, Optional.empty(), 0);
    }

    /**
     * Describes the same network, made for images that are filled up in another way.
     *
     * @param other what fills images up unless the user asks for another
     * @return the description
     */
    public ModelInfo withPadding(Padding other) {
        return new ModelInfo(name, architecture, inputChannels, sizeMultiple, other, fixedSize, parameters);
    }
}
