package org.samdeblur.api.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file is read through a window of 64 KiB; nobody who reads may notice. */
class ChannelInputTest {
    private static final int WINDOW = 1 << 16;
    private static final int LENGTH = 2 * WINDOW + 100;

    @TempDir
    Path folder;

    private byte[] content;
    private ChannelInput input;

    @BeforeEach
    void open() throws IOException {
        content = new byte[LENGTH];
        new SplittableRandom(1).nextBytes(content);
        Path file = Files.write(folder.resolve("file"), content);
        input = new ChannelInput(Files.newByteChannel(file));
    }

    @AfterEach
    void close() throws IOException {
        input.close();
    }

    /** Readers of images take fewer bytes than they asked for as the end of the file. */
    @ParameterizedTest
    @ValueSource(ints = {WINDOW - 4, WINDOW - 3, WINDOW - 2, WINDOW - 1, WINDOW, 2 * WINDOW - 1, LENGTH - 4})
    void aNumberMayLieOnBothSidesOfAWindowsEnd(int place) throws IOException {
        input.read();

        input.seek(place);

        assertEquals(ByteBuffer.wrap(content).getInt(place), input.readInt());
        assertEquals(place + 4, input.getStreamPosition());
    }

    @Test
    void allIsReadAtOnceIfItIsAskedFor() throws IOException {
        byte[] read = new byte[LENGTH + 10];

        assertEquals(LENGTH, input.read(read));

        assertArrayEquals(content, Arrays.copyOf(read, LENGTH));
        assertEquals(-1, input.read(read));
        assertEquals(-1, input.read());
    }

    @Test
    void whatIsBlankedIsZeroOnBothSidesOfAWindowsEnd() throws IOException {
        input.read();

        input.blank(WINDOW - 5, WINDOW + 7);

        Arrays.fill(content, WINDOW - 5, WINDOW + 7, (byte) 0);
        byte[] read = new byte[LENGTH];
        input.seek(0);
        input.readFully(read);
        assertArrayEquals(content, read);
    }
}
