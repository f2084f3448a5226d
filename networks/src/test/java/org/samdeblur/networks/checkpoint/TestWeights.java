package org.samdeblur.networks.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.samdeblur.networks.graph.Constant;

/** Files of weights that tests read, and their values. */
final class TestWeights {
    static final Path GOLDEN = Path.of(System.getProperty("samdeblur.golden"));

    private TestWeights() {}

    /** A file written by PyTorch, see the README beside it, copied into a folder. */
    static Path resource(String name, Path folder) {
        try (InputStream input = TestWeights.class.getResourceAsStream(name)) {
            Path file = folder.resolve(name);
            Files.write(file, input.readAllBytes());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file outside the project; the test is skipped where it is missing. */
    static Path shared(String name) {
        Path file = Path.of(System.getProperty("samdeblur.shared")).resolve(name);
        Assumptions.assumeTrue(Files.exists(file), () -> "skipped: there is no " + file);
        return file;
    }

    /** The values of a weight of 32-bit floats. */
    static float[] floats(Constant weight) {
        return weight.toTensor().toArray();
    }

    /** Returns the place of the first occurrence of some bytes among others, which have to contain them. */
    static int placeOf(byte[] part, byte[] whole) {
        for (int i = 0; i <= whole.length - part.length; i++) {
            if (Arrays.equals(whole, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("the bytes are not there");
    }

    /** Reads every weight, as building a network does. */
    static void readAll(Checkpoint checkpoint) {
        for (String name : checkpoint.names()) {
            checkpoint.weight(name);
        }
    }
}
