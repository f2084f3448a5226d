package org.samdeblur.cli.train;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.samdeblur.cli.console.Errors;

/**
 * The end of the process, as by Ctrl-C, while there is work to be saved: the work is asked to stop, and the process waits until it
 * has, but not for ever.
 */
final class Interruption implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Duration limit;
    private final PrintWriter err;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread hook = new Thread(this::ask, "samdeblur-interruption");
    private volatile boolean asked;

    /**
     * Prepares to hear of it; nobody tells yet.
     *
     * @param limit how long the process waits
     * @param err takes what there is to say
     */
    Interruption(Duration limit, PrintWriter err) {
        this.limit = limit;
        this.err = err;
    }

    /** Hears from now on of the end of the process. */
    static Interruption ofProcess(PrintWriter err) {
        Interruption interruption = new Interruption(LIMIT, err);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Whether work is to stop. */
    boolean isAsked() {
        return asked;
    }

    /** Asks the work to stop, and waits until it has. */
    void ask() {
        asked = true;
        err.println(Errors.oneLine("stopping after the step at hand, to save the training's state ..."));
        try {
            if (!stopped.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                err.println(Errors.oneLine("the step takes too long; steps after the newest checkpoint are lost"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says that the work has stopped. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending, and the hook is what waited
        }
    }
}
