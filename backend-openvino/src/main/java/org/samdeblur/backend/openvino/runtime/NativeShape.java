package org.samdeblur.backend.openvino.runtime;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;

/**
 * {@code ov_shape_t}, which the C interface takes by value. Public, with public fields, because JNA reads it by
 * reflection.
 */
@Structure.FieldOrder({"rank", "dims"})
public final class NativeShape extends Structure implements Structure.ByValue {
    private static final int RANK = 0;
    private static final int DIMS = Long.BYTES;

    /** The size in bytes. */
    static final int BYTES = DIMS + Native.POINTER_SIZE;

    /** The number of axes. */
    public long rank;

    /** A pointer to the sizes of the axes. */
    public Pointer dims;

    /** Creates the shape of a scalar. */
    public NativeShape() {}

    static NativeShape of(int... shape) {
        NativeShape made = new NativeShape();
        made.rank = shape.length;
        Memory sizes = new Memory(Math.max(1, shape.length) * (long) Long.BYTES);
        for (int i = 0; i < shape.length; i++) {
            sizes.setLong((long) i * Long.BYTES, shape[i]);
        }
        made.dims = sizes;
        return made;
    }

    /** Reads a shape that the runtime has written. */
    static int[] read(Pointer shape) {
        int[] sizes = new int[Math.toIntExact(shape.getLong(RANK))];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.toIntExact(shape.getPointer(DIMS).getLong((long) i * Long.BYTES));
        }
        return sizes;
    }
}
