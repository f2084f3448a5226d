package org.samdeblur.evaluation.results;

/**
 * Something that could not be evaluated.
 *
 * @param dataSet the data set's name
 * @param image the image's name within it
 * @param description what went wrong, in one line
 * @since 0.1.0
 */
public record Problem(String dataSet, String image, String description) {}
