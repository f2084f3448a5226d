package org.samdeblur.networks.checkpoint;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.samdeblur.networks.graph.ElementType;

/** The types of stored elements, with PyTorch's and safetensors' names and the types that they are read as. */
enum StoredType {
    FLOAT32("Float", "F32", 4, ElementType.FLOAT),
    FLOAT64("Double", "F64", 8, ElementType.FLOAT),
    FLOAT16("Half", "F16", 2, ElementType.FLOAT),
    BFLOAT16("BFloat16", "BF16", 2, ElementType.FLOAT),
    UINT8("Byte", "U8", 1, ElementType.UINT8),
    INT8("Char", "I8", 1, ElementType.INT8),
    UINT16("UInt16", "U16", 2, ElementType.UINT16),
    UINT32("UInt32", "U32", 4, ElementType.UINT32),
    UINT64("UInt64", "U64", 8, ElementType.UINT64),
    INT16("Short", "I16", 2, ElementType.INT16),
    INT32("Int", "I32", 4, ElementType.INT32),
    INT64("Long", "I64", 8, ElementType.INT64),
    BOOL("Bool", "BOOL", 1, ElementType.BOOL);

    private final String storagePrefix;
    private final String safetensorsName;
    private final int bytes;
    private final ElementType readAs;

    StoredType(String storagePrefix, String safetensorsName, int bytes, ElementType readAs) {
        this.storagePrefix = storagePrefix;
        this.safetensorsName = safetensorsName;
        this.bytes = bytes;
        this.readAs = readAs;
    }

    /** Returns the name of PyTorch's storage class, such as {@code FloatStorage}. */
    String storageClass() {
        return storagePrefix + "Storage";
    }

    /** Returns the name of PyTorch's {@code dtype}, such as {@code float32}. */
    String dtype() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the name in safetensors' header, such as {@code F32}. */
    String safetensorsName() {
        return safetensorsName;
    }

    /** Returns the size of an element in the file, in bytes. */
    int bytes() {
        return bytes;
    }

    /** Returns the type that elements are read as: floats as 32-bit floats, other types unchanged. */
    ElementType readAs() {
        return readAs;
    }

    /** Returns whether elements are read without conversion. */
    boolean isReadAsStored() {
        return this != FLOAT64 && this != FLOAT16 && this != BFLOAT16;
    }

    /** Returns the stored type for elements of a type. */
    static StoredType of(ElementType type) {
        return switch (type) {
            case FLOAT -> FLOAT32;
            case DOUBLE -> FLOAT64;
            case FLOAT16 -> FLOAT16;
            case BFLOAT16 -> BFLOAT16;
            case UINT8 -> UINT8;
            case INT8 -> INT8;
            case INT16 -> INT16;
            case UINT16 -> UINT16;
            case UINT32 -> UINT32;
            case UINT64 -> UINT64;
            case INT32 -> INT32;
            case INT64 -> INT64;
            case BOOL -> BOOL;
            case UNDEFINED -> throw new IllegalArgumentException("a weight must have an element type");
        };
    }

    /** Returns the type of the given name in safetensors' header, such as {@code BF16}. */
    static Optional<StoredType> ofSafetensors(String name) {
        return Arrays.stream(values())
                .filter(type -> type.safetensorsName.equals(name))
                .findFirst();
    }
}
