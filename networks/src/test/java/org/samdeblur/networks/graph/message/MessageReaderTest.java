package org.samdeblur.networks.graph.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {
    private static MessageReader reader(int... bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
        for (int value : bytes) {
            buffer.put((byte) value);
        }
        return new MessageReader(buffer.flip());
    }

    @Property
    void fieldsAreReadBackAsTheyWereWritten(
            @ForAll long integer, @ForAll float number, @ForAll @Size(max = 3000) byte[] bytes) throws IOException {
        MessageWriter inner = new MessageWriter().integer(3, integer).bytes(4, ByteBuffer.wrap(bytes));
        MessageReader in = new MessageReader(new MessageWriter()
                .integer(1, integer)
                .number(2, number)
                .message(200, inner)
                .text(15, "ü€")
                .toDirectBuffer());

        assertTrue(in.next());
        assertEquals(integer, in.integer());
        assertTrue(in.next());
        assertEquals(number, in.number());
        assertTrue(in.next());
        assertEquals(200, in.field());
        MessageReader message = in.message();
        assertTrue(message.next() && message.next(), "the first of two fields is skipped");
        assertEquals(ByteBuffer.wrap(bytes), message.bytes());
        assertFalse(message.next());
        assertTrue(in.next());
        assertEquals("ü€", in.text());
        assertFalse(in.next());
    }

    @Property
    void whatIsWrittenToAStreamIsWhatIsWrittenToMemory(@ForAll @Size(max = 3000) byte[] bytes) throws IOException {
        MessageWriter message = new MessageWriter()
                .bytes(1, ByteBuffer.wrap(bytes))
                .message(2, new MessageWriter().bytes(3, ByteBuffer.wrap(bytes)));
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        message.writeTo(stream);
        byte[] memory = new byte[stream.size()];
        message.toDirectBuffer().get(memory);
        assertArrayEquals(stream.toByteArray(), memory);
    }

    @Test
    void numbersArePackedOrNot() throws IOException {
        List<Long> values = new ArrayList<>();
        MessageReader in = reader(0x08, 5, 0x0a, 3, 6, 0x80, 0x01);
        while (in.next()) {
            in.integers(values);
        }
        assertEquals(List.of(5L, 6L, 128L), values);
    }

    @Test
    void fieldsOfEveryKindAreSkipped() throws IOException {
        MessageReader in =
                reader(0x08, 0xff, 0x01, 0x11, 1, 2, 3, 4, 5, 6, 7, 8, 0x1a, 2, 0, 0, 0x25, 1, 2, 3, 4, 0x28, 9);
        long last = 0;
        while (in.next()) {
            if (in.field() == 5) {
                last = in.integer();
            }
        }
        assertEquals(9, last);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08",
                "08ff",
                "0affffffff0f",
                "0a05aa",
                "0d0102",
                "09010203",
                "00",
                "07aa",
                "0b",
                "0c",
                "08ffffffffffffffffffff01",
                "ffffffffffffffffff01"
            })
    void whatIsNoMessageIsRefused(String hex) {
        int[] bytes = new int[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        MessageReader in = reader(bytes);
        assertThrows(MalformedMessageException.class, () -> {
            while (in.next()) {}
        });
    }

    @Test
    void messagesNestedTooDeepAreRefused() throws IOException {
        MessageWriter message = new MessageWriter();
        for (int depth = 0; depth < 200; depth++) {
            message = new MessageWriter().message(1, message);
        }
        MessageReader in = new MessageReader(message.toDirectBuffer());
        assertThrows(MalformedMessageException.class, () -> {
            MessageReader inner = in;
            while (inner.next()) {
                inner = inner.message();
            }
        });
    }
}
