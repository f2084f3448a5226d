package org.samdeblur.networks.graph;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A graph as a runtime takes it: ONNX's bytes, which name the large constants but do not hold them, and those constants.
 * So weights mapped from a file are neither copied nor held against protobuf's limit of 2 GB.
 *
 * @param proto the bytes of a {@code ModelProto}, in a direct buffer
 * @param external the constants the bytes only name ("external initializers"), by name; the buffer of one that was read
 *     from a file may start at any address, so a runtime that wants aligned data has to look
 * @since 0.1.0
 */
public record OnnxModel(ByteBuffer proto, Map<String, Constant> external) {
    /**
     * Keeps a read-only view of the bytes and copies the map.
     *
     * @param proto the bytes of a {@code ModelProto}, in a direct buffer
     * @param external the constants the bytes only name ("external initializers"), by name; the buffer of one that was read
     *     from a file may start at any address, so a runtime that wants aligned data has to look
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
