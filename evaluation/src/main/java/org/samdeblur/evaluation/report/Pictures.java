package org.samdeblur.evaluation.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.samdeblur.api.Image;
import org.samdeblur.evaluation.results.ImageResult;

/**
 * The pictures of one image in a report, all of the same size. Immutable.
 *
 * @since 0.1.0
 */
public final class Pictures {
    private final Image input;
    private final Optional<Image> masks;
    private final Map<String, Image> outputs;
    private final Image target;

    private Pictures(Image input, Optional<Image> masks, Map<String, Image> outputs, Image target) {
        this.input = Objects.requireNonNull(input, "input");
        this.masks = masks;
        this.outputs = outputs;
        this.target = Objects.requireNonNull(target, "target");
    }

    /**
     * Collects pictures, without masks.
     *
     * @param input the blurred image
     * @param outputs the methods' outputs, by the methods' names, in their order; copied
     * @param target the sharp image
     * @return the pictures
     */
    public static Pictures of(Image input, Map<String, Image> outputs, Image target) {
        return new Pictures(input, Optional.empty(), Collections.unmodifiableMap(new LinkedHashMap<>(outputs)), target);
    }

    /**
     * Returns these pictures with a picture of the masks.
     *
     * @param picture the masks, drawn over the input
     * @return the pictures
     */
    public Pictures withMasks(Image picture) {
        return new Pictures(input, Optional.of(picture), outputs, target);
    }

    /**
     * Returns the blurred image.
     *
     * @return the image
     */
    public Image input() {
        return input;
    }

    /**
     * Returns the masks, drawn over the input.
     *
     * @return the image; empty if there are no masks
     */
    public Optional<Image> masks() {
        return masks;
    }

    /**
     * Returns the methods' outputs.
     *
     * @return images by the methods' names, unmodifiable
     */
    public Map<String, Image> outputs() {
        return outputs;
    }

    /**
     * Returns the sharp image.
     *
     * @return the image
     */
    public Image target() {
        return target;
    }

    /** Provides the pictures of a report. */
    @FunctionalInterface
    public interface Source {
        /**
         * Returns the pictures of an image. Called only for images that are shown, one at a time.
         *
         * @param dataSet the data set's name
         * @param image the image
         * @return its pictures
         */
        Pictures of(String dataSet, ImageResult image);
    }
}
