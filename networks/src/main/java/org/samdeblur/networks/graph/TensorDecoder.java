package org.samdeblur.networks.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.files.FileContents;
import org.samdeblur.networks.graph.message.MalformedMessageException;
import org.samdeblur.networks.graph.message.PackedNumbers;
import org.samdeblur.networks.graph.message.StringStringEntryProto;
import org.samdeblur.networks.graph.message.TensorProto;

/** Converts ONNX's tensor messages to constants. The elements may be raw bytes, in typed fields, or in another file. */
final class TensorDecoder {
    private final Path file;

    TensorDecoder(Path file) {
        this.file = file;
    }

    Constant decode(TensorProto proto) {
        ElementType type = ElementType.ofOnnxCode(proto.dataType())
                .filter(known -> known != ElementType.UNDEFINED)
                .orElseThrow(() ->
                        invalid(proto, "has elements of ONNX type " + proto.dataType() + ", which is not supported"));
        List<Integer> shape = shapeOf(proto);
        try {
            return new Constant(type, shape, dataOf(proto, type));
        } catch (IllegalArgumentException e) {
            throw ModelProblem.in(file, "is damaged: its constant '" + proto.name() + "': " + e.getMessage(), e);
        }
    }

    private List<Integer> shapeOf(TensorProto proto) {
        List<Integer> shape = new ArrayList<>();
        for (long axis : proto.dims()) {
            if (axis < 0 || axis > Integer.MAX_VALUE) {
                throw invalid(proto, "has an axis of size " + axis);
            }
            shape.add((int) axis);
        }
        return shape;
    }

    private ByteBuffer dataOf(TensorProto proto, ElementType type) {
        if (proto.external()) {
            return external(proto);
        }
        return proto.rawData().isPresent() ? proto.rawData().get() : typedFields(proto, type);
    }

    private ByteBuffer typedFields(TensorProto proto, ElementType type) {
        try {
            return switch (type) {
                case FLOAT -> joined(proto.floatData());
                case DOUBLE -> joined(proto.doubleData());
                case INT64 -> integers(proto.int64Data(), type);
                case UINT32, UINT64 -> integers(proto.uint64Data(), type);
                default -> integers(proto.int32Data(), type);
            };
        } catch (MalformedMessageException e) {
            throw ModelProblem.in(file, "is damaged: its constant '" + proto.name() + "': " + e.getMessage(), e);
        }
    }

    private static ByteBuffer joined(PackedNumbers numbers) {
        List<ByteBuffer> parts = numbers.floats();
        ByteBuffer bytes =
                allocate(parts.stream().mapToLong(ByteBuffer::remaining).sum());
        parts.forEach(bytes::put);
        return bytes.flip();
    }

    private static ByteBuffer integers(PackedNumbers numbers, ElementType type) throws MalformedMessageException {
        ByteBuffer bytes = allocate((long) numbers.integers() * type.bytes());
        numbers.forEachInteger(value -> {
            switch (type.bytes()) {
                case 8 -> bytes.putLong(value);
                case 4 -> bytes.putInt((int) value);
                case 2 -> bytes.putShort((short) value);
                default -> bytes.put((byte) value);
            }
        });
        return bytes.flip();
    }

    private static ByteBuffer allocate(long bytes) {
        return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer external(TensorProto proto) {
        Map<String, String> entries = proto.externalData().stream()
                .collect(Collectors.toMap(
                        StringStringEntryProto::key, StringStringEntryProto::value, (first, second) -> second));
        String location = entries.getOrDefault("location", "");
        try {
            Path data = resolve(proto, location);
            long size = Files.size(data);
            long offset = number(proto, entries, "offset", 0);
            long length = number(proto, entries, "length", size - offset);
            if (offset < 0 || length < 0 || length > Integer.MAX_VALUE || offset > size - length) {
                throw invalid(
                        proto,
                        "should be at bytes " + offset + " + " + length + " of '" + location + "', which has only "
                                + size);
            }
            return FileContents.part(data, offset, (int) length);
        } catch (IOException e) {
            throw ModelProblem.in(
                    file,
                    "is incomplete: its constant '" + proto.name() + "' cannot be read from '" + location
                            + "' beside it: " + e,
                    e);
        }
    }

    /** Finds the data file. Locations outside the model's folder are refused, including those that symbolic links lead to. */
    private Path resolve(TensorProto proto, String location) throws IOException {
        Path folder = file.toAbsolutePath().getParent().toRealPath();
        Path data;
        try {
            data = folder.resolve(location).toRealPath();
        } catch (IllegalArgumentException e) {
            throw invalid(proto, "is in a file with an invalid name");
        }
        if (location.isEmpty() || !data.startsWith(folder)) {
            throw invalid(proto, "is in '" + location + "', which is not inside the model's folder");
        }
        return data;
    }

    private long number(TensorProto proto, Map<String, String> entries, String key, long otherwise) {
        String text = entries.get(key);
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw invalid(proto, "has the " + key + " '" + text + "', which is not a number");
        }
    }

    private InvalidModelException invalid(TensorProto proto, String problem) {
        return ModelProblem.in(file, "cannot be used: its constant '" + proto.name() + "' " + problem);
    }
}
