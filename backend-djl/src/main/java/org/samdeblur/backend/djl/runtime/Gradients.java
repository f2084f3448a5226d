package org.samdeblur.backend.djl.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.concurrent.locks.ReentrantLock;
import org.samdeblur.api.BackendException;

/**
 * A stretch of computing whose operations are recorded to be differentiated. The engine records for one such stretch in a
 * process at a time; others of this library wait for their turn.
 */
public final class Gradients implements AutoCloseable {
    private static final ReentrantLock TURN = new ReentrantLock();

    private final GradientCollector collector;

    private Gradients(GradientCollector collector) {
        this.collector = collector;
    }

    /**
     * Begins recording.
     *
     * @param pytorch the engine
     * @return the recording, to be closed in the same thread
     * @throws BackendException if a collector that DJL's caller opened himself is still open in this process
     * @throws IllegalStateException if this thread records already
     */
    public static Gradients record(PyTorch pytorch) {
        if (TURN.isHeldByCurrentThread()) {
            throw new IllegalStateException("this thread records gradients already");
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
     * Differentiates; gradients are added to those that parameters have.
     *
     * @param target one number
     */
    public void backward(NDArray target) {
        collector.backward(target);
    }

    /**
     * Sets a parameter's gradient to zero.
     *
     * @param parameter an array that gradients are computed for
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
     * Does work that nothing is recorded of, as changing parameters in place needs. Threads that are not the engine's first
     * record unless told not to.
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
