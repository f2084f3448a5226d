package org.samdeblur.networks.checkpoint;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads the header of a safetensors file. The file consists of the length of the JSON in eight bytes, the JSON, and the
 * weights one after another, without gaps or overlaps. The format has no checksums.
 */
final class SafetensorsReader {
    /** The longest header in bytes. A hundred thousand weights take about ten million. */
    private static final int LONGEST_HEADER = 1 << 24;

    private static final String METADATA = "__metadata__";
    private static final Set<String> FIELDS = Set.of("dtype", "shape", "data_offsets");

    /** The most axes of a tensor, as in PyTorch. In a malicious file, a shape could be as long as the header. */
    private static final int MOST_AXES = 64;

    private record Entry(String name, StoredType type, List<Integer> shape, long begin, long end) {}

    private final CheckpointFile file;
    private final long dataPosition;

    private SafetensorsReader(CheckpointFile file, long dataPosition) {
        this.file = file;
        this.dataPosition = dataPosition;
    }

    /** Returns whether the first bytes look like this format: a length, followed by the start of a JSON object. */
    static boolean looksLike(ByteBuffer start) {
        ByteBuffer bytes = start.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return bytes.remaining() > Long.BYTES
                && bytes.get(Long.BYTES) == '{'
                && bytes.getLong(0) > 0
                && bytes.getLong(0) <= Integer.MAX_VALUE;
    }

    /** Reads the names and positions of all weights, and the metadata. */
    static StoredCheckpoint.Content read(CheckpointFile file) {
        long headerBytes = file.region(0, Long.BYTES).getLong(0);
        if (headerBytes > file.size() - Long.BYTES) {
            throw file.invalid(
                    "is cut short or damaged: a header of " + headerBytes + " bytes in a file of " + file.size());
        }
        if (headerBytes > LONGEST_HEADER) {
            throw file.invalid("describes its weights in " + headerBytes + " bytes, too many for a checkpoint");
        }
        byte[] json = new byte[(int) headerBytes];
        file.region(Long.BYTES, headerBytes).get(json);
        return new SafetensorsReader(file, Long.BYTES + headerBytes).content(json);
    }

    private StoredCheckpoint.Content content(byte[] json) {
        Map<String, Object> header = parsed(json);
        return new StoredCheckpoint.Content(weights(header), texts(header.get(METADATA)), Optional.empty());
    }

    /** Reads metadata. The format allows text only; other values are ignored. */
    private static Map<String, String> texts(Object metadata) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (metadata instanceof Map<?, ?> entries) {
            entries.forEach((name, text) -> {
                if (text instanceof String string) {
                    texts.put(String.valueOf(name), string);
                }
            });
        }
        return Collections.unmodifiableMap(texts);
    }

    private Map<String, StoredTensor> weights(Map<String, Object> header) {
        List<Entry> entries = new ArrayList<>();
        header.forEach((name, description) -> {
            if (!name.equals(METADATA)) {
                entries.add(entry(name, description));
            }
        });
        if (entries.size() > StoredCheckpoint.MOST_WEIGHTS) {
            throw file.invalid("holds " + entries.size() + " weights, too many for a network");
        }
        requireGapless(entries);
        Map<String, StoredTensor> weights = new LinkedHashMap<>();
        for (Entry entry : entries) {
            long bytes = entry.end() - entry.begin();
            Storage storage =
                    new Storage(file, entry.name(), dataPosition + entry.begin(), bytes, OptionalLong.empty());
            weights.put(entry.name(), StoredTensor.contiguous(entry.type(), entry.shape(), storage));
        }
        return weights;
    }

    private Map<String, Object> parsed(byte[] json) {
        try {
            return JSON.std.with(JSON.Feature.FAIL_ON_DUPLICATE_MAP_KEYS).mapFrom(json);
        } catch (IOException | RuntimeException e) {
            // the JSON library throws other exceptions when its limits are exceeded, such as that of depth
            throw file.invalid("is damaged: the header of the safetensors file is not a JSON object", e);
        }
    }

    private Entry entry(String name, Object description) {
        if (!(description instanceof Map<?, ?> fields)
                || !fields.keySet().equals(FIELDS)
                || !(fields.get("dtype") instanceof String dtype)
                || !(fields.get("shape") instanceof List<?> sizes)
                || sizes.size() > MOST_AXES
                || !(fields.get("data_offsets") instanceof List<?> offsets)
                || offsets.size() != 2) {
            throw damaged(name, "is not described by dtype, shape and data_offsets");
        }
        StoredType type = StoredType.ofSafetensors(dtype)
                .orElseThrow(() ->
                        damaged(name, "has the type " + CheckpointFile.quote(dtype) + ", which is not supported"));
        List<Integer> shape = new ArrayList<>();
        for (Object size : sizes) {
            if (!(size instanceof Integer axis) || axis < 0) {
                throw damaged(name, "has an axis whose size is not an integer from 0 to 2147483647");
            }
            shape.add(axis);
        }
        long begin = offset(name, offsets.get(0));
        long end = offset(name, offsets.get(1));
        requireFilled(name, type, shape, begin, end);
        return new Entry(name, type, shape, begin, end);
    }

    private long offset(String name, Object value) {
        boolean integer = value instanceof Integer || value instanceof Long;
        if (!integer || ((Number) value).longValue() < 0) {
            throw damaged(name, "has an offset that is not an integer of 0 or more");
        }
        return ((Number) value).longValue();
    }

    private void requireFilled(String name, StoredType type, List<Integer> shape, long begin, long end) {
        long dataBytes = file.size() - dataPosition;
        if (end > dataBytes || begin > end) {
            throw damaged(name, "is at " + begin + " to " + end + " of " + dataBytes + " bytes; the file is cut short");
        }
        long bytes = type.bytes();
        try {
            for (int axis : shape) {
                bytes = Math.multiplyExact(bytes, axis);
            }
        } catch (ArithmeticException e) {
            throw damaged(name, "has the impossible shape " + shape);
        }
        if (bytes != end - begin) {
            throw damaged(name, "of shape " + shape + " does not fill its " + (end - begin) + " bytes");
        }
    }

    private void requireGapless(List<Entry> entries) {
        Comparator<Entry> byPlace = Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end);
        long position = 0;
        for (Entry entry : entries.stream().sorted(byPlace).toList()) {
            if (entry.begin() != position) {
                throw damaged(entry.name(), entry.begin() < position ? "overlaps another weight" : "leaves a gap");
            }
            position = entry.end();
        }
        if (position != file.size() - dataPosition) {
            throw file.invalid(
                    "is damaged: its last " + (file.size() - dataPosition - position) + " bytes belong to no weight");
        }
    }

    private RuntimeException damaged(String name, String what) {
        return file.invalid("is damaged or not readable: the weight " + CheckpointFile.quote(name) + " " + what);
    }
}
