package org.samdeblur.api;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Limits the number of calls that run at a time; others wait for their turn in order of arrival. */
final class CallLimit {
    private final int most;
    private final Semaphore turns;
    /** True during a call: a nested call must not wait for another turn. */
    private final ThreadLocal<Boolean> hasTurn = ThreadLocal.withInitial(() -> false);

    CallLimit(int most) {
        this.most = most;
        this.turns = new Semaphore(most, true);
    }

    /**
     * Runs a call.
     *
     * @throws CancelledException if the thread is interrupted while it waits
     */
    <T> T run(Supplier<T> call) {
        if (most == Integer.MAX_VALUE || hasTurn.get()) {
            return call.get();
        }
        try {
            turns.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while waiting for other calls");
        }
        hasTurn.set(true);
        try {
            return call.get();
        } finally {
            hasTurn.remove();
            turns.release();
        }
    }
}
