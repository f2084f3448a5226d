package org.samdeblur.backend.djl.program;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.backend.djl.operator.ElementTypes;
import org.samdeblur.backend.djl.operator.Numbers;
import org.samdeblur.backend.djl.operator.Value;
import org.samdeblur.networks.graph.Constant;

/** A graph's constants as arrays of the engine. Owns them. */
public final class Weights implements Constants, AutoCloseable {
    private final NDManager manager;
    private final Map<String, Value> values = new HashMap<>();

    private Weights(NDManager manager) {
        this.manager = manager;
    }

    /**
     * Creates arrays of constants. On the processor, constants in aligned direct buffers are not copied.
     *
     * @param constants the constants by name
     * @param parent the parent of the arrays' manager; determines their device
     * @return the arrays, owned by the caller
     * @throws org.samdeblur.api.InvalidModelException if the type of a constant is not supported
     */
    public static Weights load(Map<String, Constant> constants, NDManager parent) {
        Weights weights = new Weights(parent.newSubManager());
        try {
            constants.forEach((name, constant) -> weights.values.put(name, weights.value(name, constant)));
            return weights;
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    private Value value(String name, Constant constant) {
        try {
            NDArray array = array(constant);
            return Numbers.suit(constant) ? Value.of(array, Numbers.of(constant)) : Value.of(array);
        } catch (InvalidModelException e) {
            throw new InvalidModelException("the constant '" + name + "': " + e.getMessage());
        }
    }

    private NDArray array(Constant constant) {
        long[] shape = constant.shape().stream().mapToLong(Integer::longValue).toArray();
        DataType type = ElementTypes.dataType(constant.type());
        return manager.create(aligned(constant.data(), constant.type().bytes()), new Shape(shape), type);
    }

    /**
     * Returns the data in an aligned direct buffer, copied if necessary, because the engine reads the elements in
     * place.
     */
    private static ByteBuffer aligned(ByteBuffer data, int bytes) {
        boolean fits = data.isDirect() && data.alignmentOffset(0, bytes) == 0 && data.hasRemaining();
        return fits
                ? data
                : ByteBuffer.allocateDirect(data.remaining())
                        .order(data.order())
                        .put(data)
                        .flip();
    }

    @Override
    public Value get(String name) {
        return values.get(name);
    }

    /** Releases the arrays. */
    @Override
    public void close() {
        manager.close();
    }
}
