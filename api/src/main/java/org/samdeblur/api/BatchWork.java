package org.samdeblur.api;

/**
 * What a {@link Batch} does for every input. Called by several threads at once.
 *
 * @param <T> the type of inputs, such as a file
 * @param <R> the type of results
 * @since 0.1.0
 */
@FunctionalInterface
public interface BatchWork<T, R> {
    /**
     * Processes one input. The thread is interrupted if the batch is cancelled.
     *
     * @param input the input
     * @return the result
     * @throws Exception if it fails, which is reported as this input's {@linkplain BatchItem#failure failure}
     */
    R process(T input) throws Exception;
}
