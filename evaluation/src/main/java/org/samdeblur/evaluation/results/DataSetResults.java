package org.samdeblur.evaluation.results;

import java.util.List;

/**
 * The figures of the images in a data set. Immutable.
 *
 * @param name the data set's name
 * @param images the figures of its images
 * @since 0.1.0
 */
public record DataSetResults(String name, List<ImageResult> images) {
    /**
     * Copies the list.
     *
     * @param name the data set's name
     * @param images the figures of its images
     */
    public DataSetResults {
        images = List.copyOf(images);
    }
}
