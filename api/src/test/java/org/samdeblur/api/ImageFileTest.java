package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is what is read; and what other programs write is read right. */
class ImageFileTest {
    @TempDir
    Path folder;

    static Stream<Arguments> losslessFormats() {
        Stream<Arguments> pngAndTiff = Stream.of("png", "tif", "tiff")
                .flatMap(suffix -> Stream.of(1, 2, 3, 4)
                        .flatMap(bands -> Stream.of(8, 16).map(bits -> Arguments.of(suffix, bands, bits))));
        return Stream.concat(pngAndTiff, Stream.of(Arguments.of("bmp", 1, 8), Arguments.of("bmp", 3, 8)));
    }

    @ParameterizedTest
    @MethodSource("losslessFormats")
    void losslessFormatsGiveBackEverySample(String suffix, int bands, int bits) {
        Path file = folder.resolve("image." + suffix);
        int[][] sizes = {{1, 1}, {1, 9}, {9, 1}, {31, 33}, {64, 100}};
        for (int[] size : sizes) {
            Image image = Pictures.random(size[0], size[1], bands, bits, size[1]);
            image.write(file);
            Pictures.assertSame(image, Image.read(file));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "jpeg", "JPG"})
    void jpegKeepsSmoothPicturesWithinAFewSteps(String suffix) {
        Path file = folder.resolve("image." + suffix);
        Image image = Pictures.smooth(48, 80);
        image.write(file);
        Image read = Image.read(file);
        assertEquals(image.toString(), read.toString());
        assertClose(Pictures.samples(image), Pictures.samples(read), 4);
    }

    @Test
    void jpegKeepsColoursAtFullResolution() {
        byte[] rgb = new byte[3 * 16 * 16]; // columns of red and blue in turn: half the resolution would mix them
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i / 3 % 2 == 0 ? i : i + 2] = (byte) 255;
        }
        Path file = folder.resolve("columns.jpg");
        Image.ofRgb(new ImageSize(16, 16), rgb).write(file);
        byte[] read = Image.read(file).toRgb();
        for (int i = 0; i < rgb.length; i++) {
            assertEquals(rgb[i] & 0xFF, read[i] & 0xFF, 48);
        }
    }

    private static void assertClose(int[] expected, int[] actual, int tolerance) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance);
        }
    }

    @Test
    void greyJpegStaysGrey() {
        Path file = folder.resolve("grey.jpg");
        Image grey = Image.of(new BufferedImage(20, 10, BufferedImage.TYPE_BYTE_GRAY))
                .withColours(Pictures.smooth(10, 20).toTensor());
        grey.write(file);
        assertEquals("Image[20×10, grey, 8 bits]", Image.read(file).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "bmp"})
    void formatsOfEightBitsAndWithoutAlphaGetWhatTheyCanHold(String suffix) {
        Image deep = Pictures.random(8, 8, 4, 16, 5);
        Path file = folder.resolve("image." + suffix);
        deep.write(file);
        assertEquals("Image[8×8, RGB, 8 bits]", Image.read(file).toString());
    }

    @Test
    void transparentImagesAreLaidOnWhiteWhereThereIsNoAlpha() {
        BufferedImage picture = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        picture.setRGB(0, 0, 0x00123456);
        picture.setRGB(1, 0, 0xFF123456);
        picture.setRGB(2, 0, 0x80000000);
        Path file = folder.resolve("image.bmp");
        Image.of(picture).write(file);
        assertArrayEquals(
                new int[] {255, 255, 255, 0x12, 0x34, 0x56, 127, 127, 127}, Pictures.samples(Image.read(file)));
    }

    @Test
    void theContentTellsTheFormatNotTheName() throws IOException {
        Path png = folder.resolve("image.png");
        Image image = Pictures.random(4, 4, 3, 8, 1);
        image.write(png);
        Path misnamed = Files.move(png, folder.resolve("image.jpg"));
        Pictures.assertSame(image, Image.read(misnamed));
    }

    @ParameterizedTest
    @CsvSource({"png,1", "png,2", "png,4", "png,8", "bmp,1", "bmp,4", "bmp,8", "tiff,1", "tiff,4", "tiff,8", "gif,8"})
    void palettesAreLookedUp(String format, int bits) throws IOException {
        int colours = 1 << bits;
        Random random = new Random(bits);
        byte[][] palette = new byte[3][colours];
        for (byte[] channel : palette) {
            random.nextBytes(channel);
        }
        IndexColorModel model = new IndexColorModel(bits, colours, palette[0], palette[1], palette[2]);
        int type = bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
        BufferedImage picture = new BufferedImage(19, 7, type, model);
        int[] expected = new int[19 * 7];
        for (int i = 0; i < expected.length; i++) {
            picture.getRaster().setSample(i % 19, i / 19, 0, random.nextInt(colours));
            expected[i] = picture.getRGB(i % 19, i / 19);
        }
        Path file = folder.resolve("palette");
        assertTrue(ImageIO.write(picture, format, file.toFile()));
        int[] read = Image.read(file).toBufferedImage().getRGB(0, 0, 19, 7, null, 0, 19);
        assertArrayEquals(expected, read);
    }

    @ParameterizedTest
    @CsvSource({"png,png,3,16", "png,png,2,8", "jpeg,jpg,3,8", "gif,gif,3,8"})
    void interlacedAndProgressiveFilesAreReadAsTheOthers(String format, String suffix, int bands, int bits)
            throws IOException {
        Image image = bands == 3 && bits == 8 ? Pictures.smooth(37, 53) : Pictures.random(37, 53, bands, bits, 2);
        Path plain = folder.resolve("plain." + suffix);
        Path interlaced = folder.resolve("interlaced." + suffix);
        writeWith(format, ImageWriteParam.MODE_DISABLED, image.toBufferedImage(), plain);
        writeWith(format, ImageWriteParam.MODE_DEFAULT, image.toBufferedImage(), interlaced);
        assertTrue(Files.size(plain) != Files.size(interlaced));
        Image expected = Image.read(plain);
        if (format.equals("png")) {
            Pictures.assertSame(image, expected);
        }
        Pictures.assertSame(expected, Image.read(interlaced));
    }

    static void writeWith(String format, int progressive, BufferedImage picture, Path file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(progressive);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), param);
        } finally {
            writer.dispose();
        }
    }

    @Test
    void aNegativeTiffIsReadAsThePositive() throws IOException {
        byte[] samples = {0, 1, 100, (byte) 255};
        int whiteIsZero = 0;
        Path file = Files.write(folder.resolve("negative.tif"), TestFiles.tiff(2, 2, whiteIsZero, 1, samples));
        assertArrayEquals(new int[] {255, 254, 155, 0}, Pictures.samples(Image.read(file)));
    }

    @Test
    void sixteenBitTiffsAreReadAsPhotoEditorsWriteThem() throws IOException {
        int[] samples = new Random(1).ints(17 * 5, 0, 65536).toArray();
        Path file = Files.write(folder.resolve("predicted.tif"), TestFiles.predictedTiff(17, 5, samples));
        Image image = Image.read(file);
        assertEquals("Image[17×5, grey, 16 bits]", image.toString());
        assertArrayEquals(samples, Pictures.samples(image));
    }

    // ---- orientation

    /** A picture of three columns and two rows, its pixels called 1 to 6, and how each EXIF orientation shows it. */
    private static final int[] STORED = {1, 2, 3, 4, 5, 6};

    private static final int[][] UPRIGHT = {
        {1, 2, 3, 4, 5, 6},
        {3, 2, 1, 6, 5, 4},
        {6, 5, 4, 3, 2, 1},
        {4, 5, 6, 1, 2, 3},
        {1, 4, 2, 5, 3, 6},
        {4, 1, 5, 2, 6, 3},
        {6, 3, 5, 2, 4, 1},
        {3, 6, 2, 5, 1, 4},
    };

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void pngsAreTurnedUpright(int orientation) throws IOException {
        for (int bits : new int[] {8, 16}) {
            for (int bands = 1; bands <= 4; bands++) {
                Path file = folder.resolve("stored.png");
                Image stored = numbered(bands, bits);
                stored.write(file);
                byte[] exif = TestFiles.exif(orientation);
                Files.write(file, TestFiles.withPngChunk(Files.readAllBytes(file), "eXIf", exif));
                assertUpright(stored, orientation, Image.read(file));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void jpegsAreTurnedUpright(int orientation) throws IOException {
        Path file = folder.resolve("stored.jpg");
        numbered(3, 8).write(file);
        Image stored = Image.read(file);
        byte[] segment = TestFiles.join(TestFiles.latin("Exif\0\0"), TestFiles.exif(orientation));
        Files.write(file, TestFiles.withJpegSegment(Files.readAllBytes(file), 0xE1, segment));
        assertUpright(stored, orientation, Image.read(file));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void tiffsAreTurnedUpright(int orientation) throws IOException {
        byte[] samples = {1, 2, 3, 4, 5, 6};
        int blackIsZero = 1;
        Path file = folder.resolve("stored.tif");
        Image stored = Image.read(Files.write(file, TestFiles.tiff(3, 2, blackIsZero, 1, samples)));
        Files.write(file, TestFiles.tiff(3, 2, blackIsZero, orientation, samples));
        assertUpright(stored, orientation, Image.read(file));
    }

    /** Six pixels, all of whose samples differ. */
    private static Image numbered(int bands, int bits) {
        return LongStream.range(0, 1000)
                .mapToObj(seed -> Pictures.random(2, 3, bands, bits, seed))
                .filter(image ->
                        Arrays.stream(Pictures.samples(image)).distinct().count() == 6L * bands)
                .findFirst()
                .orElseThrow();
    }

    private static void assertUpright(Image stored, int orientation, Image upright) {
        int bands = Pictures.samples(stored).length / STORED.length;
        assertEquals(orientation < 5 ? new ImageSize(2, 3) : new ImageSize(3, 2), upright.size());
        int[] before = Pictures.samples(stored);
        int[] after = Pictures.samples(upright);
        for (int i = 0; i < after.length; i++) {
            int pixel = UPRIGHT[orientation - 1][i / bands] - 1;
            assertEquals(before[pixel * bands + i % bands], after[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 65535})
    void orientationsThatDoNotExistAreIgnored(int orientation) throws IOException {
        Path file = folder.resolve("image.png");
        Image image = numbered(3, 8);
        image.write(file);
        Files.write(file, TestFiles.withPngChunk(Files.readAllBytes(file), "eXIf", TestFiles.exif(orientation)));
        Pictures.assertSame(image, Image.read(file));
    }

    @Test
    void aBrokenExifBlockDoesNotSpoilTheImage() throws IOException {
        Image image = numbered(3, 8);
        Random random = new Random(1);
        Path png = folder.resolve("image.png");
        Path jpeg = folder.resolve("image.jpg");
        image.write(png);
        image.write(jpeg);
        Image stored = Image.read(jpeg);
        byte[] whole = TestFiles.exif(6);
        whole[TestFiles.EXIF_VALUE] = 99;
        for (int i = 0; i < 300; i++) {
            byte[] broken = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            for (int j = 0; j < broken.length && j < 3; j++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(
                    folder.resolve("broken"), TestFiles.withPngChunk(Files.readAllBytes(png), "eXIf", broken));
            assertEquals(6, Image.read(file).width() * Image.read(file).height());
            byte[] segment = TestFiles.join(TestFiles.latin("Exif\0\0"), broken);
            Files.write(file, TestFiles.withJpegSegment(Files.readAllBytes(jpeg), 0xE1, segment));
            assertEquals(stored.toRgb().length, Image.read(file).toRgb().length);
        }
    }

    // ---- colour profiles

    @Test
    void aProfileThatIsSrgbLeavesSamplesUntouched() throws IOException {
        Image image = Pictures.random(20, 20, 3, 8, 4);
        Path file = folder.resolve("image.png");
        image.write(file);
        byte[] chunk = TestFiles.iccpChunk(TestFiles.SRGB);
        Files.write(file, TestFiles.withPngChunk(Files.readAllBytes(file), "iCCP", chunk));
        Pictures.assertSame(image, Image.read(file));
    }

    @ParameterizedTest
    @CsvSource({"png,8", "png,16", "jpg,8", "tif,8"})
    void otherColoursAreConvertedToSrgb(String suffix, int bits) throws IOException {
        Image linear = Pictures.smooth(16, 16);
        Path file = folder.resolve("linear." + suffix);
        if (suffix.equals("tif")) {
            byte[] rgb = linear.toRgb();
            Files.write(file, TestFiles.rgbTiff(16, 16, TestFiles.LINEAR, rgb));
        } else {
            Image stored =
                    bits == 8 ? linear : Pictures.random(16, 16, 3, 16, 1).withColours(linear.toTensor());
            stored.write(file);
            byte[] content = Files.readAllBytes(file);
            linear = Image.read(file);
            byte[] profile = TestFiles.join(TestFiles.latin("ICC_PROFILE\0\1\1"), TestFiles.LINEAR);
            Files.write(
                    file,
                    suffix.equals("png")
                            ? TestFiles.withPngChunk(content, "iCCP", TestFiles.iccpChunk(TestFiles.LINEAR))
                            : TestFiles.withJpegSegment(content, 0xE2, profile));
        }
        float[] before = linear.toTensor().toArray();
        Image read = Image.read(file);
        float[] after = read.toTensor().toArray();
        assertEquals(bits, read.bitDepth());
        for (int i = 0; i < before.length; i++) {
            double srgb = 1.055 * Math.pow(before[i], 1 / 2.4) - 0.055; // IEC 61966-2-1; all are above its linear part
            assertEquals(srgb, after[i], 1.01 / 255);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg"})
    void greyOfAnotherCurveIsConverted(String suffix) throws IOException {
        Image plain = Image.of(new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY))
                .withColours(Pictures.smooth(16, 16).toTensor());
        Path file = folder.resolve("grey." + suffix);
        plain.write(file);
        byte[] content = Files.readAllBytes(file);
        float[] before = Image.read(file).toTensor().toArray();
        byte[] segment = TestFiles.join(TestFiles.latin("ICC_PROFILE\0\1\1"), TestFiles.LINEAR_GREY);
        Files.write(
                file,
                suffix.equals("png")
                        ? TestFiles.withPngChunk(content, "iCCP", TestFiles.iccpChunk(TestFiles.LINEAR_GREY))
                        : TestFiles.withJpegSegment(content, 0xE2, segment));
        Image read = Image.read(file);
        assertTrue(read.isGrey());
        float[] after = read.toTensor().toArray();
        for (int i = 0; i < before.length; i++) {
            assertEquals(1.055 * Math.pow(before[i], 1 / 2.4) - 0.055, after[i], 1.01 / 255);
        }
    }

    @Test
    void profilesThatAreBrokenOrOfOtherColoursAreIgnored() throws IOException {
        Image image = numbered(3, 8);
        Path png = folder.resolve("image.png");
        Path jpeg = folder.resolve("image.jpg");
        image.write(png);
        image.write(jpeg);
        Image stored = Image.read(jpeg);
        byte[] cut = Arrays.copyOf(TestFiles.LINEAR, 300);
        for (byte[] profile : List.of(new byte[0], new byte[1000], cut, TestFiles.LINEAR_GREY)) {
            byte[] chunk = TestFiles.iccpChunk(profile);
            Path file = folder.resolve("broken");
            Files.write(file, TestFiles.withPngChunk(Files.readAllBytes(png), "iCCP", chunk));
            Pictures.assertSame(image, Image.read(file));
            for (String parts : new String[] {"\1\1", "\0\0", "\2\1", "\7\3"}) {
                byte[] segment = TestFiles.join(TestFiles.latin("ICC_PROFILE\0" + parts), profile);
                Files.write(file, TestFiles.withJpegSegment(Files.readAllBytes(jpeg), 0xE2, segment));
                Pictures.assertSame(stored, Image.read(file));
            }
        }
    }

    // ---- writing

    @Test
    void suffixesOfAllFormatsAreKnown() {
        assertEquals(
                List.of("png", "jpg", "jpeg", "jpe", "jfif", "tif", "tiff", "bmp", "dib", "gif", "webp"),
                Image.READABLE_SUFFIXES);
        assertEquals(
                List.of("png", "jpg", "jpeg", "jpe", "jfif", "tif", "tiff", "bmp", "dib"), Image.WRITABLE_SUFFIXES);
        for (String suffix : Image.WRITABLE_SUFFIXES) {
            Image.requireWritable(folder.resolve("new." + suffix));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "image.gif", "image.webp", "png", ".jpeg2", "image."})
    void otherSuffixesAreRefusedWithAListOfThoseThatWork(String name) {
        Path file = folder.resolve(name);
        String expected =
                file + " cannot be written: its name must end in one of .png, .jpg, .jpeg, .jpe, .jfif, .tif, .tiff,"
                        + " .bmp, .dib";
        assertEquals(expected, refusal(file));
    }

    @Test
    void aMissingFolderAFolderAndAFileForAFolderAreNamed() throws IOException {
        Path missing = folder.resolve("missing").resolve("image.png");
        assertEquals(missing + " cannot be written: there is no folder " + missing.getParent(), refusal(missing));
        Path directory = Files.createDirectory(folder.resolve("folder.png"));
        assertEquals(directory + " cannot be written: it is a folder", refusal(directory));
        Path below = Files.createFile(folder.resolve("file")).resolve("image.png");
        assertEquals(below + " cannot be written: there is no folder " + below.getParent(), refusal(below));
    }

    @Test
    void aFolderThatMayNotBeWrittenToIsNamed() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        assertTrue(closed.toFile().setWritable(false));
        assumeFalse(Files.isWritable(closed), "this user may write everywhere");
        Path file = closed.resolve("image.png");
        assertEquals(file + " cannot be written: permission denied", refusal(file));
    }

    private String refusal(Path file) {
        String before = content();
        Image image = Pictures.smooth(2, 2);
        String early = assertThrows(InvalidImageException.class, () -> Image.requireWritable(file))
                .getMessage();
        assertEquals(
                early,
                assertThrows(InvalidImageException.class, () -> image.write(file))
                        .getMessage());
        assertEquals(before, content());
        return early;
    }

    @Test
    void afterWritingThereIsOneFileAndNothingElse() {
        Path file = folder.resolve("image.png");
        Pictures.smooth(20, 20).write(file);
        Pictures.smooth(2, 2).write(file);
        assertEquals("image.png", content());
        assertEquals(new ImageSize(2, 2), Image.read(file).size());
    }

    private String content() {
        try (Stream<Path> files = Files.list(folder)) {
            return String.join(
                    " ",
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aRelativeNameLiesInTheWorkingFolder() throws IOException {
        Path relative =
                Path.of("").toAbsolutePath().relativize(folder.toRealPath().resolve("image.png"));
        Pictures.smooth(3, 3).write(relative);
        assertTrue(Files.exists(folder.resolve("image.png")));
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        start.write(Files.readAllBytes(relative), 1, 3);
        assertEquals("PNG", start.toString(StandardCharsets.US_ASCII));
    }
}
