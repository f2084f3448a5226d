package org.samdeblur.evaluation.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.Image;
import org.samdeblur.evaluation.results.ImageResult;

/**
 * What there is to see of one image; all of one size.
 *
 * @param input the blurred image
 * @param masks the masks, drawn over the input
 * @param outputs what methods made of it, by the methods' names
 * @param target what it should be
 */
public record Pictures(Image input, Optional<Image> masks, Map<String, Image> outputs, Image target) {
    /**
     * Copies the map in its order.
     *
     * @param input the blurred image
     * @param masks the masks
     * @param outputs what methods made of it
     * @param target what it should be
     */
    public Pictures {
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /** Has the pictures at hand. */
    @FunctionalInterface
    public interface Source {
        /**
         * Fetches the pictures of an image. Called for those that are shown only, one at a time.
         *
         * @param dataSet the data set's name
         * @param image the image
         * @return its pictures
         */
        Pictures of(String dataSet, ImageResult image);
    }
}
