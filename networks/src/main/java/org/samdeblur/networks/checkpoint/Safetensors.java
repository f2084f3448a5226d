package org.samdeblur.networks.checkpoint;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.files.WholeFile;
import org.samdeblur.networks.graph.Constant;

/**
 * Writes weights in the safetensors format (huggingface.co/docs/safetensors): a JSON header with the type, shape and
 * position of every weight, then the weights. {@link Checkpoint#open} and Python read such files.
 *
 * <p>Safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Safetensors {
    private static final String METADATA = "__metadata__";

    /** The header's length is a multiple of this, so that weights are aligned when the file is mapped. */
    private static final int ALIGNMENT = 8;

    private Safetensors() {}

    /**
     * Writes weights to a file. The file appears complete or not at all, and replaces an existing one.
     *
     * @param file the file, usually ending in {@code .safetensors}; its folder must exist
     * @param weights the weights under their names; the order of the names is kept
     * @throws SamDeblurException if the file cannot be written; no partial file remains
     * @throws IllegalArgumentException if a weight has the name {@code __metadata__}, which the format reserves
     */
    public static void write(Path file, Map<String, Constant> weights) {
        write(file, weights, Map.of());
    }

    /**
     * Writes weights and metadata to a file. The file appears complete or not at all, and replaces an existing one.
     *
     * @param file the file, usually ending in {@code .safetensors}; its folder must exist
     * @param weights the weights under their names; the order of the names is kept
     * @param metadata the properties that {@link Checkpoint#metadata} returns, by name
     * @throws SamDeblurException if the file cannot be written; no partial file remains
     * @throws IllegalArgumentException if a weight has the name {@code __metadata__}, which the format reserves
     */
    public static void write(Path file, Map<String, Constant> weights, Map<String, String> metadata) {
        if (weights.containsKey(METADATA)) {
            throw new IllegalArgumentException(
                    "a weight is named " + METADATA + ", which the safetensors format reserves; rename it");
        }
        List<Map.Entry<String, Constant>> inFileOrder = widestFirst(weights);
        try {
            WholeFile.write(file, channel -> {
                writeFully(channel, header(metadata, weights, inFileOrder));
                for (Map.Entry<String, Constant> weight : inFileOrder) {
                    writeFully(channel, weight.getValue().data());
                }
            });
        } catch (IOException e) {
            throw new SamDeblurException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Sorts weights by the width of their elements, which aligns them without gaps; the format forbids gaps. */
    private static List<Map.Entry<String, Constant>> widestFirst(Map<String, Constant> weights) {
        Comparator<Map.Entry<String, Constant>> byWidth =
                Comparator.comparingInt(weight -> weight.getValue().type().bytes());
        return weights.entrySet().stream().sorted(byWidth.reversed()).toList();
    }

    private static ByteBuffer header(
            Map<String, String> metadata, Map<String, Constant> weights, List<Map.Entry<String, Constant>> inFileOrder)
            throws IOException {
        Map<String, List<Long>> places = new HashMap<>();
        long position = 0;
        for (Map.Entry<String, Constant> weight : inFileOrder) {
            long end = position + weight.getValue().data().remaining();
            places.put(weight.getKey(), List.of(position, end));
            position = end;
        }
        Map<String, Object> header = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            header.put(METADATA, metadata);
        }
        weights.forEach((name, weight) -> {
            Map<String, Object> description = new LinkedHashMap<>();
            description.put("dtype", StoredType.of(weight.type()).safetensorsName());
            description.put("shape", weight.shape());
            description.put("data_offsets", places.get(name));
            header.put(name, description);
        });
        byte[] json = JSON.std.asBytes(header);
        int padding = -json.length & ALIGNMENT - 1;
        return ByteBuffer.allocate(Long.BYTES + json.length + padding)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length + padding)
                .put(json)
                .put(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII))
                .flip();
    }

    private static void writeFully(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
