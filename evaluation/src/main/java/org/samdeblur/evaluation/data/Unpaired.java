package org.samdeblur.evaluation.data;

/**
 * An input without a pair.
 *
 * @param name the input's path within its data set, without suffix
 * @param problem what is missing or ambiguous: one line that names the files
 * @since 0.1.0
 */
public record Unpaired(String name, String problem) {}
