package org.samdeblur.api;

/**
 * The Mask Average Pooling unit (SAM-Deblur, section 2.2): encodes the image to S channels, and replaces these by their
 * mean over each mask. Where masks overlap, their means add up. Pixels that no mask covers form one more mask.
 *
 * <p>It runs on the whole image, before the image is cut into tiles, so that an object has the same mean in all of
 * them.
 *
 * @since 0.1.0
 */
public interface MapUnit extends MaskGuidance {
    /**
     * Returns the weights of this unit's encoder.
     *
     * @return the encoder
     */
    MapEncoder encoder();

    @Override
    default int channels() {
        return encoder().channels();
    }

    @Override
    default Grouping grouping() {
        return Grouping.OVERLAY;
    }

    /**
     * Combines this unit with a network of 3 + S input channels: the image's three channels come first, this unit's
     * channels follow.
     *
     * @param network a network that takes {@link #channels()} channels in addition to the image's three
     * @return a model with this unit as its guidance; closing it closes the network
     * @throws InvalidModelException if the network takes another number of channels
     */
    default DeblurModel wrap(DeblurModel network) {
        return new GuidedModel(this, network);
    }

    /**
     * Creates a MAP unit from an encoder, with the installed provider.
     *
     * @param encoder the weights
     * @return the unit
     * @throws SamDeblurException if no provider, such as {@code samdeblur-map-unit}, is installed
     */
    static MapUnit of(MapEncoder encoder) {
        return MapUnitProvider.installed().mapUnit(encoder);
    }
}
