package org.samdeblur.backend.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import org.samdeblur.networks.engine.Interruption;

/**
 * A run that {@link Thread#interrupt} ends after the node that is being computed. The JDK tells a channel that the thread using it
 * is interrupted, from the thread that interrupts; so a run is wrapped as if it were one.
 */
final class InterruptibleRun extends AbstractInterruptibleChannel {
    private final RunOptions options;
    private volatile boolean terminated;

    private InterruptibleRun(RunOptions options) {
        this.options = options;
    }

    interface Work<T> {
        T run() throws OrtException;
    }

    /**
     * Does the work in this thread.
     *
     * @param options those of the work's runs, used for no others
     * @param network what runs, for the message
     * @throws org.samdeblur.api.CancelledException if an interrupt ended it; the thread's interrupt status stays set
     */
    static <T> T of(RunOptions options, Object network, Work<T> work) throws OrtException {
        return new InterruptibleRun(options).run(network, work);
    }

    private <T> T run(Object network, Work<T> work) throws OrtException {
        begin();
        try {
            return work.run();
        } catch (OrtException e) {
            if (terminated) {
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

    /** Called once, in the thread that interrupts; the runtime allows it at any time. */
    @Override
    protected void implCloseChannel() throws IOException {
        try {
            terminated = true;
            options.setTerminate(true);
        } catch (OrtException e) {
            throw new IOException(e);
        }
    }
}
