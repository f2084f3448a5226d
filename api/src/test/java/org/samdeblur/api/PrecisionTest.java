package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrecisionTest {
    @ParameterizedTest
    @EnumSource(Precision.class)
    void isReadAsItIsWritten(Precision precision) {
        assertEquals(precision, Precision.parse(" " + precision.toString().toUpperCase(Locale.ROOT) + " "));
    }

    @Test
    void aNameOfNoneIsRefusedWithThoseThatThereAre() {
        assertEquals(
                "'int8' is not a precision; write float32, bfloat16, float16, auto",
                assertThrows(IllegalArgumentException.class, () -> Precision.parse("int8"))
                        .getMessage());
    }
}
