package org.samdeblur.networks.graph;

import java.util.Arrays;
import java.util.Optional;

/**
 * The types of a tensor's elements, with ONNX's names and numbers.
 *
 * @since 0.1.0
 */
public enum ElementType {
    /** Unknown: the file does not state the type of a subgraph's input or output. Constants never have this type. */
    UNDEFINED(0, 0),
    /** 32-bit float. */
    FLOAT(1, 4),
    /** Unsigned 8-bit integer. */
    UINT8(2, 1),
    /** Signed 8-bit integer. */
    INT8(3, 1),
    /** Unsigned 16-bit integer. */
    UINT16(4, 2),
    /** Signed 16-bit integer. */
    INT16(5, 2),
    /** Signed 32-bit integer. */
    INT32(6, 4),
    /** Signed 64-bit integer. */
    INT64(7, 8),
    /** Boolean, one byte. */
    BOOL(9, 1),
    /** 16-bit float, IEEE 754. */
    FLOAT16(10, 2),
    /** 64-bit float. */
    DOUBLE(11, 8),
    /** Unsigned 32-bit integer. */
    UINT32(12, 4),
    /** Unsigned 64-bit integer. */
    UINT64(13, 8),
    /** 16-bit float, the upper half of a 32-bit one. */
    BFLOAT16(16, 2);

    private final int onnxCode;
    private final int bytes;

    ElementType(int onnxCode, int bytes) {
        this.onnxCode = onnxCode;
        this.bytes = bytes;
    }

    /**
     * Finds the type with one of ONNX's numbers.
     *
     * @param onnxCode a value of {@code TensorProto.DataType}
     * @return the type; empty for types that are not supported, such as strings, complex numbers and 4-bit integers
     */
    public static Optional<ElementType> ofOnnxCode(int onnxCode) {
        return Arrays.stream(values()).filter(type -> type.onnxCode == onnxCode).findFirst();
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
     * @return the size in bytes
     */
    public int bytes() {
        return bytes;
    }
}
