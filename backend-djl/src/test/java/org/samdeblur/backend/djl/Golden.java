package org.samdeblur.backend.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.samdeblur.api.Tensor;

/** The reference data of the folder golden. */
final class Golden {
    private static final int PREAMBLE = 10;
    private static final Pattern SHAPE = Pattern.compile("'shape': \\(([\\d, ]*)\\)");

    private Golden() {}

    static Path file(String name) {
        return Path.of(System.getProperty("samdeblur.golden", "../golden"), name);
    }

    /** Reads an image, with or without an axis for a batch of one. */
    static Tensor image(String name) {
        Tensor tensor = tensor(name);
        return tensor.rank() == 3 ? tensor : tensor.reshape(tensor.dim(1), tensor.dim(2), tensor.dim(3));
    }

    /** Reads a {@code .npy} of version 1 with 32-bit floats in C order. */
    private static Tensor tensor(String name) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file(name))).order(ByteOrder.LITTLE_ENDIAN);
            int length = bytes.getShort(PREAMBLE - Short.BYTES);
            Matcher header = SHAPE.matcher(new String(bytes.array(), PREAMBLE, length, StandardCharsets.US_ASCII));
            header.find();
            int[] shape = Arrays.stream(header.group(1).split(", ?"))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            bytes.position(PREAMBLE + length);
            return Tensor.create(
                    buffer -> buffer.put(
                            bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer()),
                    shape);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static void assertClose(Tensor expected, Tensor actual, float tolerance) {
        assertArrayEquals(expected.shape(), actual.shape());
        float largest = 0;
        float[] a = expected.toArray();
        float[] b = actual.toArray();
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Float.isFinite(b[i]) ? Math.abs(a[i] - b[i]) : Float.POSITIVE_INFINITY);
        }
        assertEquals(0, largest, tolerance, "largest difference");
    }
}
