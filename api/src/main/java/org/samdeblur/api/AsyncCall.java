package org.samdeblur.api;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** A call on an executor's thread. Cancelling its future interrupts the thread, but only while the call runs. */
final class AsyncCall<T> implements Runnable {
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private final Supplier<T> call;
    private Thread thread;
    private boolean interrupted;

    private AsyncCall(Supplier<T> call) {
        this.call = call;
    }

    static <T> CompletableFuture<T> submit(Executor executor, Supplier<T> call) {
        AsyncCall<T> task = new AsyncCall<>(call);
        executor.execute(task);
        task.future.whenComplete((result, failure) -> {
            if (task.future.isCancelled()) {
                task.interrupt();
            }
        });
        return task.future;
    }

    @Override
    public void run() {
        if (!begin()) {
            return;
        }
        T result = null;
        Throwable failure = null;
        try {
            result = call.get();
        } catch (Throwable e) {
            failure = e;
        } finally {
            end();
        }
        if (failure == null) {
            future.complete(result);
        } else {
            future.completeExceptionally(failure);
        }
    }

    private synchronized boolean begin() {
        if (future.isDone()) {
            return false;
        }
        thread = Thread.currentThread();
        return true;
    }

    private synchronized void interrupt() {
        if (thread != null) {
            interrupted = true;
            thread.interrupt();
        }
    }

    /** Clears an interrupt that was meant for this call, so that it does not reach the executor's next task. */
    private synchronized void end() {
        thread = null;
        if (interrupted) {
            Thread.interrupted();
        }
    }
}
