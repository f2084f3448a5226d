package org.samdeblur.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.samdeblur.api.Image;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.Tensor;
import org.samdeblur.map.files.NpyFiles;

/** The golden data of the published implementation, and what tests do with it. */
public final class Golden {
    private Golden() {}

    public static Path file(String name) {
        return Path.of(System.getProperty("samdeblur.golden"), name);
    }

    static MapEncoder encoder() {
        return new MapEncoder(encoder("weight3x3"), encoder("bias3x3"), encoder("weight1x1"), encoder("bias1x1"));
    }

    private static Tensor encoder(String part) {
        return NpyFiles.read(file("nafnet/map_encoder_" + part + ".npy"));
    }

    /** The input image, zero-padded right and bottom to multiples of eight. */
    static Tensor paddedInput() {
        return padded(Image.read(file("nafnet/input.png")).toTensor(), 96, 104);
    }

    static Tensor padded(Tensor image, int height, int width) {
        FloatBuffer data = image.data();
        return Tensor.create(
                values -> {
                    for (int row = 0; row < image.dim(0) * image.dim(1); row++) {
                        int to = (row / image.dim(1) * height + row % image.dim(1)) * width;
                        values.put(to, data, row * image.dim(2), image.dim(2));
                    }
                },
                image.dim(0),
                height,
                width);
    }

    static float largestDifference(Tensor a, Tensor b) {
        assertArrayEquals(a.shape(), b.shape());
        float[] left = a.toArray();
        float[] right = b.toArray();
        float largest = 0;
        for (int i = 0; i < left.length; i++) {
            // Math.max keeps a NaN, which no tolerance lets pass
            largest = Math.max(largest, Math.abs(left[i] - right[i]));
        }
        return largest;
    }
}
