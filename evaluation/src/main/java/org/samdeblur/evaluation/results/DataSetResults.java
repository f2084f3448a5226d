package org.samdeblur.evaluation.results;

import java.util.List;

/**
 * The figures of a data set's images.
 *
 * @param name the data set
 * @param images its images
 * @since 0.1.0
 */
public record DataSetResults(String name, List<ImageResult> images) {
    /**
     * Copies the list.
     *
     * @param name the data set
     * @param images its images
     */
    public DataSetResults {
        images = List.copyOf(images);
    }
}
