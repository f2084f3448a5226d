package org.samdeblur.networks.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class ElementConversionTest {
    @Test
    void everyHalfHasTheValueThatIts16BitsSpell() {
        for (int bits = 0; bits <= 0xffff; bits++) {
            int exponent = bits >> 10 & 0x1f;
            double fraction = (bits & 0x3ff) / 1024.0;
            double magnitude =
                    exponent == 0 ? fraction * Math.pow(2, -14) : (1 + fraction) * Math.pow(2, exponent - 15);
            double expected = bits < 0x8000 ? magnitude : -magnitude;

            float value = ElementConversion.halfToFloat((short) bits);

            if (exponent < 0x1f) {
                assertEquals((float) expected, value, "half " + Integer.toHexString(bits));
            } else if (fraction == 0) {
                assertEquals(bits < 0x8000 ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY, value);
            } else {
                assertTrue(Float.isNaN(value), "half " + Integer.toHexString(bits));
            }
        }
    }

    @Test
    void aBrainFloatIsTheUpperHalfOfAFloat() {
        ByteBuffer stored = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        stored.putShort((short) 0x3f80).putShort((short) 0xc049).flip();

        ByteBuffer read = ElementConversion.toReadType(StoredType.BFLOAT16, stored);

        assertEquals(1f, read.getFloat());
        assertEquals(-3.140625f, read.getFloat());
    }

    @Test
    void floatsAtAnOddAddressAreMovedToAnEvenOne() {
        ByteBuffer odd = ByteBuffer.allocateDirect(13).order(ByteOrder.LITTLE_ENDIAN);
        int shift = 1 + (odd.alignmentOffset(0, 4) == 0 ? 0 : 4 - odd.alignmentOffset(0, 4));
        odd.putFloat(shift % 4 == 0 ? 1 : shift, 2.5f);
        ByteBuffer stored = odd.slice(shift % 4 == 0 ? 1 : shift, 4).order(ByteOrder.LITTLE_ENDIAN);

        ByteBuffer read = ElementConversion.toReadType(StoredType.FLOAT32, stored);

        assertEquals(0, read.alignmentOffset(0, Float.BYTES));
        assertEquals(2.5f, read.getFloat());
    }
}
