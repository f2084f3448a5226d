package org.samdeblur.map.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The element types that arrays are read of. */
enum NpyElement {
    FLOAT32(Float.BYTES) {
        @Override
        float next(ByteBuffer raw) {
            return raw.getFloat();
        }
    },
    FLOAT64(Double.BYTES) {
        @Override
        float next(ByteBuffer raw) {
            return (float) raw.getDouble();
        }
    },
    BYTE(1) {
        @Override
        float next(ByteBuffer raw) {
            return raw.get() & 0xFF;
        }
    };

    private final int bytes;

    NpyElement(int bytes) {
        this.bytes = bytes;
    }

    static NpyElement of(NpyHeader header) throws IOException {
        return switch (header.element()) {
            case "f4" -> FLOAT32;
            case "f8" -> FLOAT64;
            case "u1", "b1" -> BYTE;
            default ->
                throw new IOException("its element type is " + header.type() + ", readable are f4, f8, u1 and b1");
        };
    }

    static ByteOrder byteOrder(NpyHeader header) {
        return header.type().startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    int bytes() {
        return bytes;
    }

    abstract float next(ByteBuffer raw);
}
