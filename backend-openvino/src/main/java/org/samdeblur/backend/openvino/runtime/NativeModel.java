package org.samdeblur.backend.openvino.runtime;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.OnnxFiles;
import org.samdeblur.networks.graph.OnnxModel;

/** A graph that OpenVINO has read, with its own copy of the weights. Not safe for use by multiple threads. */
public final class NativeModel implements AutoCloseable {
    /**
     * The location for which OpenVINO, since 2025, reads constants at an address in this process; defined by ONNX
     * Runtime.
     */
    private static final String THIS_PROCESS = "*/_ORT_MEM_ADDR_/*";

    private static final int BY_ADDRESS_FROM_BYTES = 1024;
    private static final long MOST_BYTES_INSIDE = 1L << 30;

    private final OpenVinoRuntime runtime;
    private final Pointer model;
    private final int inputs;
    private final int outputs;
    private boolean closed;

    private NativeModel(OpenVinoRuntime runtime, Pointer model, Graph graph) {
        this.runtime = runtime;
        this.model = model;
        this.inputs = graph.inputs().size();
        this.outputs = graph.outputs().size();
    }

    /**
     * Reads a graph. Its constants are copied once, or several times by releases of OpenVINO before 2025, which cannot
     * read them in place.
     *
     * @param runtime the library
     * @param graph the graph
     * @return the model, owned by the caller
     * @throws OpenVinoException if OpenVINO rejects the graph
     */
    public static NativeModel read(OpenVinoRuntime runtime, Graph graph) throws OpenVinoException {
        try {
            return readInPlace(runtime, graph);
        } catch (OpenVinoException e) {
            long bytes = graph.constants().values().stream()
                    .mapToLong(constant -> constant.data().remaining())
                    .sum();
            if (bytes > MOST_BYTES_INSIDE) {
                throw e;
            }
            OnnxModel whole = OnnxFiles.serialize(graph, Integer.MAX_VALUE);
            return new NativeModel(runtime, read(runtime, whole), graph);
        }
    }

    private static NativeModel readInPlace(OpenVinoRuntime runtime, Graph graph) throws OpenVinoException {
        List<ByteBuffer> inPlace = new ArrayList<>();
        OnnxModel model = OnnxFiles.serialize(graph, BY_ADDRESS_FROM_BYTES, THIS_PROCESS, constant -> {
            ByteBuffer data = direct(constant);
            inPlace.add(data);
            return Pointer.nativeValue(Native.getDirectBufferPointer(data));
        });
        try {
            return new NativeModel(runtime, read(runtime, model), graph);
        } finally {
            Reference.reachabilityFence(inPlace);
        }
    }

    private static ByteBuffer direct(Constant constant) {
        ByteBuffer data = constant.data();
        return data.isDirect()
                ? data
                : ByteBuffer.allocateDirect(data.remaining()).put(data).flip();
    }

    private static Pointer read(OpenVinoRuntime runtime, OnnxModel model) throws OpenVinoException {
        ByteBuffer bytes = model.proto();
        PointerByReference read = new PointerByReference();
        runtime.check(runtime.library()
                .ovCoreReadModelFromMemoryBuffer(
                        runtime.core(), Native.getDirectBufferPointer(bytes), bytes.remaining(), Pointer.NULL, read));
        Reference.reachabilityFence(bytes);
        return read.getValue();
    }

    /**
     * Sets the shapes of the inputs.
     *
     * @param shapes a shape for each input; a negative size stands for any size
     * @throws OpenVinoException if the graph does not take these shapes
     */
    public void reshape(List<int[]> shapes) throws OpenVinoException {
        try (PartialShapes partial = PartialShapes.of(shapes)) {
            long[] ports = IntStream.range(0, shapes.size()).asLongStream().toArray();
            runtime.check(runtime.library().ovModelReshapeByPortIndexes(model, ports, partial.pointer(), ports.length));
        }
    }

    /** An array of {@code ov_partial_shape_t}, in which a negative size stands for any size. */
    private record PartialShapes(Memory pointer, List<Memory> axes) implements AutoCloseable {
        private static final int BOUNDS = 2 * Long.BYTES;

        /** The bounds of the rank, and a pointer to the bounds of the axes. */
        private static final int BYTES = BOUNDS + Native.POINTER_SIZE;

        static PartialShapes of(List<int[]> shapes) {
            Memory pointer = new Memory((long) shapes.size() * BYTES);
            List<Memory> axes = new ArrayList<>();
            for (int i = 0; i < shapes.size(); i++) {
                int[] shape = shapes.get(i);
                Memory bounds = new Memory(Math.max(1, shape.length) * (long) BOUNDS);
                for (int axis = 0; axis < shape.length; axis++) {
                    writeBounds(bounds, (long) axis * BOUNDS, shape[axis]);
                }
                writeBounds(pointer, (long) i * BYTES, shape.length);
                pointer.setPointer((long) i * BYTES + BOUNDS, bounds);
                axes.add(bounds);
            }
            return new PartialShapes(pointer, axes);
        }

        private static void writeBounds(Memory memory, long offset, long size) {
            memory.setLong(offset, size);
            memory.setLong(offset + Long.BYTES, size);
        }

        @Override
        public void close() {
            axes.forEach(Memory::close);
            pointer.close();
        }
    }

    /**
     * Compiles the model for a device and for its present shapes, in which sizes may be free.
     *
     * @param device OpenVINO's name of the device
     * @param properties the properties for compiling, by OpenVINO's names
     * @return the compiled model, owned by the caller; it does not need this model
     * @throws OpenVinoException if the model cannot be compiled for the device
     */
    public CompiledModel compile(String device, Map<String, String> properties) throws OpenVinoException {
        Object[] arguments = properties.entrySet().stream()
                .flatMap(property -> Stream.of(property.getKey(), property.getValue()))
                .toArray();
        PointerByReference compiled = new PointerByReference();
        runtime.check(runtime.library()
                .ovCoreCompileModel(runtime.core(), model, device, arguments.length, compiled, arguments));
        return CompiledModel.of(runtime, compiled.getValue(), inputs, outputs);
    }

    /** Releases the model. Idempotent. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            runtime.library().ovModelFree(model);
        }
    }
}
