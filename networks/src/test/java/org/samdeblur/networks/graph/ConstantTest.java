package org.samdeblur.networks.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.ShortRange;
import org.samdeblur.api.Tensor;

class ConstantTest {
    private static ByteBuffer bytes(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static float half(int bits) {
        return new Constant(ElementType.FLOAT16, List.of(), bytes(2).putShort(0, (short) bits))
                .toTensor()
                .get();
    }

    @Example
    void halvesAreReadExactly() {
        assertEquals(1f, half(0x3c00));
        assertEquals(-2f, half(0xc000));
        assertEquals(65504f, half(0x7bff), "the largest");
        assertEquals(0x1p-14f, half(0x0400), "the smallest normal one");
        assertEquals(0x1p-24f, half(0x0001), "the smallest of all");
        assertEquals(Float.POSITIVE_INFINITY, half(0x7c00));
        assertEquals(Float.floatToRawIntBits(-0f), Float.floatToRawIntBits(half(0x8000)));
        assertTrue(Float.isNaN(half(0x7e00)));
    }

    /** The value of a finite half by its definition: sign, five bits of exponent, ten bits of fraction. */
    @Property
    void everyFiniteHalfHasTheValueOfItsBits(@ForAll @ShortRange(min = 0, max = 0x7bff) short bits) {
        int exponent = bits >> 10;
        double fraction = (bits & 0x3ff) / 1024.0;
        double expected = exponent == 0 ? fraction * 0x1p-14 : (1 + fraction) * Math.pow(2, exponent - 15);
        assertEquals((float) expected, half(bits));
        assertEquals((float) -expected, half(bits | 0x8000));
    }

    @Property
    void aBrainFloatIsTheUpperHalfOfAFloat(@ForAll short bits) {
        Constant constant = new Constant(ElementType.BFLOAT16, List.of(1), bytes(2).putShort(0, bits));
        assertEquals(Float.intBitsToFloat(bits << 16), constant.toTensor().get(0));
    }

    @Property
    void floatsKeepTheirBits(@ForAll float value) {
        assertEquals(value, Constant.ofScalar(value).toTensor().get());
        assertEquals(
                Tensor.of(new float[] {value}, 1, 1),
                Constant.of(Tensor.of(new float[] {value}, 1, 1)).toTensor());
    }

    @Property
    void doublesAreRounded(@ForAll double value) {
        Constant constant = new Constant(ElementType.DOUBLE, List.of(1), bytes(8).putDouble(0, value));
        assertEquals((float) value, constant.toTensor().get(0));
    }

    @Property
    void integersKeepTheirValues(@ForAll long[] values) {
        assertArrayEquals(values, Constant.ofLongs(values).toLongs());
    }

    @Example
    void floatsAndIntegersAreNotMistakenForOneAnother() {
        assertThrows(IllegalStateException.class, () -> Constant.ofLongs(1).toTensor());
        assertThrows(IllegalStateException.class, () -> Constant.ofScalar(1).toLongs());
    }

    @Example
    void dataThatDoNotFillTheShapeAreRefused() {
        ByteBuffer data = bytes(12);
        assertThrows(IllegalArgumentException.class, () -> new Constant(ElementType.FLOAT, List.of(2, 2), data));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Constant(ElementType.UINT8, List.of(1 << 30, 1 << 30, 16), bytes(0)),
                "a size that overflows");
        assertThrows(IllegalArgumentException.class, () -> new Constant(ElementType.UNDEFINED, List.of(), bytes(0)));
    }

    @Example
    void readingDoesNotMoveTheBuffer() {
        Constant constant = Constant.ofLongs(1, 2, 3);
        constant.data().getLong();
        assertEquals(3 * Long.BYTES, constant.data().remaining());
    }

    @Property
    void everyHalfStaysWhatItIs(@ForAll short bits) {
        boolean isFinite = (bits & 0x7c00) != 0x7c00;
        if (isFinite) {
            Constant half = new Constant(ElementType.FLOAT16, List.of(1), bytes(2).putShort(0, bits));
            assertEquals(half, Constant.of(half.toTensor()).toHalf());
        }
    }

    /** Halves have eleven binary digits, and nothing below 2^-24. */
    @Property
    void floatsAreRoundedToTheNearestHalf(@ForAll @FloatRange(min = -65504, max = 65504) float value) {
        Tensor rounded = Constant.of(Tensor.of(new float[] {value}, 1)).toHalf().toTensor();

        assertEquals(value, rounded.get(0), Math.max(Math.abs(value) * 0x1p-11f, 0x1p-25f));
    }

    @Example
    void tiesAreRoundedToEvenAndWhatIsTooLargeIsRefused() {
        assertEquals(1, rounded(1 + 0x1p-11f));
        assertEquals(1 + 0x1p-9f, rounded(1 + 3 * 0x1p-11f));
        assertEquals(0, rounded(0x1p-25f));
        assertEquals(0x1p-24f, rounded(0x1.8p-25f));
        assertEquals(65504, rounded(65519));
        for (float value : new float[] {65520, Float.NEGATIVE_INFINITY, Float.NaN}) {
            assertThrows(IllegalStateException.class, () -> rounded(value));
        }
        assertThrows(IllegalStateException.class, () -> Constant.ofLongs(1).toHalf());
    }

    private static float rounded(float value) {
        return Constant.of(Tensor.of(new float[] {value}, 1))
                .toHalf()
                .toTensor()
                .get(0);
    }
}
