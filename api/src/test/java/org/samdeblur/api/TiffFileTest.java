package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TIFF files of all forms are read right, or refused in a line that names what is not supported. */
class TiffFileTest {
    private static final int WIDTH = 21;
    private static final int HEIGHT = 19;
    private static final int GREY = 1;
    private static final int RGB = 2;
    private static final int DEFLATE = 8;
    private static final int PACK_BITS = 32773;

    @TempDir
    Path folder;

    private Image read(byte[] content) throws IOException {
        return Image.read(Files.write(folder.resolve("image.tif"), content));
    }

    private String refusal(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("image.tif"), content);
        String message = assertThrows(InvalidImageException.class, () -> Image.read(file))
                .getMessage();
        return message.substring(file.toString().length() + 1);
    }

    private static int[] random(int samples, int bits) {
        return new Random(bits)
                .ints((long) WIDTH * HEIGHT * samples, 0, 1 << bits)
                .toArray();
    }

    /** Spreads samples over all of 8 or 16 bits, to the nearest step. */
    private static int[] spread(int[] samples, int bits) {
        int top = (1 << bits) - 1;
        int most = bits <= 8 ? 255 : 65535;
        return Arrays.stream(samples)
                .map(sample -> (int) Math.round((double) sample * most / top))
                .toArray();
    }

    static Stream<Arguments> depths() {
        return Stream.of(GREY, RGB)
                .flatMap(photometric -> IntStream.rangeClosed(1, 16)
                        .boxed()
                        .flatMap(bits -> Stream.of(1, DEFLATE, PACK_BITS)
                                .map(compression -> Arguments.of(photometric, bits, compression))));
    }

    @ParameterizedTest
    @MethodSource("depths")
    void samplesOfEveryDepthAreReadInEveryForm(int photometric, int bits, int compression) throws IOException {
        int samples = photometric == GREY ? 1 : 3;
        int[] pixels = random(samples, bits);
        int[] expected = spread(pixels, bits);
        for (int form = 0; form < 32; form++) {
            TiffFiles file = new TiffFiles(WIDTH, HEIGHT, bits, samples, photometric).compression(compression);
            file = (form & 1) == 0 ? file : file.bigEndian();
            file = (form & 2) == 0 ? file : file.reversedBits();
            file = (form & 4) == 0 ? file.strips(8) : file.tiles(16);
            file = (form & 8) == 0 ? file : file.bigTiff();
            file = (form & 16) == 0 ? file : file.planar();
            assertArrayEquals(expected, Pictures.samples(read(file.make(pixels))), "form " + form);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8, 10, 12, 16})
    void negativesAreReadAsPositives(int bits) throws IOException {
        int whiteIsZero = 0;
        int[] pixels = random(1, bits);
        int top = (1 << bits) - 1;
        int[] positive = Arrays.stream(pixels).map(sample -> top - sample).toArray();
        Image image = read(new TiffFiles(WIDTH, HEIGHT, bits, 1, whiteIsZero).make(pixels));
        assertArrayEquals(spread(positive, bits), Pictures.samples(image));
    }

    @ParameterizedTest
    @CsvSource({"1,8", "1,16", "3,8", "3,16"})
    void alphaIsReadAndDividedOutIfItIsMultipliedIn(int colours, int bits) throws IOException {
        int samples = colours + 1;
        int[] pixels = random(samples, bits);
        for (int kind = 0; kind < 3; kind++) {
            for (boolean isPlanar : new boolean[] {false, true}) {
                TiffFiles file = new TiffFiles(WIDTH, HEIGHT, bits, samples, colours == 1 ? GREY : RGB);
                file = isPlanar ? file.planar() : file;
                Image image = read(file.field(338, kind).make(pixels));
                int[] read = Pictures.samples(image);
                assertEquals(kind > 0, image.hasAlpha());
                for (int i = 0; i < WIDTH * HEIGHT; i++) {
                    int alpha = pixels[i * samples + colours];
                    long top = (1 << bits) - 1;
                    for (int colour = 0; colour < colours; colour++) {
                        long stored = pixels[i * samples + colour];
                        long expected =
                                kind != 1 ? stored : alpha == 0 ? 0 : Math.min(top, (stored * top + alpha / 2) / alpha);
                        assertEquals(expected, read[i * (colours + (kind > 0 ? 1 : 0)) + colour]);
                    }
                    assertEquals(alpha, kind > 0 ? read[i * samples + colours] : alpha);
                }
            }
        }
    }

    @Test
    void palettesMayHaveAlpha() throws IOException {
        int palette = 3;
        long[] map =
                new Random(3).longs(3 * 256, 0, 256).map(value -> value * 257).toArray();
        int[] pixels = random(2, 8);
        Image image = read(new TiffFiles(WIDTH, HEIGHT, 8, 2, palette)
                .field(320, map)
                .field(338, 2)
                .make(pixels));
        int[] read = Pictures.samples(image);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            for (int colour = 0; colour < 3; colour++) {
                assertEquals(map[colour * 256 + pixels[2 * i]] / 257, read[4 * i + colour]);
            }
            assertEquals(pixels[2 * i + 1], read[4 * i + 3]);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1,false", "2,1,false", "2,2,false", "4,2,false", "1,1,true", "2,2,true", "4,4,true"})
    void lumaAndChromaBecomeRgb(int horizontal, int vertical, boolean isPlanar) throws IOException {
        int yCbCr = 6;
        int width = 16;
        int height = 8;
        Random random = new Random(horizontal);
        int[] luma = random.ints((long) width * height, 0, 256).toArray();
        int[][] chroma = new int[2][];
        int across = width / horizontal;
        int blocks = across * height / vertical;
        chroma[0] = random.ints(blocks, 0, 256).toArray();
        chroma[1] = random.ints(blocks, 0, 256).toArray();
        TiffFiles file = new TiffFiles(width, height, 8, 3, yCbCr).field(530, horizontal, vertical);
        List<byte[]> segments;
        if (isPlanar) {
            file.planar();
            segments = Stream.of(luma, chroma[0], chroma[1])
                    .map(TiffFileTest::bytes)
                    .toList();
        } else {
            ByteArrayOutputStream units = new ByteArrayOutputStream();
            for (int block = 0; block < blocks; block++) {
                for (int y = 0; y < vertical; y++) {
                    for (int x = 0; x < horizontal; x++) {
                        units.write(luma[(block / across * vertical + y) * width + block % across * horizontal + x]);
                    }
                }
                units.write(chroma[0][block]);
                units.write(chroma[1][block]);
            }
            segments = List.of(units.toByteArray());
        }
        int[] read = Pictures.samples(read(file.file(segments)));
        for (int i = 0; i < luma.length; i++) {
            int block = i / width / vertical * across + i % width / horizontal;
            double cb = chroma[0][block] - 128;
            double cr = chroma[1][block] - 128;
            double[] rgb = {luma[i] + 1.402 * cr, luma[i] - 0.344136 * cb - 0.714136 * cr, luma[i] + 1.772 * cb};
            for (int colour = 0; colour < 3; colour++) {
                assertEquals(Math.min(Math.max(rgb[colour], 0), 255), read[3 * i + colour], 0.51);
            }
        }
    }

    private static byte[] bytes(int[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void inksBecomeRgb(int bits) throws IOException {
        int separated = 5;
        int most = (1 << bits) - 1;
        int[] pixels = random(4, bits);
        for (boolean isPlanar : new boolean[] {false, true}) {
            TiffFiles file = new TiffFiles(WIDTH, HEIGHT, bits, 4, separated);
            int[] read = Pictures.samples(read((isPlanar ? file.planar() : file).make(pixels)));
            for (int i = 0; i < WIDTH * HEIGHT; i++) {
                for (int colour = 0; colour < 3; colour++) {
                    double light = (double) (most - pixels[4 * i + colour]) * (most - pixels[4 * i + 3]) / most;
                    assertEquals(light, read[3 * i + colour], 0.51);
                }
            }
        }
    }

    @Test
    void stripsMayBeJpegFiles() throws IOException {
        Image image = Pictures.smooth(32, 48);
        Path jpeg = folder.resolve("strip.jpg");
        image.write(jpeg);
        int yCbCr = 6;
        TiffFiles file = new TiffFiles(48, 32, 8, 3, yCbCr).compression(7);
        int[] read = Pictures.samples(read(file.file(List.of(Files.readAllBytes(jpeg)))));
        int[] expected = Pictures.samples(Image.read(jpeg));
        for (int i = 0; i < read.length; i++) {
            assertEquals(expected[i], read[i], 1);
        }
    }

    @Test
    void aJpegOfAnotherSizeThanItsStripIsRefused() throws IOException {
        Path jpeg = folder.resolve("strip.jpg");
        Pictures.smooth(64, 64).write(jpeg);
        TiffFiles file = new TiffFiles(8, 8, 8, 3, 6).compression(7);
        assertEquals(
                "is damaged: a TIFF strip or tile is a JPEG file of another size",
                refusal(file.file(List.of(Files.readAllBytes(jpeg)))));
    }

    // ---- what is not supported

    @Test
    void otherColoursAndCompressionsAreNamed() throws IOException {
        byte[] lab = new TiffFiles(WIDTH, HEIGHT, 8, 3, 8).make(random(3, 8));
        assertEquals("is a TIFF file with unsupported colours (CIE L*a*b*); convert it to RGB first", refusal(lab));
        byte[] zstandard =
                new TiffFiles(WIDTH, HEIGHT, 8, 3, RGB).compression(50000).make(random(3, 8));
        assertEquals(
                "is a TIFF file with an unsupported compression (Zstandard); convert it to PNG or another compression"
                        + " first",
                refusal(zstandard));
        byte[] signed = new TiffFiles(WIDTH, HEIGHT, 8, 1, GREY).field(339, 2).make(random(1, 8));
        assertTrue(refusal(signed).startsWith("has samples other than whole numbers"));
        byte[] different = new TiffFiles(WIDTH, HEIGHT, 8, 3, RGB).make(random(3, 8));
        int depths = different.length - 6;
        while (different[depths] != 8 || different[depths + 2] != 8 || different[depths + 4] != 8) {
            depths--;
        }
        different[depths + 2] = 5;
        assertTrue(refusal(different).startsWith("has channels of different depths"));
    }

    @Test
    void pagesAfterTheFirstAndLoopsOfThemDoNotMatter() throws IOException {
        int[] pixels = random(1, 8);
        byte[] file = new TiffFiles(WIDTH, HEIGHT, 8, 1, GREY).make(pixels);
        int directory = 8 + WIDTH * HEIGHT + 1;
        int next = directory + 2 + 12 * (file[directory] & 0xFF);
        file[next] = (byte) directory;
        file[next + 1] = (byte) (directory >> 8);
        assertArrayEquals(pixels, Pictures.samples(read(file)));
    }

    // ---- damage

    @Test
    void aFlippedBitOfADeflatedFileIsToldByItsChecksum() throws IOException {
        byte[] file = new TiffFiles(WIDTH, HEIGHT, 8, 3, RGB)
                .compression(DEFLATE)
                .strips(5)
                .make(random(3, 8));
        int content = 3 * WIDTH * HEIGHT; // random samples do not get shorter
        int[] expected = Pictures.samples(read(file));
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            byte[] flipped = file.clone();
            flipped[8 + random.nextInt(content)] ^= (byte) (1 << random.nextInt(8));
            Path path = Files.write(folder.resolve("flipped.tif"), flipped);
            try {
                assertArrayEquals(expected, Pictures.samples(Image.read(path))); // a bit that has no meaning
            } catch (InvalidImageException e) {
                assertEquals(1, e.getMessage().lines().count());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, DEFLATE, PACK_BITS})
    void stripsThatAreTooShortAreRefused(int compression) throws IOException {
        int[] pixels = random(3, 8);
        byte[] whole =
                new TiffFiles(WIDTH, HEIGHT, 8, 3, RGB).compression(compression).make(pixels);
        read(whole);
        int[] cut = Arrays.copyOf(pixels, 3 * WIDTH * (HEIGHT - 1));
        TiffFiles shorter = new TiffFiles(WIDTH, HEIGHT - 1, 8, 3, RGB).compression(compression);
        byte[] file = shorter.make(cut);
        for (int i = 8; i < file.length - 12; i++) { // the field of the height, and of the rows of a strip
            boolean isHeight =
                    (file[i] == 1 || file[i] == 22) && file[i + 1] == 1 && file[i + 2] == 4 && file[i + 4] == 1;
            if (isHeight && file[i + 8] == HEIGHT - 1) {
                file[i + 8] = HEIGHT;
            }
        }
        assertTrue(refusal(file).startsWith("is truncated"), refusal(file));
    }

    @Test
    void nothingIsLeftInTheTemporaryFolder() throws IOException {
        // readers of files within files would be given temporary ones
        assertTrue(ImageIO.getUseCache());
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        stripsMayBeJpegFiles();
        try (Stream<Path> files = Files.list(temporary)) {
            assertEquals(
                    0,
                    files.filter(file -> file.getFileName().toString().startsWith("imageio"))
                            .count());
        }
    }
}
