package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ImageMetadataTest {
    private static final String XMP = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><!--a title--></x:xmpmeta>";

    @TempDir
    Path folder;

    /** A JPEG file of 16×8 pixels with EXIF (camera and orientation), XMP, IPTC, a comment, and a density. */
    private Path photograph(int orientation) throws IOException {
        Path file = folder.resolve("photograph.jpg");
        Pictures.smooth(8, 16).write(file);
        byte[] jpeg = Files.readAllBytes(file);
        ByteBuffer.wrap(jpeg).put(13, (byte) 1).putShort(14, (short) 300).putShort(16, (short) 150); // JFIF
        byte[] app0 = Arrays.copyOfRange(jpeg, 2, 20);
        byte[] rest = TestFiles.join(Arrays.copyOf(jpeg, 2), Arrays.copyOfRange(jpeg, 20, jpeg.length));
        byte[] iptc = {0x1C, 2, 90, 0, 4, 'B', 'e', 'r', 'n'};
        byte[] resource =
                TestFiles.join(TestFiles.latin("Photoshop 3.0\0" + "8BIM\4\4\0\0\0\0\0\u0009"), iptc, new byte[1]);
        byte[] segments = TestFiles.withJpegSegment(rest, 0xFE, "hello".getBytes());
        segments = TestFiles.withJpegSegment(segments, 0xED, resource);
        segments = TestFiles.withJpegSegment(
                segments, 0xE1, TestFiles.join(TestFiles.latin("http://ns.adobe.com/xap/1.0/\0" + XMP)));
        segments = TestFiles.withJpegSegment(
                segments, 0xE1, TestFiles.join(TestFiles.latin("Exif\0\0"), exif(orientation)));
        return Files.write(
                file,
                TestFiles.join(Arrays.copyOf(segments, 2), app0, Arrays.copyOfRange(segments, 2, segments.length)));
    }

    private static byte[] exif(int orientation) {
        ByteBuffer block = ByteBuffer.allocate(8 + 2 + 2 * 12 + 4 + 8);
        block.put(TestFiles.latin("MM\0*")).putInt(8).putShort((short) 2);
        block.putShort((short) 0x10F).putShort((short) 2).putInt(8).putInt(38);
        block.putShort((short) 0x112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        block.putInt(0).put(TestFiles.latin("Example\0"));
        return block.array();
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    /** Writes an image, reads it in another format, and so on, and returns the last file. */
    private Path through(Image image, String... suffixes) {
        Path file = null;
        Image last = image;
        for (String suffix : suffixes) {
            file = folder.resolve("step." + suffix);
            last.write(file);
            last = Image.read(file);
        }
        return file;
    }

    private static double[] pixelsPerInch(Path file) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            ImageReader reader = ImageIO.getImageReaders(in).next();
            reader.setInput(in);
            Element root = (Element) reader.getImageMetadata(0).getAsTree("javax_imageio_1.0");
            NodeList x = root.getElementsByTagName("HorizontalPixelSize");
            NodeList y = root.getElementsByTagName("VerticalPixelSize");
            return new double[] {perInch(x), perInch(y)};
        }
    }

    private static double perInch(NodeList millimetres) {
        return 25.4 / Double.parseDouble(((Element) millimetres.item(0)).getAttribute("value"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jpg", "png", "tif", "png,jpg", "tif,jpg", "jpg,tif", "jpg,png", "tif,png,jpg", "png,tif,tif,jpg"
            })
    void everyPairOfFormatsKeepsWhatThePhotographTells(String way) throws IOException {
        Path file = through(Image.read(photograph(1)), way.split(","));

        String written = text(file);
        assertTrue(written.contains("Example\0"), "the camera");
        assertTrue(written.contains("<!--a title-->"), "XMP");
        double[] resolution = pixelsPerInch(file);
        assertEquals(300, resolution[0], 0.1);
        assertEquals(150, resolution[1], 0.1);
        if (file.toString().endsWith("jpg")) {
            assertTrue(written.contains("Photoshop 3.0\0" + "8BIM\4\4\0\0\0\0\0\u0009" + "\u001C\2Z\0\4Bern"), "IPTC");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "tif"})
    void aTurnedPhotographIsWrittenUpright(String suffix) throws IOException {
        Image image = Image.read(photograph(6));
        assertEquals(new ImageSize(16, 8), image.size());

        Path file = through(image, suffix);

        assertEquals(new ImageSize(16, 8), Image.read(file).size(), "it is not turned again");
        double[] resolution = pixelsPerInch(file);
        assertEquals(150, resolution[0], 0.1);
        assertEquals(300, resolution[1], 0.1);
    }

    @Test
    void commentsAndTextsAreKept() throws IOException {
        assertTrue(text(through(Image.read(photograph(1)), "png", "jpg")).contains("hello"));
        Path file = folder.resolve("texts.png");
        Pictures.smooth(8, 8).write(file);
        byte[] png = TestFiles.withPngChunk(
                Files.readAllBytes(file), "tEXt", TestFiles.latin("Creation Time\0" + "2024-01-02T03:04:05Z"));
        png = TestFiles.withPngChunk(png, "tEXt", TestFiles.latin("Author\0Ann"));
        Files.write(file, TestFiles.withPngChunk(png, "tIME", new byte[7]));

        String kept = text(through(Image.read(file), "png"));
        assertTrue(kept.contains("Author\0Ann") && kept.contains("2024-01-02T03:04:05Z"), kept);
        assertFalse(kept.contains("tIME"), "it has been modified since");
        String jpeg = text(through(Image.read(file), "jpg"));
        assertTrue(jpeg.contains("Ann\0") && jpeg.contains("2024:01:02 03:04:05\0"), "as EXIF has it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "tif", "bmp"})
    void nothingIsLeftWithoutMetadata(String suffix) throws IOException {
        String written = text(through(Image.read(photograph(6)).withoutMetadata(), suffix));

        for (String trace : new String[] {"Example", "title", "Bern", "hello", "Exif", "eXIf", "pHYs", "Photoshop"}) {
            assertFalse(written.contains(trace), trace);
        }
    }

    @ParameterizedTest
    @CsvSource({"png,8,3", "png,16,3", "png,16,4", "png,8,1", "png,16,1", "tif,8,3", "tif,16,3", "tif,16,4", "tif,8,2"})
    void samplesOfAnotherProfileAreWrittenAsTheyWereReadAndKeepIt(String suffix, int bits, int bands)
            throws IOException {
        Image plain = Pictures.random(20, 30, bands, bits, 7);
        byte[] profile = bands < 3 ? TestFiles.LINEAR_GREY : TestFiles.LINEAR;
        Path file = folder.resolve("linear.png");
        plain.write(file);
        Files.write(file, TestFiles.withPngChunk(Files.readAllBytes(file), "iCCP", TestFiles.iccpChunk(profile)));

        Image linear = Image.read(file);
        Image again = Image.read(through(linear, suffix));

        Pictures.assertSame(linear, again);
        assertFalse(Arrays.equals(plain.toRgb(), again.toRgb()), "they look otherwise in sRGB");
        assertArrayEquals(plain.toTensor().toArray(), again.ownColours().toArray());
    }

    @Test
    void theProfileGoesIntoJpegInParts() throws IOException {
        Path file = folder.resolve("linear.png");
        Pictures.smooth(16, 16).write(file);
        Files.write(
                file, TestFiles.withPngChunk(Files.readAllBytes(file), "iCCP", TestFiles.iccpChunk(TestFiles.LINEAR)));

        Image image = Image.read(file);
        Path jpeg = through(image, "jpg");

        String name = "ICC_PROFILE\0\1\1";
        String written = text(jpeg);
        int at = written.indexOf(name) + name.length();
        byte[] profile = written.substring(at, at + TestFiles.LINEAR.length).getBytes(StandardCharsets.ISO_8859_1);
        assertArrayEquals(ICC_Profile.getInstance(TestFiles.LINEAR).getData(), profile);
        Pictures.assertSame(
                Pictures.smooth(16, 16).withColours(image.toTensor()),
                Image.read(file).withColours(image.toTensor()));
    }

    @Test
    void withoutMetadataOtherColoursBecomeSrgb() throws IOException {
        Path file = folder.resolve("linear.png");
        Pictures.smooth(16, 16).write(file);
        Files.write(
                file, TestFiles.withPngChunk(Files.readAllBytes(file), "iCCP", TestFiles.iccpChunk(TestFiles.LINEAR)));
        Image linear = Image.read(file);

        Path written = through(linear.withoutMetadata(), "png");

        assertFalse(text(written).contains("iCCP"));
        assertArrayEquals(linear.toRgb(), Image.read(written).toRgb());
    }

    @Property(tries = 300)
    void damagedMetadataNeverCostsThePicture(@ForAll long seed) throws IOException {
        folder = Files.createTempDirectory("metadata");
        try {
            Random random = new Random(seed);
            Image image = Image.read(photograph(1 + random.nextInt(8)));
            String suffix = new String[] {"jpg", "png", "tif"}[random.nextInt(3)];
            Path file = through(image, suffix);
            byte[] bytes = Files.readAllBytes(file);
            int first = text(file).indexOf("Example") - 40;
            for (int i = random.nextInt(6); i >= 0; i--) {
                bytes[Math.max(2, first + random.nextInt(48))] = (byte) random.nextInt(256);
            }
            Files.write(file, bytes);
            try {
                Image damaged = Image.read(file);
                for (String other : new String[] {"jpg", "png", "tif"}) {
                    through(damaged, other);
                }
            } catch (InvalidImageException e) {
                // A TIFF file's own directory may have been hit, or a length before the block.
                assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
            }
        } finally {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }
}
