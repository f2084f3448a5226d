package org.samdeblur.networks.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.samdeblur.map.files.NpyHeader;

/**
 * Reads what {@code numpy.savez} writes: a zip archive of arrays, each an {@code .npy} file. Programs written with Flax
 * store weights in this format. Names and layouts are converted to PyTorch's; see {@link FlaxWeights}.
 */
final class NumPyArchive {
    private static final String SUFFIX = ".npy";
    private static final int LONGEST_HEADER = 1 << 16;

    private NumPyArchive() {}

    /** Returns whether an archive contains only arrays. */
    static boolean isLike(ZipDirectory directory) {
        return !directory.names().isEmpty() && directory.names().stream().allMatch(name -> name.endsWith(SUFFIX));
    }

    /** Reads the names and positions of all weights. */
    static StoredCheckpoint.Content read(CheckpointFile file, ZipDirectory directory) {
        if (directory.names().size() > StoredCheckpoint.MOST_WEIGHTS) {
            throw file.invalid("holds " + directory.names().size() + " arrays, too many for a network");
        }
        Map<String, String> names = FlaxWeights.names(arrays(directory));
        if (names.isEmpty()) {
            throw file.invalid("is a NumPy archive (.npz), but not a Flax checkpoint; its first arrays are "
                    + directory.names().stream()
                            .limit(3)
                            .map(CheckpointFile::quote)
                            .toList());
        }
        Map<String, StoredTensor> weights = new LinkedHashMap<>();
        names.forEach((array, name) -> {
            StoredTensor stored = stored(file, array, directory.storage(array + SUFFIX));
            FlaxWeights.Weight weight = FlaxWeights.weight(name, stored);
            if (weights.put(weight.name(), weight.tensor()) != null) {
                throw file.invalid("holds two weights of the name " + CheckpointFile.quote(weight.name()));
            }
        });
        return new StoredCheckpoint.Content(weights, Map.of(), Optional.empty());
    }

    private static List<String> arrays(ZipDirectory directory) {
        return directory.names().stream()
                .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                .toList();
    }

    private static StoredTensor stored(CheckpointFile file, String array, Storage storage) {
        ByteBuffer start = storage.bytes(0, Math.min(storage.length(), LONGEST_HEADER));
        byte[] bytes = new byte[start.remaining()];
        start.get(bytes);
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        try {
            NpyHeader header = NpyHeader.read(in);
            StoredType type = type(header);
            long headerBytes = (long) bytes.length - in.available();
            long expected = (long) header.size() * type.bytes();
            if (storage.length() - headerBytes != expected) {
                throw new IOException("its header states " + expected + " bytes of values, but it holds "
                        + (storage.length() - headerBytes));
            }
            if (headerBytes % type.bytes() != 0) {
                throw new IOException("its values are not aligned: they begin after " + headerBytes + " bytes");
            }
            return placed(header, type, headerBytes / type.bytes(), storage);
        } catch (IOException e) {
            throw file.invalid("cannot be read: the array " + CheckpointFile.quote(array) + ": " + e.getMessage(), e);
        }
    }

    private static StoredType type(NpyHeader header) throws IOException {
        if (header.type().charAt(0) == '>') {
            throw new IOException("its values are big-endian; save it again as "
                    + header.type().replace('>', '<'));
        }
        return switch (header.element()) {
            case "f2" -> StoredType.FLOAT16;
            case "f4" -> StoredType.FLOAT32;
            case "f8" -> StoredType.FLOAT64;
            case "b1" -> StoredType.BOOL;
            case "i1" -> StoredType.INT8;
            case "i2" -> StoredType.INT16;
            case "i4" -> StoredType.INT32;
            case "i8" -> StoredType.INT64;
            case "u1" -> StoredType.UINT8;
            case "u2" -> StoredType.UINT16;
            case "u4" -> StoredType.UINT32;
            case "u8" -> StoredType.UINT64;
            default ->
                throw new IOException("its values are of the type '" + header.type() + "', which is not supported");
        };
    }

    private static StoredTensor placed(NpyHeader header, StoredType type, long offset, Storage storage) {
        List<Integer> shape = Arrays.stream(header.axes()).boxed().toList();
        if (!header.fortranOrder()) {
            return StoredTensor.contiguous(type, shape, storage).at(offset);
        }
        List<Integer> reversed = new ArrayList<>(shape);
        Collections.reverse(reversed);
        StoredTensor columnMajor =
                StoredTensor.contiguous(type, reversed, storage).at(offset);
        return columnMajor.transposed(IntStream.range(0, shape.size())
                .map(axis -> shape.size() - 1 - axis)
                .toArray());
    }
}
