package org.samdeblur.backend.djl.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.concurrent.locks.ReentrantLock;
import org.samdeblur.api.BackendException;

/**
 * A recording of operations for differentiation. The engine supports one recording at a time in a process; other
 * recordings of this library wait.
 */
public final class Gradients implements AutoCloseable {
    private static final ReentrantLock TURN = new ReentrantLock();

    private final GradientCollector collector;

    private Gradients(GradientCollector collector) {
        this.collector = collector;
    }

    /**
     * Starts a recording. Waits until no other thread records.
     *
     * @param pytorch the engine
     * @return the recording, to be closed by the same thread
     * @throws BackendException if the application has opened a DJL gradient collector that is not closed
     * @throws IllegalStateException if this thread is recording already
     */
    public static Gradients record(PyTorch pytorch) {
        if (TURN.isHeldByCurrentThread()) {
            throw new IllegalStateException("this thread is recording gradients already");
        }
        TURN.lock();
        boolean recording = JniUtils.isGradMode();
        try {
            return new Gradients(pytorch.newGradientCollector());
        } catch (IllegalStateException e) {
            JniUtils.setGradMode(recording);
            TURN.unlock();
            throw new BackendException(
                    "another gradient collector is open in this process; close it before training", e);
        }
    }

    /**
     * Computes gradients, which are added to the present ones of the parameters.
     *
     * @param target the value to differentiate, a scalar
     */
    public void backward(NDArray target) {
        collector.backward(target);
    }

    /**
     * Sets a parameter's gradient to zero, if it has one.
     *
     * @param parameter an array that requires a gradient
     */
    public static void clear(NDArray parameter) {
        JniUtils.zeroGrad((PtNDArray) parameter);
    }

    /** Ends recording. */
    @Override
    public void close() {
        try {
            collector.close();
        } finally {
            TURN.unlock();
        }
    }

    /**
     * Does work without recording it, as is necessary for changing parameters in place. Threads other than the engine's
     * first record by default.
     *
     * @param work the work
     */
    public static void unrecorded(Runnable work) {
        boolean recording = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            work.run();
        } finally {
            JniUtils.setGradMode(recording);
        }
    }
}
