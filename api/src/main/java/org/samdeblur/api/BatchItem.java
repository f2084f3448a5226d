package org.samdeblur.api;

import java.util.Optional;

/**
 * The outcome of one input of a {@link Batch}. Immutable.
 *
 * @param <T> the type of the input
 * @param <R> the type of the result
 * @since 0.1.0
 */
public final class BatchItem<T, R> {
    private final long index;
    private final T input;
    private final Optional<R> result;
    private final Optional<Exception> failure;

    private BatchItem(long index, T input, Optional<R> result, Optional<Exception> failure) {
        this.index = index;
        this.input = input;
        this.result = result;
        this.failure = failure;
    }

    static <T, R> BatchItem<T, R> done(long index, T input, R result) {
        return new BatchItem<>(index, input, Optional.of(result), Optional.empty());
    }

    static <T, R> BatchItem<T, R> failed(long index, T input, Exception failure) {
        return new BatchItem<>(index, input, Optional.empty(), Optional.of(failure));
    }

    /**
     * Returns the input's index.
     *
     * @return 0 for the first input
     */
    public long index() {
        return index;
    }

    /**
     * Returns the input.
     *
     * @return as it was given
     */
    public T input() {
        return input;
    }

    /**
     * Returns the result of the input.
     *
     * @return the result
     * @throws SamDeblurException if the input failed, with the {@linkplain #failure failure} as its cause
     */
    public R result() {
        return result.orElseThrow(() -> {
            Exception cause = failure.orElseThrow();
            return new SamDeblurException(input + " failed: " + cause.getMessage(), cause);
        });
    }

    /**
     * Returns why the input failed.
     *
     * @return the exception that the work threw; empty if there is a result. An {@link OutOfMemoryError} is reported as
     *     a {@link SamDeblurException}
     */
    public Optional<Exception> failure() {
        return failure;
    }

    @Override
    public String toString() {
        return "BatchItem[" + index + ", " + input + ", "
                + failure.map(cause -> "failed: " + cause.getMessage()).orElse("done") + "]";
    }
}
