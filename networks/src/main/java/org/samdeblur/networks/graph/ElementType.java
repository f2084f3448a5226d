package org.samdeblur.networks.graph;

/** The types of a tensor's elements, under ONNX's names and numbers. */
public enum ElementType {
    /** 32-bit float. */
    FLOAT(1, 4),
    /** Unsigned 8-bit integer. */
    UINT8(2, 1),
    /** Signed 8-bit integer. */
    INT8(3, 1),
    /** Signed 32-bit integer. */
    INT32(6, 4),
    /** Signed 64-bit integer. */
    INT64(7, 8),
    /** Truth value in a byte. */
    BOOL(9, 1),
    /** 16-bit float, IEEE 754. */
    FLOAT16(10, 2),
    /** 64-bit float. */
    DOUBLE(11, 8),
    /** 16-bit float, the upper half of a 32-bit one. */
    BFLOAT16(16, 2);

    private final int onnxCode;
    private final int bytes;

    ElementType(int onnxCode, int bytes) {
        this.onnxCode = onnxCode;
        this.bytes = bytes;
    }

    /**
     * Returns ONNX's number for the type.
     *
     * @return a value of {@code TensorProto.DataType}
     */
    public int onnxCode() {
        return onnxCode;
    }

    /**
     * Returns the size of an element.
     *
     * @return bytes
     */
    public int bytes() {
        return bytes;
    }
}
