package org.samdeblur.backend.openvino.runtime;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.samdeblur.api.Tensor;

/**
 * An inference request, which runs a compiled model once at a time. Keeps its native memory between runs, until it is
 * closed.
 */
final class InferRequest implements AutoCloseable {
    private final OpenVinoRuntime runtime;
    private final Pointer request;
    private final int floats;

    /** The buffers that the runtime reads and writes during a run. */
    private final List<FloatBuffer> inUse = new ArrayList<>();

    private InferRequest(OpenVinoRuntime runtime, Pointer request, int floats) {
        this.runtime = runtime;
        this.request = request;
        this.floats = floats;
    }

    static InferRequest of(OpenVinoRuntime runtime, Pointer compiled, int floats) throws OpenVinoException {
        PointerByReference request = new PointerByReference();
        runtime.check(runtime.library().ovCompiledModelCreateInferRequest(compiled, request));
        return new InferRequest(runtime, request.getValue(), floats);
    }

    void input(int index, Tensor tensor) throws OpenVinoException {
        Pointer handle = handle(tensor.data(), tensor.shape());
        try {
            runtime.check(runtime.library().ovInferRequestSetInputTensorByIndex(request, index, handle));
        } finally {
            runtime.library().ovTensorFree(handle);
        }
    }

    void output(int index, FloatBuffer buffer, int[] shape) throws OpenVinoException {
        Pointer handle = handle(buffer, shape);
        try {
            runtime.check(runtime.library().ovInferRequestSetOutputTensorByIndex(request, index, handle));
        } finally {
            runtime.library().ovTensorFree(handle);
        }
    }

    private Pointer handle(FloatBuffer given, int[] shape) throws OpenVinoException {
        FloatBuffer buffer = given.slice();
        inUse.add(buffer);
        PointerByReference handle = new PointerByReference();
        runtime.check(runtime.library()
                .ovTensorCreateFromHostPtr(
                        floats, NativeShape.of(shape), Native.getDirectBufferPointer(buffer), handle));
        return handle.getValue();
    }

    void infer() throws OpenVinoException {
        runtime.check(runtime.library().ovInferRequestInfer(request));
        Reference.reachabilityFence(inUse);
    }

    /** Ends a run in progress after the current node. May be called by any thread. */
    void cancel() {
        runtime.library().ovInferRequestCancel(request);
    }

    /** Copies an output that the runtime has allocated. */
    Tensor output(int index) throws OpenVinoException {
        PointerByReference handle = new PointerByReference();
        runtime.check(runtime.library().ovInferRequestGetOutputTensorByIndex(request, index, handle));
        try {
            int[] shape = shape(handle.getValue());
            PointerByReference data = new PointerByReference();
            runtime.check(runtime.library().ovTensorData(handle.getValue(), data));
            return Tensor.create(
                    values -> values.put(data.getValue()
                            .getByteBuffer(0, (long) values.remaining() * Float.BYTES)
                            .order(ByteOrder.nativeOrder())
                            .asFloatBuffer()),
                    shape);
        } finally {
            runtime.library().ovTensorFree(handle.getValue());
        }
    }

    private int[] shape(Pointer handle) throws OpenVinoException {
        try (Memory shape = new Memory(NativeShape.BYTES)) {
            runtime.check(runtime.library().ovTensorGetShape(handle, shape));
            int[] sizes = NativeShape.read(shape);
            runtime.library().ovShapeFree(shape);
            return sizes;
        }
    }

    /** Drops references to the buffers of the last run. All are set again before the next one. */
    void forget() {
        inUse.clear();
    }

    @Override
    public void close() {
        runtime.library().ovInferRequestFree(request);
    }
}
