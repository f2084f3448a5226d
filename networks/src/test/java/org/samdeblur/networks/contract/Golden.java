package org.samdeblur.networks.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.samdeblur.api.Image;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;
import org.samdeblur.map.files.MaskArchives;
import org.samdeblur.map.files.NpyFiles;

/** What the published implementations computed, and the comparison with it. */
public final class Golden {
    /** The tolerance the golden data come with. */
    public static final float TOLERANCE = 1e-4f;

    private Golden() {}

    /** A file of the golden data: in the folder that the property names, else out of the jar of these tests. */
    public static Path file(String name) {
        String folder = System.getProperty("samdeblur.golden");
        return folder == null ? PackedGolden.folder().resolve(name) : Path.of(folder, name);
    }

    /**
     * A file of other people's, which is not part of this repository; its tests are skipped where the property names no
     * folder that has it.
     */
    static Path shared(String name) {
        String folder = System.getProperty("samdeblur.shared");
        assumeTrue(folder != null, () -> name + " is not published with these tests");
        Path file = Path.of(folder, name);
        assumeTrue(Files.exists(file), () -> file + " does not exist");
        return file;
    }

    /** An array of the golden data. */
    public static Tensor tensor(String name) {
        return NpyFiles.read(file(name));
    }

    /** An array of three axes, or one with a batch of one before them, without that axis. */
    public static Tensor unbatched(String name) {
        Tensor batch = tensor(name);
        return batch.rank() == 3 ? batch : batch.reshape(batch.dim(1), batch.dim(2), batch.dim(3));
    }

    static Image image(String name) {
        return Image.read(file(name));
    }

    static MaskSet masks(String name) {
        return MaskArchives.read(file(name));
    }

    /** The groups that a grey code image stands for. */
    static MaskSet greyCodes(String name) {
        Image image = image(name);
        byte[] rgb = image.toRgb();
        int[] codes = new int[image.width() * image.height()];
        for (int pixel = 0; pixel < codes.length; pixel++) {
            codes[pixel] = Byte.toUnsignedInt(rgb[3 * pixel]);
        }
        return MaskSet.ofGreyCodes(image.size(), codes);
    }

    /** Fails unless shapes are equal and no two values differ by more than the tolerance. */
    public static void assertClose(Tensor expected, Tensor actual, float tolerance) {
        float difference = largestDifference(expected, actual);
        assertTrue(difference <= tolerance, () -> "largest difference " + difference + " exceeds " + tolerance);
    }

    static float largestDifference(Tensor expected, Tensor actual) {
        assertArrayEquals(expected.shape(), actual.shape());
        float[] left = expected.toArray();
        float[] right = actual.toArray();
        float largest = 0;
        for (int i = 0; i < left.length; i++) {
            // Math.max keeps a NaN, which no tolerance lets pass
            largest = Math.max(largest, Math.abs(left[i] - right[i]));
        }
        return largest;
    }
}
