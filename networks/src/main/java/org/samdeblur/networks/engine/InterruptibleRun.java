package org.samdeblur.networks.engine;

import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.spi.AbstractInterruptibleChannel;

/**
 * A run that {@link Thread#interrupt} ends, for runtimes that another thread can ask to stop. It is implemented as a
 * channel, because the JDK notifies channels of interrupts, in the interrupting thread.
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
     * The work of a run.
     *
     * @param <T> the type of the result
     * @param <E> the type of exception that it throws if it fails or is stopped
     */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        /**
         * Does the work.
         *
         * @return the result
         * @throws E if the work fails or is stopped
         */
        T run() throws E;
    }

    /**
     * Does the work in the calling thread.
     *
     * @param stop makes the work fail soon; called at most once, in the interrupting thread
     * @param network the network that runs, for the message
     * @param work the work
     * @param <T> the type of the result
     * @param <E> the type of exception that the work throws
     * @return the result of the work
     * @throws E if the work fails without an interrupt
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
            // interrupted: either the work has thrown, or it had finished and its result is valid
        }
    }

    @Override
    protected void implCloseChannel() {
        stopped = true;
        stop.run();
    }
}
