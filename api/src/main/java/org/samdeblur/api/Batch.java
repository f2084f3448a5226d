package org.samdeblur.api;

import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Processes many images, several at a time. The results are a stream in the order of the inputs. An input that fails is
 * reported as an item of the stream and does not stop the others.
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
 * <p>The stream is lazy: inputs are taken as results are requested. At any time, the number of inputs taken whose
 * results have not been delivered is at most twice the number of workers, so that memory does not grow with the number
 * of inputs.
 *
 * <p>Closing the stream cancels the batch: workers are interrupted, and {@code close} waits until they have stopped.
 * Interrupting the thread that waits for a result also cancels the batch and throws a {@link CancelledException} there.
 * Close the stream unless it was consumed to its end. Results are delivered to the thread that consumes the stream; do
 * not make it parallel.
 *
 * <p>Workers share the processors: the network of a {@link SamDeblur} runs for as many images at a time as there are
 * processors for its threads. By default, it uses a thread for each processor, and runs for one image at a time.
 * Meanwhile, other workers read, segment and write.
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
     * Processes a number of images at a time.
     *
     * @param count the number of worker threads, at least 1
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
     * Returns the number of worker threads.
     *
     * @return at least 1
     */
    public int workers() {
        return workers;
    }

    /**
     * Processes every input.
     *
     * @param inputs the inputs, such as files, taken one by one by the thread that consumes the results
     * @param work the work to do for each input, called by several threads at once
     * @param <T> the type of inputs
     * @param <R> the type of results
     * @return an item for every input, in their order; to be closed
     */
    public <T, R> Stream<BatchItem<T, R>> run(Iterable<? extends T> inputs, BatchWork<? super T, ? extends R> work) {
        return run(inputs.iterator(), work, () -> {});
    }

    /**
     * Processes every input.
     *
     * @param inputs the inputs, such as files, taken one by one by the thread that consumes the results; closed with
     *     the results
     * @param work the work to do for each input, called by several threads at once
     * @param <T> the type of inputs
     * @param <R> the type of results
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
