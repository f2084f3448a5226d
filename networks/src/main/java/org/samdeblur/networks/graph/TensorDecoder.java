package org.samdeblur.networks.graph;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.samdeblur.api.InvalidModelException;

/** Turns ONNX's tensor messages into constants, wherever their elements lie: raw, in typed fields, or in another file. */
final class TensorDecoder {
    private final Path file;

    TensorDecoder(Path file) {
        this.file = file;
    }

    Constant decode(TensorProto proto) {
        ElementType type = ElementType.ofOnnxCode(proto.getDataType())
                .filter(known -> known != ElementType.UNDEFINED)
                .orElseThrow(() -> invalid(
                        proto, "has elements of ONNX type " + proto.getDataType() + ", which is not supported"));
        List<Integer> shape = shapeOf(proto);
        try {
            return new Constant(type, shape, dataOf(proto, type));
        } catch (IllegalArgumentException e) {
            throw ModelProblem.in(file, "is damaged: its constant '" + proto.getName() + "': " + e.getMessage(), e);
        }
    }

    private List<Integer> shapeOf(TensorProto proto) {
        List<Integer> shape = new ArrayList<>();
        for (long axis : proto.getDimsList()) {
            if (axis < 0 || axis > Integer.MAX_VALUE) {
                throw invalid(proto, "has an axis of size " + axis);
            }
            shape.add((int) axis);
        }
        return shape;
    }

    private ByteBuffer dataOf(TensorProto proto, ElementType type) {
        if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            return external(proto);
        }
        return proto.hasRawData() ? proto.getRawData().asReadOnlyByteBuffer() : typedFields(proto, type);
    }

    private static ByteBuffer typedFields(TensorProto proto, ElementType type) {
        int count = switch (type) {
            case FLOAT -> proto.getFloatDataCount();
            case DOUBLE -> proto.getDoubleDataCount();
            case INT64 -> proto.getInt64DataCount();
            case UINT32, UINT64 -> proto.getUint64DataCount();
            default -> proto.getInt32DataCount();
        };
        ByteBuffer bytes = ByteBuffer.allocateDirect(Math.multiplyExact(count, type.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            switch (type) {
                case FLOAT -> bytes.putFloat(proto.getFloatData(i));
                case DOUBLE -> bytes.putDouble(proto.getDoubleData(i));
                case INT64 -> bytes.putLong(proto.getInt64Data(i));
                case UINT64 -> bytes.putLong(proto.getUint64Data(i));
                case UINT32 -> bytes.putInt((int) proto.getUint64Data(i));
                case INT32 -> bytes.putInt(proto.getInt32Data(i));
                case INT16, UINT16, FLOAT16, BFLOAT16 -> bytes.putShort((short) proto.getInt32Data(i));
                default -> bytes.put((byte) proto.getInt32Data(i));
            }
        }
        return bytes.flip();
    }

    private ByteBuffer external(TensorProto proto) {
        Map<String, String> entries = proto.getExternalDataList().stream()
                .collect(Collectors.toMap(
                        StringStringEntryProto::getKey, StringStringEntryProto::getValue, (first, second) -> second));
        String location = entries.getOrDefault("location", "");
        try (FileChannel channel = FileChannel.open(resolve(proto, location))) {
            long offset = number(proto, entries, "offset", 0);
            long length = number(proto, entries, "length", channel.size() - offset);
            if (offset < 0 || length < 0 || length > Integer.MAX_VALUE || offset > channel.size() - length) {
                throw invalid(
                        proto,
                        "should lie at bytes " + offset + " + " + length + " of '" + location + "', which has only "
                                + channel.size());
            }
            return channel.map(MapMode.READ_ONLY, offset, length);
        } catch (IOException e) {
            throw ModelProblem.in(
                    file,
                    "is incomplete: its constant '" + proto.getName() + "' cannot be read from '" + location
                            + "' beside it: " + e,
                    e);
        }
    }

    /** Finds the data file, refusing every way out of the model's folder, symbolic links included. */
    private Path resolve(TensorProto proto, String location) throws IOException {
        Path folder = file.toAbsolutePath().getParent().toRealPath();
        Path data;
        try {
            data = folder.resolve(location).toRealPath();
        } catch (IllegalArgumentException e) {
            throw invalid(proto, "lies in a file of impossible name");
        }
        if (location.isEmpty() || !data.startsWith(folder)) {
            throw invalid(proto, "lies in '" + location + "', which is not inside the model's folder");
        }
        return data;
    }

    private long number(TensorProto proto, Map<String, String> entries, String key, long otherwise) {
        String text = entries.get(key);
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw invalid(proto, "has the " + key + " '" + text + "', which is no number");
        }
    }

    private InvalidModelException invalid(TensorProto proto, String problem) {
        return ModelProblem.in(file, "cannot be used: its constant '" + proto.getName() + "' " + problem);
    }
}
