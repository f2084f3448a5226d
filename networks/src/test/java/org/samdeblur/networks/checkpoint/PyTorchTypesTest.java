package org.samdeblur.networks.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.networks.graph.ElementType;

/** Both of PyTorch's formats, written by PyTorch with the same tensors in them. */
@ParameterizedClass
@ValueSource(strings = {"types-zip.pth", "types-legacy.pth"})
@DisplayName("Tensors as PyTorch stores them")
class PyTorchTypesTest {
    /** A grid of 2 × 3 × 4 whose values count in eighths from -1: exact in every float type. */
    private static final float[] GRID = new float[24];

    static {
        for (int i = 0; i < GRID.length; i++) {
            GRID[i] = i / 8f - 1;
        }
    }

    private final String format;

    @TempDir
    private Path folder;

    private Checkpoint checkpoint;

    PyTorchTypesTest(String format) {
        this.format = format;
    }

    @BeforeEach
    void open() {
        checkpoint = Checkpoint.open(TestWeights.resource(format, folder));
    }

    @Test
    void namesKeepTheirOrder() {
        assertEquals(
                List.of("float32", "float16", "bfloat16", "float64", "transposed", "part"),
                checkpoint.names().stream().limit(6).toList());
        assertEquals(18, checkpoint.names().size());
    }

    @Test
    void floatsOfEveryWidthAreReadAs32Bits() {
        for (String name : List.of("float32", "float16", "bfloat16", "float64")) {
            assertEquals(List.of(2, 3, 4), checkpoint.shape(name));
            assertEquals(ElementType.FLOAT, checkpoint.weight(name).type());
            assertArrayEquals(GRID, floats(name), name);
        }
    }

    @Test
    void aTransposedTensorIsPutInRowMajorOrder() {
        float[] transposed = new float[24];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 6; j++) {
                transposed[i * 6 + j] = GRID[j * 4 + i];
            }
        }

        assertEquals(List.of(4, 2, 3), checkpoint.shape("transposed"));
        assertArrayEquals(transposed, floats("transposed"));
    }

    @Test
    void aPartOfAnotherTensorIsCutOutOfIt() {
        assertEquals(List.of(2, 2), checkpoint.shape("part"));
        assertArrayEquals(new float[] {GRID[16], GRID[18], GRID[20], GRID[22]}, floats("part"));
    }

    @Test
    void tensorsThatShareAStorageAreBothRead() {
        assertArrayEquals(new float[] {0, 0.5f, 1, 1.5f, 2, 2.5f}, floats("shared.first"));
        assertArrayEquals(new float[] {2, 2.5f, 3, 3.5f, 4, 4.5f}, floats("shared.second"));
    }

    @Test
    void aRepeatedValueIsWrittenOut() {
        assertArrayEquals(new float[] {7, 7, 7, 7, 7, 7}, floats("expanded"));
    }

    @Test
    void aParameterIsItsTensor() {
        assertEquals(List.of(3, 4), checkpoint.shape("parameter"));
        assertEquals(GRID[11], floats("parameter")[11]);
    }

    @Test
    void emptyTensorsAndScalarsAreTensorsToo() {
        assertEquals(List.of(0, 4), checkpoint.shape("empty"));
        assertEquals(0, checkpoint.weight("empty").data().remaining());
        assertEquals(List.of(), checkpoint.shape("scalar"));
        assertEquals(42, checkpoint.weight("scalar").data().getLong());
    }

    @Test
    void integersKeepTheirType() {
        assertEquals(ElementType.INT8, checkpoint.weight("int8").type());
        assertEquals(-128, bytes("int8").get(0));
        assertEquals(ElementType.INT16, checkpoint.weight("int16").type());
        assertEquals(Short.MIN_VALUE, bytes("int16").getShort(0));
        assertEquals(ElementType.INT32, checkpoint.weight("int32").type());
        assertEquals(Integer.MAX_VALUE, bytes("int32").getInt(4));
        assertEquals(ElementType.INT64, checkpoint.weight("int64").type());
        assertEquals(Long.MIN_VALUE, bytes("int64").getLong(0));
        assertEquals(ElementType.UINT8, checkpoint.weight("uint8").type());
        assertEquals((byte) 255, bytes("uint8").get(1));
        assertEquals(ElementType.BOOL, checkpoint.weight("bool").type());
        assertEquals(1, bytes("bool").get(0));
        assertEquals(0, bytes("bool").get(1));
    }

    @Test
    void whateverTheFilesAlignmentNativeCodeCanUseTheWeights() {
        for (String name : checkpoint.names()) {
            ByteBuffer bytes = bytes(name);
            if (bytes.hasRemaining()) {
                assertEquals(
                        0,
                        bytes.alignmentOffset(0, checkpoint.weight(name).type().bytes()),
                        name);
            }
        }
    }

    private float[] floats(String name) {
        return TestWeights.floats(checkpoint.weight(name));
    }

    private ByteBuffer bytes(String name) {
        return checkpoint.weight(name).data();
    }
}
