package org.samdeblur.api;

/** A worker of a batch, whose networks take turns with those of other workers. */
final class BatchThread extends Thread {
    BatchThread(Runnable work) {
        super(work, "samdeblur-batch");
        setDaemon(true);
    }

    static boolean isCurrent() {
        return Thread.currentThread() instanceof BatchThread;
    }
}
