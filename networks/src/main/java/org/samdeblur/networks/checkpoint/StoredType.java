package org.samdeblur.networks.checkpoint;

import java.util.Optional;
import org.samdeblur.networks.graph.ElementType;

/** The types in which checkpoints store elements, under PyTorch's and safetensors' names, and what each is read as. */
enum StoredType {
    FLOAT32("Float", "F32", 4, ElementType.FLOAT),
    FLOAT64("Double", "F64", 8, ElementType.FLOAT),
    FLOAT16("Half", "F16", 2, ElementType.FLOAT),
    BFLOAT16("BFloat16", "BF16", 2, ElementType.FLOAT),
    UINT8("Byte", "U8", 1, ElementType.UINT8),
    INT8("Char", "I8", 1, ElementType.INT8),
    INT16("Short", "I16", 2, ElementType.INT32),
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
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    String safetensorsName() {
        return safetensorsName;
    }

    /** Returns the bytes of an element in the file. */
    int bytes() {
        return bytes;
    }

    /** Returns the type a weight of this one has once read: floats have 32 bits, 16-bit integers become 32-bit ones. */
    ElementType readAs() {
        return readAs;
    }

    /** Tells whether the bytes in the file are those of the type read. */
    boolean isReadAsStored() {
        return this != FLOAT64 && this != FLOAT16 && this != BFLOAT16 && this != INT16;
    }

    static Optional<StoredType> ofSafetensors(String name) {
        for (StoredType type : values()) {
            if (type.safetensorsName.equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
