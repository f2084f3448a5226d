package org.samdeblur.api;

import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Work on many images, several at a time. Results come as a stream in the order of the inputs; an input that fails is one of
 * them, and does not stop the others.
 *
 * <pre>{@code
 * Batch batch = Batch.ofWorkers(2);
 * try (Stream<BatchItem<Path, DeblurResult>> results = deblur.deblurFiles(files, batch)) {
 *     results.forEach(item -> item.failure().ifPresentOrElse(
 *             failure -> log(item.input(), failure),
 *             () -> item.result().image().write(outputFor(item.input()))));
 * }
 * }</pre>
 *
 * <p>The stream is lazy: inputs are taken as results are asked for. At most twice as many inputs as there are workers have been
 * taken whose results have not been delivered, which bounds the memory, however many inputs there are.
 *
 * <p>Closing the stream cancels the batch: workers are interrupted, and {@code close} waits until they have stopped. So does
 * interrupting the thread that waits for a result, which ends with a {@link CancelledException}. Close the stream unless it was
 * consumed to its end. Results are delivered to the thread that consumes the stream; the stream is not to be made parallel.
 *
 * <p>Workers share the processors: the networks of one {@link SamDeblur} run for as many images at a time as the threads of each
 * allow, which is one image with the default of a thread for each processor. Meanwhile, other workers read, segment and write.
 *
 * <p>Immutable; safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Batch {
    private final int workers;

    private Batch(int workers) {
        this.workers = workers;
    }

    /**
     * Works on a number of images at a time.
     *
     * @param count the number of threads that work, at least 1
     * @return the settings
     * @throws IllegalArgumentException if the number is below 1
     */
    public static Batch ofWorkers(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a batch needs at least 1 worker, not " + count);
        }
        return new Batch(count);
    }

    /**
     * Returns the number of threads that work.
     *
     * @return at least 1
     */
    public int workers() {
        return workers;
    }

    /**
     * Does some work for every input.
     *
     * @param inputs the inputs, such as files, taken one by one by the thread that consumes the results
     * @param work what is done, by several threads at once
     * @param <T> an input
     * @param <R> what the work makes of it
     * @return an item for every input, in their order; to be closed
     */
    public <T, R> Stream<BatchItem<T, R>> run(Iterable<? extends T> inputs, BatchWork<? super T, ? extends R> work) {
        return run(inputs.iterator(), work, () -> {});
    }

    /**
     * Does some work for every input.
     *
     * @param inputs the inputs, such as files, taken one by one by the thread that consumes the results; closed with the results
     * @param work what is done, by several threads at once
     * @param <T> an input
     * @param <R> what the work makes of it
     * @return an item for every input, in their order; to be closed
     */
    public <T, R> Stream<BatchItem<T, R>> run(Stream<? extends T> inputs, BatchWork<? super T, ? extends R> work) {
        return run(inputs.iterator(), work, inputs::close);
    }

    private <T, R> Stream<BatchItem<T, R>> run(
            Iterator<? extends T> inputs, BatchWork<? super T, ? extends R> work, Runnable end) {
        Objects.requireNonNull(work, "work");
        BatchRun<T, R> run = new BatchRun<>(inputs, work, workers);
        return StreamSupport.stream(run, false).onClose(run::close).onClose(end);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Batch that && workers == that.workers;
    }

    @Override
    public int hashCode() {
        return workers;
    }

    @Override
    public String toString() {
        return "Batch[" + workers + " workers]";
    }
}
