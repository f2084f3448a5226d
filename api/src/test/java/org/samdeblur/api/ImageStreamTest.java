package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images as bytes, read from streams, arrays and buffers and written to streams. */
class ImageStreamTest {
    private static final Image IMAGE = Pictures.smooth(24, 37);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void bytesAreThoseOfAFile(ImageFormat format) throws IOException {
        Path file = folder.resolve("image." + format.suffixes().get(0));
        IMAGE.write(file);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        IMAGE.write(stream, format);

        assertArrayEquals(Files.readAllBytes(file), IMAGE.toBytes(format));
        assertArrayEquals(Files.readAllBytes(file), stream.toByteArray());
    }

    @ParameterizedTest
    @EnumSource
    void everySourceGivesTheImageOfAFile(ImageFormat format) {
        Path file = folder.resolve("image." + format.suffixes().get(0));
        IMAGE.write(file);
        byte[] bytes = IMAGE.toBytes(format);
        Image expected = Image.read(file);

        assertEquals(expected, Image.read(bytes));
        assertEquals(expected, Image.read(ByteBuffer.wrap(bytes)));
        assertEquals(expected, Image.read(new ByteArrayInputStream(bytes)));
    }

    @Test
    void aBufferIsReadFromItsPositionToItsLimitAndStaysAsItIs() {
        byte[] bytes = IMAGE.toBytes(ImageFormat.PNG);
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length + 30);
        buffer.position(10).put(bytes).limit(10 + bytes.length).position(10);

        assertEquals(IMAGE, Image.read(buffer.asReadOnlyBuffer()));
        assertEquals(IMAGE, Image.read(buffer));
        assertEquals(10, buffer.position());
        assertEquals(10 + bytes.length, buffer.limit());
    }

    @Test
    void streamsStayOpen() {
        boolean[] isClosed = new boolean[2];
        InputStream in = new ByteArrayInputStream(IMAGE.toBytes(ImageFormat.PNG)) {
            @Override
            public void close() {
                isClosed[0] = true;
            }
        };
        OutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                isClosed[1] = true;
            }
        };

        Image.read(in).write(out, ImageFormat.PNG);

        assertArrayEquals(new boolean[2], isClosed);
    }

    @Test
    void streamsThatGiveFewBytesAtATimeAreReadToTheirEnd() {
        InputStream slow = new ByteArrayInputStream(IMAGE.toBytes(ImageFormat.PNG)) {
            @Override
            public synchronized int read(byte[] target, int offset, int count) {
                return super.read(target, offset, Math.min(count, 7));
            }
        };
        assertEquals(IMAGE, Image.read(slow));
    }

    @Test
    void aStreamThatBeginsLikeNoImageIsNotReadFurther() throws IOException {
        InputStream text = new ByteArrayInputStream(new byte[100_000]);

        assertEquals("the image is not an image; PNG, JPEG, TIFF, BMP, GIF and WebP are supported", messageOf(text));
        assertTrue(text.available() > 99_000);
    }

    @Test
    void messagesBeginWithTheNameThatIsGiven() {
        ImageReadOptions options = ImageReadOptions.DEFAULT.withName("up\u001bload.png");
        byte[] half = Arrays.copyOf(IMAGE.toBytes(ImageFormat.PNG), 300);

        String ofStream = assertThrows(
                        InvalidImageException.class, () -> Image.read(new ByteArrayInputStream(half), options))
                .getMessage();
        String ofBytes = assertThrows(InvalidImageException.class, () -> Image.read(half, options))
                .getMessage();
        String ofFile = assertThrows(
                        InvalidImageException.class, () -> Image.read(folder.resolve("missing.png"), options))
                .getMessage();

        assertTrue(ofStream.startsWith("up\\u001bload.png is truncated"), ofStream);
        assertEquals(ofStream, ofBytes);
        assertEquals("up\\u001bload.png does not exist", ofFile);
    }

    @Test
    void theLimitOfPixelsHoldsForEverySource() {
        byte[] bytes = IMAGE.toBytes(ImageFormat.PNG);
        ImageReadOptions tight = ImageReadOptions.DEFAULT.withPixelLimit(24 * 37 - 1);

        assertThrows(InvalidImageException.class, () -> Image.read(bytes, tight));
        assertThrows(InvalidImageException.class, () -> Image.read(new ByteArrayInputStream(bytes), tight));
        assertEquals(IMAGE, Image.read(bytes, ImageReadOptions.DEFAULT.withPixelLimit(24 * 37)));
    }

    @Test
    void aStreamThatFailsIsNamedWithItsReason() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        };
        OutputStream full = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("connection reset");
            }
        };

        assertEquals("the image cannot be read: connection reset", messageOf(broken));
        assertEquals(
                "the image cannot be written: connection reset",
                assertThrows(InvalidImageException.class, () -> IMAGE.write(full, ImageFormat.PNG))
                        .getMessage());
    }

    private static String messageOf(InputStream in) {
        return assertThrows(InvalidImageException.class, () -> Image.read(in)).getMessage();
    }

    @Test
    void jpegQualityTradesSizeForError() {
        byte[] fine = IMAGE.toBytes(ImageFormat.JPEG, ImageWriteOptions.DEFAULT.withJpegQuality(1));
        byte[] usual = IMAGE.toBytes(ImageFormat.JPEG);
        byte[] coarse = IMAGE.toBytes(ImageFormat.JPEG, ImageWriteOptions.DEFAULT.withJpegQuality(0.2));

        assertTrue(coarse.length < usual.length && usual.length < fine.length);
        assertNotEquals(Image.read(fine), Image.read(coarse));
    }

    @Test
    void pngCompressionChangesTheSizeAlone() {
        byte[] none = IMAGE.toBytes(ImageFormat.PNG, ImageWriteOptions.DEFAULT.withPngCompression(0));
        byte[] usual = IMAGE.toBytes(ImageFormat.PNG);
        byte[] most = IMAGE.toBytes(ImageFormat.PNG, ImageWriteOptions.DEFAULT.withPngCompression(9));

        assertTrue(most.length <= usual.length && usual.length < none.length);
        assertTrue(none.length > 24 * 37 * 3);
        assertEquals(IMAGE, Image.read(none));
        assertEquals(IMAGE, Image.read(most));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.01, Double.NaN})
    void aQualityOutOfRangeIsRefused(double quality) {
        assertThrows(IllegalArgumentException.class, () -> ImageWriteOptions.DEFAULT.withJpegQuality(quality));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10})
    void aCompressionOutOfRangeIsRefused(int level) {
        assertThrows(IllegalArgumentException.class, () -> ImageWriteOptions.DEFAULT.withPngCompression(level));
    }

    @Test
    void imagesAreEqualByTheirSamplesAndForm() {
        Image same = Pictures.smooth(24, 37);
        Image deep = Pictures.random(3, 4, 3, 16, 1);

        assertEquals(IMAGE, same);
        assertEquals(IMAGE.hashCode(), same.hashCode());
        assertEquals(deep, Pictures.random(3, 4, 3, 16, 1));
        assertNotEquals(deep, Pictures.random(3, 4, 3, 16, 2));
        assertNotEquals(deep, Pictures.random(3, 4, 3, 8, 1));
        assertNotEquals(Pictures.random(3, 4, 1, 8, 1), Pictures.random(4, 3, 1, 8, 1));
        assertFalse(IMAGE.equals(null));
    }

    @Test
    void theNameTellsTheFormatToWrite() {
        assertEquals(ImageFormat.JPEG, ImageFormat.ofName(Path.of("a/b.JPG")).orElseThrow());
        assertTrue(ImageFormat.ofName(Path.of("a.gif")).isEmpty());
        assertTrue(ImageFormat.ofName(Path.of("png")).isEmpty());
    }
}
