package org.samdeblur.networks.graph;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A serialized graph: the bytes of an ONNX model, which name the large constants but do not contain them, and those
 * constants. Weights mapped from a file are not copied, and do not count towards protobuf's limit of 2 GB.
 *
 * @param proto the bytes of a {@code ModelProto}, in a direct buffer
 * @param external the constants that the bytes only name ("external initializers"), by name. The buffer of a constant
 *     that was read from a file may start at any address; a runtime that needs aligned data must check
 * @since 0.1.0
 */
public record OnnxModel(ByteBuffer proto, Map<String, Constant> external) {
    /**
     * Keeps a read-only view of the bytes and copies the map.
     *
     * @param proto the bytes of a {@code ModelProto}, in a direct buffer
     * @param external the constants that the bytes only name ("external initializers"), by name
     */
    public OnnxModel {
        proto = proto.slice().asReadOnlyBuffer();
        external = Collections.unmodifiableMap(new LinkedHashMap<>(external));
    }

    /**
     * Returns the bytes.
     *
     * @return a fresh read-only view
     */
    @Override
    public ByteBuffer proto() {
        return proto.duplicate();
    }
}
