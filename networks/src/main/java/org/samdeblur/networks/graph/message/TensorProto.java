package org.samdeblur.networks.graph.message;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tensor. Its elements are in one of the fields for them, or in another file.
 *
 * @param name its name
 * @param dims its shape
 * @param dataType ONNX's number for the type of its elements
 * @param rawData the elements' bytes, little-endian
 * @param floatData elements as 32-bit floats
 * @param int32Data elements as integers of at most 32 bits
 * @param int64Data elements as 64-bit integers
 * @param doubleData elements as 64-bit floats
 * @param uint64Data elements as unsigned integers
 * @param external whether the elements are in another file
 * @param externalData the position of the elements in the other file
 */
public record TensorProto(
        String name,
        List<Long> dims,
        int dataType,
        Optional<ByteBuffer> rawData,
        PackedNumbers floatData,
        PackedNumbers int32Data,
        PackedNumbers int64Data,
        PackedNumbers doubleData,
        PackedNumbers uint64Data,
        boolean external,
        List<StringStringEntryProto> externalData) {
    /** The size of an axis. */
    public static final int DIMS = 1;

    /** The type of the elements. */
    public static final int DATA_TYPE = 2;

    /** The name. */
    public static final int NAME = 8;

    /** The elements' bytes. */
    public static final int RAW_DATA = 9;

    /** The position of the elements in another file. */
    public static final int EXTERNAL_DATA = 13;

    /** Whether the elements are in another file. */
    public static final int DATA_LOCATION = 14;

    /** The {@link #DATA_LOCATION} of elements in another file. */
    public static final int EXTERNAL = 1;

    private static final int FLOAT_DATA = 4;
    private static final int INT32_DATA = 5;
    private static final int INT64_DATA = 7;
    private static final int DOUBLE_DATA = 10;
    private static final int UINT64_DATA = 11;

    /**
     * Returns the same tensor under another name.
     *
     * @param other the name
     * @return the tensor
     */
    public TensorProto withName(String other) {
        return new TensorProto(
                other,
                dims,
                dataType,
                rawData,
                floatData,
                int32Data,
                int64Data,
                doubleData,
                uint64Data,
                external,
                externalData);
    }

    static TensorProto read(MessageReader in) throws MalformedMessageException {
        String name = "";
        List<Long> dims = new ArrayList<>();
        int dataType = 0;
        Optional<ByteBuffer> rawData = Optional.empty();
        PackedNumbers floatData = new PackedNumbers();
        PackedNumbers int32Data = new PackedNumbers();
        PackedNumbers int64Data = new PackedNumbers();
        PackedNumbers doubleData = new PackedNumbers();
        PackedNumbers uint64Data = new PackedNumbers();
        boolean external = false;
        List<StringStringEntryProto> externalData = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case DIMS -> in.integers(dims);
                case DATA_TYPE -> dataType = (int) in.integer();
                case FLOAT_DATA -> floatData.add(in.part());
                case INT32_DATA -> int32Data.add(in.part());
                case INT64_DATA -> int64Data.add(in.part());
                case NAME -> name = in.text();
                case RAW_DATA -> rawData = Optional.of(in.bytes());
                case DOUBLE_DATA -> doubleData.add(in.part());
                case UINT64_DATA -> uint64Data.add(in.part());
                case EXTERNAL_DATA -> externalData.add(StringStringEntryProto.read(in.message()));
                case DATA_LOCATION -> external = in.integer() == EXTERNAL;
                default -> {}
            }
        }
        return new TensorProto(
                name,
                dims,
                dataType,
                rawData,
                floatData,
                int32Data,
                int64Data,
                doubleData,
                uint64Data,
                external,
                externalData);
    }
}
