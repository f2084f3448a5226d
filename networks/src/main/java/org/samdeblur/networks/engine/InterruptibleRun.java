package org.samdeblur.networks.engine;

import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.spi.AbstractInterruptibleChannel;

/**
 * A run that {@link Thread#interrupt} ends, for runtimes that another thread can ask to stop. It is implemented as a
 * channel, because the JDK notifies channels of interrupts, in the thread that interrupts.
 *
 * @since 0.1.0
 */
public final class InterruptibleRun extends AbstractInterruptibleChannel {
    private final Runnable stop;
    private volatile boolean stopped;

    private InterruptibleRun(Runnable stop) {
        this.stop = stop;
    }

    /**
     * A run.
     *
     * @param <T> the type of the result
     * @param <E> how it fails, also when it is stopped
     */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        /**
         * Runs.
         *
         * @return what it makes
         * @throws E if it fails or is stopped
         */
        T run() throws E;
    }

    /**
     * Does the work in this thread.
     *
     * @param stop makes the work fail soon; called at most once, in the thread that interrupts
     * @param network what runs, for the message
     * @param work the work
     * @param <T> the type of the result
     * @param <E> how it fails
     * @return what the work makes
     * @throws E if the work fails by itself
     * @throws org.samdeblur.api.CancelledException if an interrupt ended it; the thread's interrupt status stays set
     */
    public static <T, E extends Exception> T of(Runnable stop, Object network, Work<T, E> work) throws E {
        return new InterruptibleRun(stop).run(network, work);
    }

    private <T, E extends Exception> T run(Object network, Work<T, E> work) throws E {
        begin();
        try {
            if (stopped) {
                throw Interruption.cancelled(network);
            }
            return work.run();
        } catch (Exception e) {
            if (stopped) {
                throw Interruption.cancelled(network);
            }
            throw e;
        } finally {
            endQuietly();
        }
    }

    private void endQuietly() {
        try {
            end(true);
        } catch (AsynchronousCloseException e) {
            // the run was interrupted: it has thrown, or was finished already and what it made counts
        }
    }

    @Override
    protected void implCloseChannel() {
        stopped = true;
        stop.run();
    }
}
