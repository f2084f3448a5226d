package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ReadOnlyBufferException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TensorTest {
    private static final Tensor COUNT = Tensor.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 2, 3, 2);

    @Test
    void valuesLieRowByRow() {
        assertEquals(0, COUNT.get(0, 0, 0));
        assertEquals(1, COUNT.get(0, 0, 1));
        assertEquals(2, COUNT.get(0, 1, 0));
        assertEquals(6, COUNT.get(1, 0, 0));
        assertEquals(11, COUNT.get(1, 2, 1));
        assertEquals("Tensor[2, 3, 2]", COUNT.toString());
    }

    @Test
    void anIndexPerAxisIsDemanded() {
        assertThrows(IndexOutOfBoundsException.class, () -> COUNT.get(0, 3, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> COUNT.get(0, -1, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> COUNT.get(0, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> COUNT.get(0, 0, 0, 0));
    }

    @Test
    void aScalarHasNoAxes() {
        Tensor scalar = Tensor.of(new float[] {3});
        assertEquals(0, scalar.rank());
        assertEquals(1, scalar.size());
        assertEquals(3, scalar.get());
    }

    @Test
    void anAxisMayBeEmpty() {
        Tensor empty = Tensor.zeros(0, 3, 2);
        assertEquals(0, empty.size());
        assertEquals(COUNT, Tensor.concat(COUNT, empty));
        assertEquals(empty, COUNT.slice(1, 1));
    }

    @Test
    void itsMemoryIsDirectAndOfNativeOrderAndCannotBeWritten() {
        for (Tensor tensor : new Tensor[] {COUNT, COUNT.slice(1, 2), COUNT.reshape(12)}) {
            FloatBuffer data = tensor.data();
            assertTrue(data.isDirect());
            assertEquals(ByteOrder.nativeOrder(), data.order());
            assertEquals(0, data.position());
            assertEquals(tensor.size(), data.limit());
            assertThrows(ReadOnlyBufferException.class, () -> data.put(0, 1f));
        }
    }

    @Test
    void changingWhatItWasMadeOfDoesNotChangeIt() {
        float[] values = {1, 2};
        int[] shape = {2};
        Tensor tensor = Tensor.of(values, shape);
        values[0] = 9;
        shape[0] = 9;
        tensor.shape()[0] = 9;
        tensor.toArray()[0] = 9;
        assertEquals(Tensor.of(new float[] {1, 2}, 2), tensor);
    }

    @Test
    void wrappingCopiesNothing() {
        FloatBuffer buffer =
                ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder()).asFloatBuffer();
        Tensor tensor = Tensor.wrap(buffer.position(1), 3);
        buffer.put(1, 5f);
        assertEquals(5f, tensor.get(0));
    }

    @Test
    void onlyDirectBuffersOfNativeOrderAreWrapped() {
        ByteOrder foreign =
                ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        FloatBuffer swapped = ByteBuffer.allocateDirect(4).order(foreign).asFloatBuffer();
        assertThrows(IllegalArgumentException.class, () -> Tensor.wrap(FloatBuffer.allocate(1), 1));
        assertThrows(IllegalArgumentException.class, () -> Tensor.wrap(swapped, 1));
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[5], 2, 3));
        assertThrows(IllegalArgumentException.class, () -> Tensor.zeros(2, -1));
        assertThrows(IllegalArgumentException.class, () -> COUNT.reshape(5, 2));
        assertThrows(IllegalArgumentException.class, () -> Tensor.concat(COUNT, Tensor.zeros(2, 2, 3)));
        assertThrows(IndexOutOfBoundsException.class, () -> COUNT.slice(1, 3));
    }

    @Test
    void sizesBeyondWhatABufferHoldsAreRefusedWithoutOverflow() {
        int most = Integer.MAX_VALUE;
        assertThrows(IllegalArgumentException.class, () -> Tensor.zeros(1 << 29));
        assertThrows(IllegalArgumentException.class, () -> Tensor.zeros(1 << 16, 1 << 16));
        assertThrows(IllegalArgumentException.class, () -> Tensor.zeros(most, most, most));
        assertThrows(IllegalArgumentException.class, () -> Tensor.zeros(1 << 16, 1 << 16, 1 << 16, 1 << 16));
    }

    @Test
    void equalityIsThatOfShapeAndValues() {
        assertEquals(COUNT, Tensor.of(COUNT.toArray(), 2, 3, 2));
        assertEquals(COUNT.hashCode(), Tensor.of(COUNT.toArray(), 2, 3, 2).hashCode());
        assertNotEquals(COUNT, COUNT.reshape(3, 2, 2));
        assertNotEquals(COUNT.slice(0, 1), COUNT.slice(1, 2));
        assertEquals(Tensor.of(new float[] {Float.NaN, 0f}, 2), Tensor.of(new float[] {Float.NaN, -0f}, 2));
    }

    @Property(tries = 200)
    void slicesJoinedAgainAreTheWhole(
            @ForAll @IntRange(max = 5) int channels,
            @ForAll @IntRange(max = 5) int cut,
            @ForAll @IntRange(max = 4) int height,
            @ForAll @IntRange(max = 4) int width) {
        int at = Math.min(cut, channels);
        Tensor whole = Tensor.create(
                values -> {
                    while (values.hasRemaining()) {
                        values.put(values.position());
                    }
                },
                channels,
                height,
                width);
        assertEquals(whole, Tensor.concat(whole.slice(0, at), whole.slice(at, channels)));
        assertArrayEquals(
                whole.toArray(), whole.reshape(width, height, channels).toArray());
    }
}
