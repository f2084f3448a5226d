package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that is no good is refused in one line that names it and says what is wrong. */
class DamagedImageTest {
    @TempDir
    Path folder;

    private String refusal(Path file) {
        String message = assertThrows(InvalidImageException.class, () -> Image.read(file))
                .getMessage();
        assertTrue(message.startsWith(file + " "), message);
        return message.substring(file.toString().length() + 1);
    }

    private String refusal(byte[] content) throws IOException {
        return refusal(Files.write(folder.resolve("file.png"), content));
    }

    @Test
    void aMissingFileIsNamed() {
        assertEquals("does not exist", refusal(folder.resolve("missing.png")));
    }

    @Test
    void aFolderIsNoImage() {
        assertEquals("is a folder, not an image", refusal(folder));
    }

    @Test
    void anEmptyFileIsNoImage() throws IOException {
        assertEquals("is empty", refusal(new byte[0]));
    }

    @Test
    void aTextIsNoImageWhateverItsName() throws IOException {
        String expected = "is not an image; PNG, JPEG, TIFF, BMP, GIF and WebP are supported";
        assertEquals(expected, refusal(TestFiles.latin("Dear reader,\n")));
        assertEquals(expected, refusal(TestFiles.latin("B")));
        assertEquals("is not an image, or a damaged BMP file", refusal(TestFiles.latin("BMW, Audi and Volkswagen\n")));
    }

    @Test
    void aFileThatMayNotBeReadIsNamed() throws IOException {
        Path file = Files.write(folder.resolve("closed.png"), new byte[10]);
        assertTrue(file.toFile().setReadable(false));
        assumeFalse(Files.isReadable(file), "this user may read everything");
        assertEquals("cannot be read: permission denied", refusal(file));
    }

    @ParameterizedTest
    @CsvSource({
        "'....ftypavif....', AVIF",
        "'....ftypheic....', HEIC",
        "'....ftypmif1....', HEIC",
        "'....JXL .......', JPEG XL",
        "'....jP  ........', JPEG 2000",
        "'8BPS............', Photoshop",
        "'%PDF-1.7........', PDF"
    })
    void otherFormatsAreCalledByTheirNames(String start, String name) throws IOException {
        assertEquals("is a " + name + " file; convert it to PNG or JPEG first", refusal(TestFiles.latin(start)));
    }

    // ---- headers that promise too much

    static Stream<Arguments> bombs() {
        int[][] directory = {{256, 4, 1, 50_000}, {257, 4, 1, 50_000}};
        int[][] tiles = {{256, 4, 1, 10}, {257, 4, 1, 10}, {322, 4, 1, 50_000}, {323, 4, 1, 50_000}};
        return Stream.of(
                Arguments.of("PNG", TestFiles.emptyPng(50_000, 50_000), "50000×50000"),
                Arguments.of("JPEG", TestFiles.emptyJpeg(50_000, 50_000, 8, 3), "50000×50000"),
                Arguments.of("TIFF", TestFiles.tiff(new byte[0], directory), "50000×50000"),
                Arguments.of("tiled TIFF", TestFiles.tiff(new byte[0], tiles), "50000×50000"),
                Arguments.of("BMP", TestFiles.emptyBmp(50_000, -50_000), "50000×50000"),
                Arguments.of("GIF", TestFiles.emptyGif(50_000, 50_000), "50000×50000"),
                Arguments.of(
                        "the largest PNG",
                        TestFiles.emptyPng(Integer.MAX_VALUE, Integer.MAX_VALUE),
                        "2147483647×2147483647"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void tooManyPixelsAreRefusedBeforeDecoding(String name, byte[] content, String size) throws IOException {
        String expected = "has " + size + " pixels, more than the limit of 150000000; scale it down or raise the limit";
        assertEquals(expected, refusal(content));
    }

    @Test
    void theLimitIsTheCallers() {
        Path file = folder.resolve("image.png");
        Pictures.smooth(10, 20).write(file);
        assertEquals(
                new ImageSize(10, 20),
                Image.read(file, ImageReadOptions.DEFAULT.withPixelLimit(200)).size());
        String message = assertThrows(
                        InvalidImageException.class,
                        () -> Image.read(file, ImageReadOptions.DEFAULT.withPixelLimit(199)))
                .getMessage();
        assertEquals(file + " has 20×10 pixels, more than the limit of 199; scale it down or raise the limit", message);
    }

    @Test
    void noLimitAtAllIsStillALimit() throws IOException {
        Path file = Files.write(folder.resolve("bomb.png"), TestFiles.emptyPng(50_000, 50_000));
        assertThrows(
                InvalidImageException.class,
                () -> Image.read(file, ImageReadOptions.DEFAULT.withPixelLimit(Long.MAX_VALUE)));
    }

    @Test
    void anImageWithoutPixelsIsDamaged() throws IOException {
        assertEquals("is damaged: its header says 0×5 pixels", refusal(TestFiles.emptyPng(0, 5)));
        assertEquals("is damaged: its header says -5×5 pixels", refusal(TestFiles.emptyPng(-5, 5)));
        assertEquals("is damaged: its header says 0×5 pixels", refusal(TestFiles.emptyBmp(0, 5)));
    }

    @Test
    void textsAndProfilesThatInflateToGigabytesDoNot() throws IOException {
        Path file = folder.resolve("image.png");
        Image image = Pictures.random(3, 3, 3, 8, 1);
        image.write(file);
        byte[] zeros = TestFiles.deflate(new byte[100_000_000]);
        byte[] text = TestFiles.join(TestFiles.latin("Comment\0\1\0\0\0"), zeros);
        byte[] profile = TestFiles.join(TestFiles.latin("profile\0\0"), zeros);
        byte[] withText = TestFiles.withPngChunk(Files.readAllBytes(file), "iTXt", text);
        Files.write(file, TestFiles.withPngChunk(withText, "iCCP", profile));
        Pictures.assertSame(image, Image.read(file));
    }

    // ---- kinds that are not supported

    @Test
    void jpegsOfUnknownColoursOrMoreThanEightBitsAreNamed() throws IOException {
        assertEquals(
                "is a JPEG file of four components that does not say what they are; convert it to RGB first",
                refusal(TestFiles.emptyJpeg(8, 8, 8, 4)));
        assertEquals(
                "is a JPEG file of 12 bits per sample; convert it to 8 bits or to PNG first",
                refusal(TestFiles.emptyJpeg(8, 8, 12, 3)));
    }

    @Test
    void tiffsThatAreNoPhotographsAreNamed() throws IOException {
        int[][] raw = {{254, 4, 1, 1}, {256, 4, 1, 160}, {257, 4, 1, 120}};
        assertEquals(
                "looks like a camera's raw file; develop it to PNG, JPEG or TIFF first",
                refusal(TestFiles.tiff(new byte[0], raw)));
        int[][] floats = {{256, 4, 1, 9}, {257, 4, 1, 9}, {258, 3, 1, 32}, {262, 3, 1, 1}, {339, 3, 1, 3}};
        assertEquals(
                "has samples other than whole numbers of up to 16 bits; convert it to 8 or 16 bits per sample first",
                refusal(TestFiles.tiff(new byte[0], floats)));
        int[][] lab = {{256, 4, 1, 9}, {257, 4, 1, 9}, {258, 3, 1, 8}, {262, 3, 1, 8}, {277, 3, 1, 3}};
        assertEquals(
                "is a TIFF file with unsupported colours (CIE L*a*b*); convert it to RGB first",
                refusal(TestFiles.tiff(new byte[0], lab)));
    }

    // ---- files that are cut short, or changed on their way

    /** One small file of each kind. */
    static Stream<String> files() {
        return Stream.of("png", "jpg", "tif", "bmp", "gif", "progressive", "palette");
    }

    private byte[] file(String kind) throws IOException {
        Path file = folder.resolve("whole");
        Image image = Pictures.smooth(19, 23);
        switch (kind) {
            case "gif", "palette" -> {
                BufferedImage picture = new BufferedImage(23, 19, BufferedImage.TYPE_BYTE_INDEXED);
                picture.getRaster()
                        .setPixels(
                                0,
                                0,
                                23,
                                19,
                                new Random(1).ints(23 * 19, 0, 200).toArray());
                ImageIO.write(picture, kind.equals("gif") ? "gif" : "png", file.toFile());
            }
            case "progressive" ->
                ImageFileTest.writeWith("jpeg", ImageWriteParam.MODE_DEFAULT, image.toBufferedImage(), file);
            default -> {
                file = folder.resolve("whole." + kind);
                image.write(file);
            }
        }
        return Files.readAllBytes(file);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileCutShortAnywhereIsRefusedOrComplete(String kind) throws IOException {
        byte[] whole = file(kind);
        Path file = Files.write(folder.resolve("cut"), whole);
        Image expected = Image.read(file);
        for (int length = 1; length < whole.length; length += 1 + whole.length / 120) {
            Files.write(file, Arrays.copyOf(whole, length));
            Optional<Image> image = readOrRefuse(file);
            if (image.isPresent()) {
                assertTrue(length > whole.length - 64, kind + " of " + length + " bytes");
                Pictures.assertSame(expected, image.get());
            }
        }
    }

    @Test
    void cutsAreCalledCuts() throws IOException {
        byte[] png = file("png");
        assertEquals("is truncated: it ends within the PNG header", refusal(Arrays.copyOf(png, 20)));
        assertEquals("is truncated: it ends within the PNG chunk IDAT", refusal(Arrays.copyOf(png, png.length - 30)));
        assertEquals("is truncated: it ends before the PNG chunk IEND", refusal(Arrays.copyOf(png, png.length - 12)));
        byte[] jpeg = file("jpg");
        assertEquals("is truncated: it ends within a JPEG segment", refusal(Arrays.copyOf(jpeg, 50)));
        assertEquals(
                "is truncated: it ends before the JPEG marker EOI", refusal(Arrays.copyOf(jpeg, jpeg.length - 50)));
        byte[] progressive = file("progressive");
        assertEquals(
                "is truncated: it ends before the JPEG marker EOI",
                refusal(Arrays.copyOf(progressive, progressive.length - 2)));
        byte[] bmp = file("bmp");
        assertEquals("is truncated: it ends within the BMP header", refusal(Arrays.copyOf(bmp, 20)));
        assertEquals("is truncated: it ends within the BMP pixels", refusal(Arrays.copyOf(bmp, bmp.length - 20)));
        byte[] tiff = file("tif");
        assertEquals("is truncated: it ends within the TIFF directory", refusal(Arrays.copyOf(tiff, 6)));
        byte[] gif = file("gif");
        assertEquals("is truncated: it ends within the first GIF image", refusal(Arrays.copyOf(gif, gif.length - 10)));
    }

    @Test
    void aChangedBytePngIsToldByItsChecksum() throws IOException {
        byte[] png = file("png");
        png[png.length - 30] ^= 1;
        assertEquals("is damaged: the checksum of a PNG chunk IDAT is wrong", refusal(png));
    }

    @ParameterizedTest
    @MethodSource("files")
    void changedBytesLeadToAnImageOrARefusalButNothingElse(String kind) throws IOException {
        byte[] whole = file(kind);
        Path file = folder.resolve("changed");
        Random random = new Random(kind.hashCode());
        int refused = 0;
        for (int i = 0; i < 250; i++) {
            byte[] changed = whole.clone();
            for (int j = 0; j <= i % 3; j++) {
                int within = random.nextBoolean() ? changed.length : Math.min(changed.length, 200);
                changed[random.nextInt(within)] = (byte) (i % 5 == 0 ? 255 : random.nextInt(256));
            }
            Files.write(file, changed);
            refused += readOrRefuse(file).isPresent() ? 0 : 1;
        }
        assertTrue(refused > 0);
    }

    private Optional<Image> readOrRefuse(Path file) {
        try {
            return Optional.of(Image.read(file, ImageReadOptions.DEFAULT.withPixelLimit(1_000_000)));
        } catch (InvalidImageException e) {
            assertTrue(e.getMessage().startsWith(file + " "), e.getMessage());
            assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            return Optional.empty();
        }
    }

    @Test
    void whatFollowsAnImageDoesNotMatter() throws IOException {
        for (String kind : new String[] {"png", "jpg", "gif", "bmp"}) {
            byte[] whole = file(kind);
            Path file = Files.write(folder.resolve("long"), whole);
            byte[] expected = Image.read(file).toRgb();
            Files.write(file, TestFiles.join(whole, new byte[1000]));
            assertArrayEquals(expected, Image.read(file).toRgb());
        }
    }

    @Test
    void aNameOfSeveralLinesIsSaidInOne() {
        Path file = folder.resolve("two\nlines.png");
        String message = assertThrows(InvalidImageException.class, () -> Image.read(file))
                .getMessage();
        assertEquals(folder.resolve("two lines.png") + " does not exist", message);
    }
}
