package org.samdeblur.networks.sam.run;

import java.util.Map;
import org.samdeblur.api.Tensor;

/**
 * What an encoder makes of an image.
 *
 * @param embedding {@code [1, C, E, E]}
 * @param finer a SAM 2's finer maps by the names of {@link org.samdeblur.networks.sam.graph.DecoderNames#FINER}; else none
 */
public record ImageFeatures(Tensor embedding, Map<String, Tensor> finer) {
    /**
     * Copies the map.
     *
     * @param embedding {@code [1, C, E, E]}
     * @param finer the finer maps by name
     */
    public ImageFeatures {
        finer = Map.copyOf(finer);
    }

    /**
     * Makes the features of an encoder that makes an embedding alone.
     *
     * @param embedding {@code [1, C, E, E]}
     * @return the features
     */
    public static ImageFeatures of(Tensor embedding) {
        return new ImageFeatures(embedding, Map.of());
    }
}
