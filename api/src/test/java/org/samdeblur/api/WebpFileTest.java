package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WebP files made by hand, of one colour. */
class WebpFileTest {
    private static final int ORANGE = 0xFFFF8020;

    @TempDir
    Path folder;

    private Image read(byte[] content) throws IOException {
        return Image.read(Files.write(folder.resolve("image.webp"), content));
    }

    private String refusal(byte[] content) {
        Path file = folder.resolve("image.webp");
        String message =
                assertThrows(InvalidImageException.class, () -> read(content)).getMessage();
        return message.substring(file.toString().length() + 1);
    }

    private static byte[] riff(byte[]... chunks) {
        byte[] content = TestFiles.join(TestFiles.latin("WEBP"), TestFiles.join(chunks));
        return chunk("RIFF", content);
    }

    private static byte[] chunk(String name, byte[] content) {
        byte[] length = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(content.length)
                .array();
        return TestFiles.join(TestFiles.latin(name), length, content, new byte[content.length & 1]);
    }

    /** A lossless image: no transforms, and codes of one symbol each, so that pixels take no bits at all. */
    private static byte[] lossless(int width, int height, int argb) {
        BitSet bits = new BitSet();
        int at = put(bits, 0, 0x2F, 8);
        at = put(bits, at, width - 1, 14);
        at = put(bits, at, height - 1, 14);
        at = put(bits, at, argb >>> 24 < 255 ? 1 : 0, 1);
        at = put(bits, at, 0, 3 + 3);
        for (int symbol : new int[] {argb >> 8, argb >> 16, argb, argb >>> 24}) {
            at = put(bits, at, 0b101, 3); // a simple code, of one symbol, of 8 bits
            at = put(bits, at, symbol & 0xFF, 8);
        }
        at = put(bits, at, 0b001, 4); // of distances: the symbol 0, of 1 bit
        return chunk("VP8L", Arrays.copyOf(bits.toByteArray(), at / 8 + 8));
    }

    private static int put(BitSet bits, int at, int value, int count) {
        for (int i = 0; i < count; i++) {
            bits.set(at + i, (value >> i & 1) != 0);
        }
        return at + count;
    }

    private static byte[] extended(int flags, int width, int height) {
        byte[] content = new byte[10];
        content[0] = (byte) flags;
        content[4] = (byte) (width - 1);
        content[7] = (byte) (height - 1);
        return chunk("VP8X", content);
    }

    private static byte[] frame(int left, int top, int width, int height, byte[] image) {
        byte[] place = new byte[16];
        place[0] = (byte) (left / 2);
        place[3] = (byte) (top / 2);
        place[6] = (byte) (width - 1);
        place[9] = (byte) (height - 1);
        return chunk("ANMF", TestFiles.join(place, image));
    }

    @Test
    void losslessImagesAreRead() throws IOException {
        Image opaque = read(riff(lossless(5, 3, ORANGE)));
        assertEquals("Image[5×3, RGB, 8 bits]", opaque.toString());
        assertEquals(ORANGE, opaque.toBufferedImage().getRGB(4, 2));
        Image transparent = read(riff(lossless(5, 3, 0x40FF8020)));
        assertEquals("Image[5×3, RGB with alpha, 8 bits]", transparent.toString());
        assertEquals(0x40FF8020, transparent.toBufferedImage().getRGB(4, 2));
    }

    @Test
    void theOrientationIsApplied() throws IOException {
        byte[] exif = chunk("EXIF", TestFiles.exif(6));
        assertEquals(
                new ImageSize(5, 3),
                read(riff(extended(8, 5, 3), lossless(5, 3, ORANGE), exif)).size());
    }

    @Test
    void coloursOfAnotherProfileAreConverted() throws IOException {
        byte[] profile = chunk("ICCP", TestFiles.LINEAR);
        BufferedImage read = read(riff(extended(0x20, 5, 3), profile, lossless(5, 3, 0xFF808080)))
                .toBufferedImage();
        assertEquals(188, read.getRGB(0, 0) & 0xFF, 1);
    }

    @Test
    void theFirstFrameOfAnAnimationIsReadWithItsCanvas() throws IOException {
        byte[] first = frame(2, 4, 5, 3, lossless(5, 3, ORANGE));
        byte[] second = frame(0, 0, 1, 1, lossless(1, 1, 0xFF000000));
        Image image = read(riff(extended(0x12, 10, 8), chunk("ANIM", new byte[6]), first, second));
        assertEquals("Image[10×8, RGB with alpha, 8 bits]", image.toString());
        BufferedImage picture = image.toBufferedImage();
        assertEquals(0, picture.getRGB(0, 0) >>> 24);
        assertEquals(ORANGE, picture.getRGB(2, 4));
        assertEquals(ORANGE, picture.getRGB(6, 6));
        assertEquals(0, picture.getRGB(7, 7) >>> 24);
    }

    @Test
    void whatIsNotReadIsNamed() {
        assertEquals(
                "is a lossy WebP file; convert it to PNG or JPEG first", refusal(riff(chunk("VP8 ", new byte[20]))));
        assertEquals("is damaged: there is no image in the WebP file", refusal(riff(chunk("abcd", new byte[2]))));
        assertEquals(
                "is damaged: its WebP image has 5×3 pixels, its header says 6×3",
                refusal(riff(extended(0, 6, 3), lossless(5, 3, ORANGE))));
        assertEquals(
                "has 16384×16384 pixels, more than the limit of 150000000; scale it down or raise the limit",
                refusal(riff(lossless(16384, 16384, ORANGE))));
        byte[] whole = riff(lossless(5, 3, ORANGE));
        assertEquals(
                "is truncated: it ends before the end of the WebP file",
                refusal(Arrays.copyOf(whole, whole.length - 4)));
    }
}
