package org.samdeblur.api;

/**
 * The Mask Average Pooling unit (SAM-Deblur, section 2.2): encodes the image to S channels, and writes over every mask
 * the mean of the encoding under it. Overlapping masks add up; what no mask covers is one more mask.
 *
 * <p>It runs on the whole image before a network sees any tile of it, so that an object keeps one mean everywhere.
 *
 * @since 0.1.0
 */
public interface MapUnit extends MaskGuidance {
    /**
     * Returns the weights this unit encodes with.
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
     * Gives a network of C + S input channels its masks: the image's channels first, this unit's after them.
     *
     * @param network a network that takes {@link #channels()} channels in addition to the image's three
     * @return a model that runs the network behind this unit; closing it closes the network
     * @throws InvalidModelException if the network takes another number of channels
     */
    default DeblurModel wrap(DeblurModel network) {
        return new GuidedModel(this, network);
    }

    /**
     * Makes a MAP unit from an encoder, by the provider that is installed.
     *
     * @param encoder the weights
     * @return the unit
     * @throws SamDeblurException if {@code samdeblur-map-unit} is missing
     */
    static MapUnit of(MapEncoder encoder) {
        return MapUnitProvider.installed().mapUnit(encoder);
    }
}
