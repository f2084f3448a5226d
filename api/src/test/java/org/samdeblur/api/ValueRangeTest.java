package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.DeblurModelOptions.Pooling;

class ValueRangeTest {
    @Test
    void readsWhatItWrites() {
        assertEquals(new ValueRange(0, 255), ValueRange.parse("0..255"));
        assertEquals(new ValueRange(-1, 1), ValueRange.parse(" -1 .. 1 "));
        assertEquals(new ValueRange(0, 255), ValueRange.parse("0 255"));
        assertEquals(new ValueRange(-0.5f, 0.5f), ValueRange.parse("-0.5..0.5"));
        for (String text : new String[] {"0..255", "-1..1", "-0.5..0.5", "1..0"}) {
            assertEquals(text, ValueRange.parse(text).toString());
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0.1f, -0.0005f, 1.17549435e-38f, Float.MIN_VALUE, 16_777_216, 1.5e9f, Float.MAX_VALUE})
    void readsEveryRangeThatItWrites(float white) {
        ValueRange range = new ValueRange(0, white);
        assertEquals(range, ValueRange.parse(range.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "255", "0..", "0-255", "0..0", "a..b", "0..1e99"})
    void refusesWhatIsNoRange(String text) {
        assertThrows(IllegalArgumentException.class, () -> ValueRange.parse(text));
    }

    @Test
    void valuesComeBack() {
        ValueRange range = new ValueRange(-1, 1);

        assertEquals(-1, range.given(0));
        assertEquals(1, range.given(1));
        assertEquals(0.25f, range.restored(range.given(0.25f)));
    }

    @Test
    void optionsComeBackFromAStream() throws IOException, ClassNotFoundException {
        DeblurModelOptions plain =
                DeblurModelOptions.DEFAULT.withPooling(Pooling.LOCAL).withGraphForm(GraphForm.PLAIN);
        DeblurModelOptions stated =
                plain.withSizeMultiple(8).withValueRange(new ValueRange(0, 255)).withOutput("sharp");
        for (DeblurModelOptions options : new DeblurModelOptions[] {DeblurModelOptions.DEFAULT, plain, stated}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
                stream.writeObject(options);
            }
            try (ObjectInputStream stream = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                assertEquals(options, stream.readObject());
            }
        }
    }

    @Test
    void aMultipleOfNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> DeblurModelOptions.DEFAULT.withSizeMultiple(0));
    }
}
