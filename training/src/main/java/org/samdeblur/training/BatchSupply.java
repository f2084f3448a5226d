package org.samdeblur.training;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.samdeblur.api.CancelledException;
import org.samdeblur.api.SamDeblurException;

/** Makes the next batch while the network trains on the present one. Owns its thread. */
final class BatchSupply implements AutoCloseable {
    private final TrainingData data;
    private final long steps;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "samdeblur-training-data");
        thread.setDaemon(true);
        return thread;
    });
    private Future<TrainingBatch> next;

    /** Starts making the batch of the first step. */
    BatchSupply(TrainingData data, long first, long steps) {
        this.data = data;
        this.steps = steps;
        next = worker.submit(() -> data.batch(first));
    }

    /** Waits for the batch of a step, and starts making that of the next. To be called with consecutive steps. */
    TrainingBatch take(long step) {
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted before the wait");
            }
            TrainingBatch batch = next.get();
            if (step + 1 < steps) {
                next = worker.submit(() -> data.batch(step + 1));
            }
            return batch;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new SamDeblurException(
                            "the batch of step " + step + " cannot be made: " + e.getCause(), e.getCause());
        } catch (InterruptedException | CancellationException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while waiting for the batch of step " + step, e);
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
