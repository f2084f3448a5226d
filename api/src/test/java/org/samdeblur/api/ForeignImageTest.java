package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JPEG, PNG and GIF files as programs other than the JDK write them. */
class ForeignImageTest {
    @TempDir
    Path folder;

    private Image read(byte[] content) throws IOException {
        return Image.read(Files.write(folder.resolve("image"), content));
    }

    private String refusal(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("image"), content);
        return assertThrows(InvalidImageException.class, () -> Image.read(file))
                .getMessage()
                .substring(file.toString().length() + 1);
    }

    private byte[] file(Image image, String suffix) throws IOException {
        Path file = folder.resolve("written." + suffix);
        image.write(file);
        return Files.readAllBytes(file);
    }

    // ---- JPEG

    private static byte[] adobe(int transform) {
        return TestFiles.join(TestFiles.latin("Adobe\0\144\0\0\0\0"), new byte[] {(byte) transform});
    }

    /** A segment JFIF says that colours are luma and chroma; what Adobe's segment says does not count then. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void adobesSegmentBesideJfifDoesNotMatter(int transform) throws IOException {
        byte[] jpeg = file(Pictures.smooth(16, 24), "jpg");
        Image expected = read(jpeg);
        Image image = read(TestFiles.withJpegSegment(jpeg, 0xEE, adobe(transform)));
        assertClose(Pictures.samples(expected), Pictures.samples(image), 1);
    }

    private static void assertClose(int[] expected, int[] actual, int tolerance) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance);
        }
    }

    /** The JDK writes JFIF as the first segment. */
    private static byte[] withoutJfif(byte[] jpeg) {
        assertEquals(0xE0, jpeg[3] & 0xFF);
        int length = (jpeg[4] & 0xFF) << 8 | jpeg[5] & 0xFF;
        return TestFiles.join(Arrays.copyOf(jpeg, 2), Arrays.copyOfRange(jpeg, 4 + length, jpeg.length));
    }

    /** Bytes taken for luma and chroma by the one reader, and for RGB by the other. */
    @ParameterizedTest
    @CsvSource({"0,false", "1,true", "2,true"})
    void adobesSegmentWithoutJfifTellsTheColours(int transform, boolean isYCbCr) throws IOException {
        byte[] jpeg = file(Pictures.smooth(16, 24), "jpg");
        int[] rgb = Pictures.samples(read(jpeg));
        int[] read = Pictures.samples(read(TestFiles.withJpegSegment(withoutJfif(jpeg), 0xEE, adobe(transform))));
        if (isYCbCr) {
            assertClose(rgb, read, 1);
        } else {
            for (int i = 0; i < rgb.length; i += 3) {
                double luma = 0.299 * rgb[i] + 0.587 * rgb[i + 1] + 0.114 * rgb[i + 2];
                assertEquals(luma, read[i], 2);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,2,3,true", "82,71,66,false", "0,1,2,true", "34,35,36,true"})
    void withoutSegmentsTheNamesOfComponentsTellTheColours(int first, int second, int third, boolean isYCbCr)
            throws IOException {
        byte[] jpeg = withoutJfif(file(Pictures.smooth(16, 24), "jpg"));
        int[] rgb = Pictures.samples(read(jpeg));
        int[] names = {first, second, third};
        rename(jpeg, 0xC0, 10, 3, names);
        rename(jpeg, 0xDA, 5, 2, names);
        int[] read = Pictures.samples(read(jpeg));
        if (isYCbCr) {
            assertClose(rgb, read, 1);
        } else {
            double luma = 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
            assertEquals(luma, read[0], 2);
        }
    }

    private static void rename(byte[] jpeg, int marker, int offset, int step, int[] names) {
        int at = 0;
        while ((jpeg[at] & 0xFF) != 0xFF || (jpeg[at + 1] & 0xFF) != marker) {
            at++;
        }
        for (int i = 0; i < names.length; i++) {
            jpeg[at + offset + step * i] = (byte) names[i];
        }
    }

    @Test
    void kindsOfJpegThatAreNotReadAreNamed() throws IOException {
        String[] kinds = {"lossless", "arithmetic coding", "hierarchical"};
        int[] markers = {0xC3, 0xC9, 0xC5};
        for (int i = 0; i < kinds.length; i++) {
            byte[] jpeg = TestFiles.emptyJpeg(8, 8, 8, 3);
            jpeg[3] = (byte) markers[i];
            assertEquals(
                    "is a JPEG file of an unsupported kind (" + kinds[i] + "); convert it to PNG or plain JPEG first",
                    refusal(jpeg));
        }
        assertEquals(
                "is a JPEG file of 2 components; convert it to grey or RGB first",
                refusal(TestFiles.emptyJpeg(8, 8, 8, 2)));
    }

    @Test
    void aJpegOfVeryManyScansIsRefusedBeforeDecoding() throws IOException {
        byte[] one = TestFiles.emptyJpeg(12_000, 12_000, 8, 1);
        byte[] scan = Arrays.copyOfRange(one, one.length - 12, one.length - 2);
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        jpeg.write(one, 0, one.length - 2);
        for (int i = 0; i < 199; i++) {
            jpeg.writeBytes(scan);
        }
        jpeg.write(one, one.length - 2, 2);
        assertEquals(
                "is a JPEG file of more than 32 scans, which would take very long to decode; convert it to PNG first",
                refusal(jpeg.toByteArray()));
    }

    // ---- PNG

    /** As ImageMagick and Exiv2 keep EXIF in PNG files: a line feed, a name, the number of bytes, and hexadecimals. */
    private static byte[] rawProfile(byte[] exif) {
        String digits = HexFormat.of().formatHex(exif).replaceAll("(.{72})", "$1\n");
        return TestFiles.latin("\nexif\n    " + exif.length + "\n" + digits + "\n");
    }

    @ParameterizedTest
    @CsvSource({"tEXt,exif", "zTXt,exif", "iTXt,exif", "zTXt,APP1"})
    void orientationInTextsIsApplied(String chunk, String kind) throws IOException {
        Image image = Pictures.random(2, 3, 3, 8, 1);
        byte[] png = file(image, "png");
        byte[] text = rawProfile(TestFiles.join(TestFiles.latin("Exif\0\0"), TestFiles.exif(6)));
        byte[] keyword = TestFiles.latin("Raw profile type " + kind + "\0");
        byte[] content = switch (chunk) {
            case "tEXt" -> TestFiles.join(keyword, text);
            case "zTXt" -> TestFiles.join(keyword, new byte[1], TestFiles.deflate(text));
            default -> TestFiles.join(keyword, new byte[] {1, 0, 0, 0}, TestFiles.deflate(text));
        };
        Image expected = read(TestFiles.withPngChunk(png, "eXIf", TestFiles.exif(6)));
        assertEquals(new ImageSize(3, 2), expected.size());
        Pictures.assertSame(expected, read(TestFiles.withPngChunk(png, chunk, content)));
    }

    @Test
    void textsThatAreNoExifAreLeftAlone() throws IOException {
        Image image = Pictures.random(2, 3, 3, 8, 1);
        byte[] png = file(image, "png");
        for (String text : new String[] {"", "exif", "\nexif\n4\nxyz", "\nexif\n 99999999\nabc", "\nexif\n2\n4949"}) {
            byte[] content = TestFiles.latin("Raw profile type exif\0" + text);
            Pictures.assertSame(image, read(TestFiles.withPngChunk(png, "tEXt", content)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tRNS", "eXIf", "iCCP", "tEXt", "pHYs", "abCd"})
    void aChunkWithAWrongChecksumIsRefused(String type) throws IOException {
        byte[] png = TestFiles.withPngChunk(file(Pictures.smooth(3, 3), "png"), type, new byte[6]);
        int checksum = 8 + 25 + 8 + 6;
        png[checksum] ^= 1;
        assertEquals("is damaged: the checksum of a PNG chunk " + type + " is wrong", refusal(png));
    }

    /** A palette of nothing but grey is of colours all the same: its profile makes them others. */
    @Test
    void profilesOfPalettesAreApplied() throws IOException {
        byte[] ramp = new byte[256];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (byte) (255 - i); // the JDK writes a rising ramp without a palette
        }
        IndexColorModel greys = new IndexColorModel(8, 256, ramp, ramp, ramp);
        BufferedImage picture = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_INDEXED, greys);
        picture.getRaster().setDataElements(0, 0, 256, 1, ramp); // so grey rises from 0 to 255
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        byte[] chunk = TestFiles.iccpChunk(TestFiles.LINEAR);
        int[] read = Pictures.samples(read(TestFiles.withPngChunk(png.toByteArray(), "iCCP", chunk)));
        assertEquals(3 * 256, read.length);
        for (int i = 8; i < 256; i++) {
            double srgb = 255 * (1.055 * Math.pow(i / 255.0, 1 / 2.4) - 0.055);
            assertEquals(srgb, read[3 * i], 1.01);
            assertEquals(srgb, read[3 * i + 2], 1.01);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void greyOfFewBitsMayHaveATransparentLevel(int bits) throws IOException {
        int levels = 1 << bits;
        byte[] header = {0, 0, 0, (byte) levels, 0, 0, 0, 1, (byte) bits, 0, 0, 0, 0};
        byte[] row = new byte[1 + (levels * bits + 7) / 8];
        for (int x = 0; x < levels; x++) {
            row[1 + x * bits / 8] |= (byte) (x << 8 - bits - x * bits % 8);
        }
        byte[] png = TestFiles.join(
                TestFiles.latin("\u0089PNG\r\n\u001A\n"),
                TestFiles.pngChunk("IHDR", header),
                TestFiles.pngChunk("tRNS", new byte[] {0, 1}),
                TestFiles.pngChunk("IDAT", TestFiles.deflate(row)),
                TestFiles.pngChunk("IEND", new byte[0]));
        int[] read = Pictures.samples(read(png));
        for (int x = 0; x < levels; x++) {
            assertEquals(x * 255 / (levels - 1), read[2 * x]);
            assertEquals(x == 1 ? 0 : 255, read[2 * x + 1]);
        }
    }

    // ---- BMP

    /** A BMP file with a header of Windows 5, one row from the top. */
    private static byte[] bmp(int width, int bits, int compression, int[] masks, byte[] palette, byte[] pixels) {
        ByteBuffer file = ByteBuffer.allocate(14 + 124 + palette.length + pixels.length);
        file.order(ByteOrder.LITTLE_ENDIAN)
                .put(TestFiles.latin("BM"))
                .putInt(file.capacity())
                .putInt(0);
        file.putInt(14 + 124 + palette.length).putInt(124).putInt(width).putInt(compression == 1 ? 1 : -1);
        file.putShort((short) 1)
                .putShort((short) bits)
                .putInt(compression)
                .putInt(0)
                .putLong(0);
        file.putInt(palette.length / 4).putInt(0);
        for (int mask : masks) {
            file.putInt(mask);
        }
        file.position(14 + 124);
        return file.put(palette).put(pixels).array();
    }

    @Test
    void bitMasksOfABmpAreSpreadOverEightBits() throws IOException {
        int[] masks = {0xF00, 0xF0, 0xF, 0xF000};
        byte[] pixels = {0x5F, (byte) 0xF1, (byte) 0x80, 0x7A};
        int[] expected = {0x11, 0x55, 0xFF, 0xFF, 0xAA, 0x88, 0x00, 0x77};
        assertArrayEquals(expected, Pictures.samples(read(bmp(2, 16, 3, masks, new byte[0], pixels))));
    }

    @Test
    void damagedBmpsAreRefused() throws IOException {
        int[] none = new int[4];
        byte[] palette = {1, 2, 3, 0, 4, 5, 6, 0};
        assertArrayEquals(new int[] {6, 5, 4, 3, 2, 1}, Pictures.samples(read(bmp(2, 8, 0, none, palette, new byte[] {
            1, 0, 0, 0
        }))));
        assertEquals(
                "is damaged: a BMP pixel of colour 7 with a palette of 2",
                refusal(bmp(2, 8, 0, none, palette, new byte[] {1, 7, 0, 0})));
        assertEquals(
                "is damaged: a BMP run of pixels reaches beyond its row",
                refusal(bmp(2, 8, 1, none, palette, new byte[] {5, 1, 0, 1})));
        assertEquals(
                "is truncated: it ends within the BMP pixels", refusal(bmp(2, 8, 1, none, palette, new byte[] {1, 1})));
        assertEquals(
                "is damaged: its BMP bit masks have the value 00000F0F",
                refusal(bmp(2, 16, 3, new int[] {0xF0F, 0, 0, 0}, new byte[0], new byte[4])));
    }

    @ParameterizedTest
    @CsvSource({"4,JPEG", "5,PNG"})
    void aBmpThatHoldsAnotherFileIsRefused(int compression, String name) throws IOException {
        assertEquals(
                "is a BMP file that holds a " + name + " file; convert it to PNG first",
                refusal(bmp(2, 0, compression, new int[4], new byte[0], new byte[100])));
    }

    // ---- GIF

    /** Two by two pixels at column 3, row 2 of a canvas of 8 by 6; its colours are those of indexes 1, 3, 0, 1. */
    private static byte[] gif(int background, int transparent) {
        byte[] palette = {10, 20, 30, (byte) 200, 100, 50, 0, (byte) 255, 0, (byte) 255, (byte) 255, (byte) 255};
        byte[] screen = {8, 0, 6, 0, (byte) 0x81, (byte) background, 0};
        byte[] control = {0x21, (byte) 0xF9, 4, 1, 0, 0, (byte) transparent, 0};
        byte[] place = {0x2C, 3, 0, 2, 0, 2, 0, 2, 0, 0};
        byte[] pixels = {2, 3, (byte) 0xCC, 0x10, 0x05, 0, 0x3B};
        return TestFiles.join(
                TestFiles.latin("GIF89a"), screen, palette, transparent < 0 ? new byte[0] : control, place, pixels);
    }

    @Test
    void aGifIsReadWithItsCanvas() throws IOException {
        Image image = read(gif(2, -1));
        assertEquals("Image[8×6, RGB, 8 bits]", image.toString());
        BufferedImage picture = image.toBufferedImage();
        assertEquals(0xFF00FF00, picture.getRGB(0, 0));
        assertEquals(0xFF00FF00, picture.getRGB(5, 5));
        assertEquals(0xFFC86432, picture.getRGB(3, 2));
        assertEquals(0xFFFFFFFF, picture.getRGB(4, 2));
        assertEquals(0xFF0A141E, picture.getRGB(3, 3));
    }

    @Test
    void aTransparentGifIsTransparentBesideItsImageToo() throws IOException {
        Image image = read(gif(2, 0));
        assertEquals("Image[8×6, RGB with alpha, 8 bits]", image.toString());
        BufferedImage picture = image.toBufferedImage();
        assertEquals(0, picture.getRGB(0, 0) >>> 24);
        assertEquals(0, picture.getRGB(3, 3) >>> 24);
        assertEquals(0xFFC86432, picture.getRGB(3, 2));
    }
}
