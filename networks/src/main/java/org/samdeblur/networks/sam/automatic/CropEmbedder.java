package org.samdeblur.networks.sam.automatic;

import org.samdeblur.api.Box;
import org.samdeblur.networks.sam.run.EmbeddedImage;

/** Shows parts of one image to the encoder. */
@FunctionalInterface
public interface CropEmbedder {
    /**
     * Embeds a part of the image.
     *
     * @param crop the part, within the image
     * @return the part as an image of its own
     */
    EmbeddedImage embed(Box crop);
}
