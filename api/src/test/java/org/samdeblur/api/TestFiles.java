package org.samdeblur.api;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Image files made by hand, to have in them what no encoder writes. */
final class TestFiles {
    static final byte[] SRGB = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    static final byte[] LINEAR =
            ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    static final byte[] LINEAR_GREY =
            ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();

    /** Where {@link #exif} has the low byte of the orientation. */
    static final int EXIF_VALUE = 18;

    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int UNDEFINED = 7;

    private TestFiles() {}

    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** An EXIF block (a TIFF file without pixels) with nothing but an orientation. */
    static byte[] exif(int orientation) {
        ByteBuffer block = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
        block.put(latin("II*\0")).putInt(8).putShort((short) 1);
        block.putShort((short) 274).putShort((short) SHORT).putInt(1).putInt(orientation);
        return block.array();
    }

    static byte[] pngChunk(String type, byte[] content) {
        byte[] checked = join(latin(type), content);
        CRC32 checksum = new CRC32();
        checksum.update(checked);
        return join(integer(content.length), checked, integer((int) checksum.getValue()));
    }

    private static byte[] integer(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    /** Puts a chunk behind the header of a PNG file. */
    static byte[] withPngChunk(byte[] png, String type, byte[] content) {
        int headerEnd = 8 + 25;
        return join(
                Arrays.copyOf(png, headerEnd), pngChunk(type, content), Arrays.copyOfRange(png, headerEnd, png.length));
    }

    static byte[] iccpChunk(byte[] profile) {
        return join(latin("profile\0\0"), deflate(profile));
    }

    static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        byte[] block = new byte[4096];
        while (!deflater.finished()) {
            deflated.write(block, 0, deflater.deflate(block));
        }
        deflater.end();
        return deflated.toByteArray();
    }

    /** A PNG file that declares its size and has next to no pixels. */
    static byte[] emptyPng(int width, int height) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        return join(
                latin("\u0089PNG\r\n\u001A\n"),
                pngChunk("IHDR", header),
                pngChunk("IDAT", deflate(new byte[100])),
                pngChunk("IEND", new byte[0]));
    }

    /** Puts a segment at the beginning of a JPEG file. */
    static byte[] withJpegSegment(byte[] jpeg, int marker, byte[] content) {
        return join(Arrays.copyOf(jpeg, 2), jpegSegment(marker, content), Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static byte[] jpegSegment(int marker, byte[] content) {
        int length = content.length + 2;
        return join(new byte[] {(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length}, content);
    }

    /** A JPEG file that declares its size and components and has no pixels. */
    static byte[] emptyJpeg(int width, int height, int bits, int components) {
        ByteBuffer frame = ByteBuffer.allocate(6 + 3 * components);
        frame.put((byte) bits).putShort((short) height).putShort((short) width).put((byte) components);
        for (int i = 1; i <= components; i++) {
            frame.put(new byte[] {(byte) i, 0x11, 0});
        }
        byte[] scan = new byte[4 + 2 * components];
        scan[0] = (byte) components;
        return join(
                latin("\u00FF\u00D8"),
                jpegSegment(0xC0, frame.array()),
                jpegSegment(0xDA, scan),
                latin("\u00FF\u00D9"));
    }

    /** A grey TIFF file of 8 bits. */
    static byte[] tiff(int width, int height, int photometric, int orientation, byte[] samples) {
        return tiff(samples, new int[][] {
            {256, LONG, 1, width}, {257, LONG, 1, height}, {258, SHORT, 1, 8}, {262, SHORT, 1, photometric},
            {273, LONG, 1, 8}, {274, SHORT, 1, orientation}, {277, SHORT, 1, 1}, {278, LONG, 1, height},
            {279, LONG, 1, samples.length}
        });
    }

    /** An RGB TIFF file of 8 bits with a colour profile. */
    static byte[] rgbTiff(int width, int height, byte[] profile, byte[] samples) {
        int bitsAt = 8 + samples.length;
        byte[] content = join(samples, new byte[] {8, 0, 8, 0, 8, 0}, profile);
        return tiff(content, new int[][] {
            {256, LONG, 1, width}, {257, LONG, 1, height}, {258, SHORT, 3, bitsAt}, {262, SHORT, 1, 2},
            {273, LONG, 1, 8}, {277, SHORT, 1, 3}, {278, LONG, 1, height}, {279, LONG, 1, samples.length},
            {34675, UNDEFINED, profile.length, bitsAt + 6}
        });
    }

    /** A grey TIFF file of 16 bits, compressed by Deflate after the horizontal predictor. */
    static byte[] predictedTiff(int width, int height, int[] samples) {
        ByteBuffer differences = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples.length; i++) {
            differences.putShort((short) (i % width == 0 ? samples[i] : samples[i] - samples[i - 1]));
        }
        byte[] content = deflate(differences.array());
        return tiff(content, new int[][] {
            {256, LONG, 1, width}, {257, LONG, 1, height}, {258, SHORT, 1, 16}, {259, SHORT, 1, 8},
            {262, SHORT, 1, 1}, {273, LONG, 1, 8}, {277, SHORT, 1, 1}, {278, LONG, 1, height},
            {279, LONG, 1, content.length}, {317, SHORT, 1, 2}
        });
    }

    /** A little-endian TIFF file: the content at offset 8, then one directory of tag, type, count, value. */
    static byte[] tiff(byte[] content, int[][] fields) {
        ByteBuffer file = ByteBuffer.allocate(8 + content.length + 6 + 12 * fields.length);
        file.order(ByteOrder.LITTLE_ENDIAN)
                .put(latin("II*\0"))
                .putInt(8 + content.length)
                .put(content);
        file.putShort((short) fields.length);
        for (int[] field : fields) {
            file.putShort((short) field[0])
                    .putShort((short) field[1])
                    .putInt(field[2])
                    .putInt(field[3]);
        }
        return file.array();
    }

    /** A BMP file that declares its size and has no pixels. */
    static byte[] emptyBmp(int width, int height) {
        ByteBuffer file = ByteBuffer.allocate(54).order(ByteOrder.LITTLE_ENDIAN);
        file.put(latin("BM"))
                .putInt(54)
                .putInt(0)
                .putInt(54)
                .putInt(40)
                .putInt(width)
                .putInt(height);
        return file.putShort((short) 1).putShort((short) 24).array();
    }

    /** A GIF file that declares its size and has no pixels. */
    static byte[] emptyGif(int width, int height) {
        ByteBuffer file = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
        file.put(latin("GIF89a"))
                .putShort((short) width)
                .putShort((short) height)
                .put(new byte[3]);
        file.put((byte) 0x2C).putInt(0).putShort((short) width).putShort((short) height);
        return file.put(new byte[] {0, 2, 0, 0x3B}).array();
    }
}
