package org.samdeblur.api;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Objects;
import java.util.Queue;
import java.util.Spliterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A batch in progress: takes inputs, has workers process them, and delivers results in order. For use by one thread.
 */
final class BatchRun<T, R> implements Spliterator<BatchItem<T, R>> {
    private static final int TAKEN_FOR_EACH_WORKER = 2;
    private static final long IDLE_SECONDS = 1;
    private static final String OUT_OF_MEMORY =
            "needs more memory than Java may use; raise the limit (-Xmx), use fewer workers, or scale the image down";

    private final Iterator<? extends T> inputs;
    private final BatchWork<? super T, ? extends R> work;
    private final int mostTaken;
    private final ThreadPoolExecutor pool;
    private final Queue<Future<BatchItem<T, R>>> taken = new ArrayDeque<>();
    private long next;

    BatchRun(Iterator<? extends T> inputs, BatchWork<? super T, ? extends R> work, int workers) {
        this.inputs = inputs;
        this.work = work;
        this.mostTaken = TAKEN_FOR_EACH_WORKER * workers;
        this.pool = new ThreadPoolExecutor(
                workers, workers, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), BatchThread::new);
        // A stream that is neither consumed to its end nor closed leaves no threads behind.
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public boolean tryAdvance(Consumer<? super BatchItem<T, R>> action) {
        BatchItem<T, R> item;
        try {
            takeInputs();
            if (taken.isEmpty()) {
                pool.shutdown();
                return false;
            }
            item = await(taken.remove());
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
        action.accept(item);
        return true;
    }

    private void takeInputs() {
        while (taken.size() < mostTaken && !pool.isShutdown() && inputs.hasNext()) {
            T input = Objects.requireNonNull(inputs.next(), "input");
            long index = next++;
            taken.add(pool.submit(() -> process(index, input)));
        }
    }

    private BatchItem<T, R> process(long index, T input) {
        try {
            return BatchItem.done(index, input, Objects.requireNonNull(work.process(input), "the work's result"));
        } catch (OutOfMemoryError e) {
            return BatchItem.failed(index, input, new SamDeblurException(input + " " + OUT_OF_MEMORY, e));
        } catch (Exception e) {
            return BatchItem.failed(index, input, e);
        }
    }

    private BatchItem<T, R> await(Future<BatchItem<T, R>> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException(
                    "interrupted while waiting for image " + (next - taken.size()) + " of a batch");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Interrupts the workers and waits until they have stopped, even if the calling thread is interrupted. */
    void close() {
        pool.shutdownNow();
        boolean interrupted = false;
        while (!pool.isTerminated()) {
            try {
                pool.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        taken.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Spliterator<BatchItem<T, R>> trySplit() {
        return null;
    }

    @Override
    public long estimateSize() {
        return Long.MAX_VALUE;
    }

    @Override
    public int characteristics() {
        return ORDERED | NONNULL;
    }
}
