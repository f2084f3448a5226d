package org.samdeblur.backend.openvino.runtime;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.InterruptibleRun;

/**
 * A model compiled for a device. Safe for use by multiple threads. It is released when it is closed and has been given
 * back as often as it was retained.
 */
public final class CompiledModel implements AutoCloseable {
    private final OpenVinoRuntime runtime;
    private final Pointer compiled;
    private final int floats;
    private final List<Optional<int[]>> outputShapes;
    private final Deque<InferRequest> idle = new ArrayDeque<>();
    private int holders = 1;

    private CompiledModel(OpenVinoRuntime runtime, Pointer compiled, int floats, List<Optional<int[]>> outputShapes) {
        this.runtime = runtime;
        this.compiled = compiled;
        this.floats = floats;
        this.outputShapes = outputShapes;
    }

    static CompiledModel of(OpenVinoRuntime runtime, Pointer compiled, int inputs, int outputs)
            throws OpenVinoException {
        try {
            // the numbers of element types differ between releases, so that of floats is read from the model
            int floats = inputs == 0 ? 0 : elementType(runtime, compiled);
            List<Optional<int[]>> shapes = new ArrayList<>();
            for (int i = 0; i < outputs; i++) {
                shapes.add(outputShape(runtime, compiled, i));
            }
            return new CompiledModel(runtime, compiled, floats, List.copyOf(shapes));
        } catch (OpenVinoException | RuntimeException e) {
            runtime.library().ovCompiledModelFree(compiled);
            throw e;
        }
    }

    private static int elementType(OpenVinoRuntime runtime, Pointer compiled) throws OpenVinoException {
        CInterface library = runtime.library();
        PointerByReference port = new PointerByReference();
        IntByReference type = new IntByReference();
        runtime.check(library.ovCompiledModelInputByIndex(compiled, 0, port));
        try {
            runtime.check(library.ovPortGetElementType(port.getValue(), type));
        } finally {
            library.ovOutputConstPortFree(port.getValue());
        }
        return type.getValue();
    }

    /** Returns the shape of an output; empty if it depends on the inputs. */
    private static Optional<int[]> outputShape(OpenVinoRuntime runtime, Pointer compiled, int index)
            throws OpenVinoException {
        CInterface library = runtime.library();
        PointerByReference port = new PointerByReference();
        runtime.check(library.ovCompiledModelOutputByIndex(compiled, index, port));
        try (Memory shape = new Memory(NativeShape.BYTES)) {
            if (library.ovConstPortGetShape(port.getValue(), shape) != 0) {
                return Optional.empty();
            }
            int[] sizes = NativeShape.read(shape);
            library.ovShapeFree(shape);
            return Optional.of(sizes);
        } finally {
            library.ovOutputConstPortFree(port.getValue());
        }
    }

    /**
     * Runs the model. Inputs are not copied. Outputs are written directly to the tensors that are returned, unless
     * their shapes depend on the inputs.
     *
     * @param network the network, for messages
     * @param inputs the inputs in the graph's order, with the shapes that the model is compiled for
     * @return the outputs, in the graph's order
     * @throws OpenVinoException if the runtime fails
     * @throws org.samdeblur.api.CancelledException if an interrupt ended the run
     */
    public List<Tensor> run(Object network, List<Tensor> inputs) throws OpenVinoException {
        InferRequest request = take();
        try {
            feed(request, inputs);
            List<Optional<Tensor>> outputs = new ArrayList<>();
            for (int i = 0; i < outputShapes.size(); i++) {
                Optional<Tensor> output = outputShapes.get(i).map(CompiledModel::allocate);
                if (output.isPresent()) {
                    request.output(i, output.get().data(), output.get().shape());
                }
                outputs.add(output);
            }
            infer(request, network);
            List<Tensor> made = new ArrayList<>();
            for (int i = 0; i < outputs.size(); i++) {
                made.add(outputs.get(i).isPresent() ? outputs.get(i).get() : request.output(i));
            }
            return made;
        } finally {
            putBack(request);
        }
    }

    /**
     * Runs the model and writes the outputs into the given buffers.
     *
     * @param network the network, for messages
     * @param inputs the inputs in the graph's order, with the shapes that the model is compiled for
     * @param outputs direct buffers in native byte order, in the graph's order, for which {@link #fit} returns true
     * @throws OpenVinoException if the runtime fails
     * @throws org.samdeblur.api.CancelledException if an interrupt ended the run
     */
    public void run(Object network, List<Tensor> inputs, List<FloatBuffer> outputs) throws OpenVinoException {
        InferRequest request = take();
        try {
            feed(request, inputs);
            for (int i = 0; i < outputs.size(); i++) {
                request.output(i, outputs.get(i), outputShapes.get(i).orElseThrow());
            }
            infer(request, network);
        } finally {
            putBack(request);
        }
    }

    /**
     * Returns whether the outputs are known to have the sizes of buffers.
     *
     * @param outputs buffers in the graph's order
     * @return false also if the size of an output is unknown before the run
     */
    public boolean fit(List<FloatBuffer> outputs) {
        for (int i = 0; i < outputs.size(); i++) {
            int room = outputs.get(i).remaining();
            if (outputShapes.get(i).filter(shape -> size(shape) == room).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static long size(int[] shape) {
        return Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
    }

    private static Tensor allocate(int[] shape) {
        int bytes = Arrays.stream(shape).reduce(Float.BYTES, Math::multiplyExact);
        return Tensor.wrap(
                ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer(), shape);
    }

    private void feed(InferRequest request, List<Tensor> inputs) throws OpenVinoException {
        for (int i = 0; i < inputs.size(); i++) {
            request.input(i, inputs.get(i));
        }
    }

    private static void infer(InferRequest request, Object network) throws OpenVinoException {
        InterruptibleRun.of(request::cancel, network, () -> {
            request.infer();
            return null;
        });
    }

    private InferRequest take() throws OpenVinoException {
        synchronized (this) {
            if (!idle.isEmpty()) {
                return idle.pop();
            }
        }
        return InferRequest.of(runtime, compiled, floats);
    }

    private void putBack(InferRequest request) {
        request.forget();
        synchronized (this) {
            idle.push(request);
        }
    }

    /**
     * Keeps the model from being released until it is given back.
     *
     * @return this model
     */
    public synchronized CompiledModel retain() {
        holders++;
        return this;
    }

    /** Gives the model back after {@link #retain}. */
    public synchronized void giveBack() {
        holders--;
        if (holders == 0) {
            idle.forEach(InferRequest::close);
            idle.clear();
            runtime.library().ovCompiledModelFree(compiled);
        }
    }

    /** Releases the model as soon as it has been given back as often as it was retained. Must be called once only. */
    @Override
    public void close() {
        giveBack();
    }
}
