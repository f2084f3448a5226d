package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTest {
    @Property(tries = 100)
    void itsOwnColoursPutBackChangeNothing(
            @ForAll @IntRange(min = 1, max = 20) int height,
            @ForAll @IntRange(min = 1, max = 20) int width,
            @ForAll @IntRange(min = 1, max = 4) int bands,
            @ForAll boolean isDeep,
            @ForAll long seed) {
        Image image = Pictures.random(height, width, bands, isDeep ? 16 : 8, seed);
        Pictures.assertSame(image, image.withColours(image.toTensor()));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void everyLevelSurvivesTheWayThroughFloats(int bits) {
        int levels = 1 << bits;
        for (int bands = 1; bands <= 4; bands += 2) {
            int type = bits == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
            WritableRaster ramp = Raster.createInterleavedRaster(type, levels, 1, bands, null);
            for (int level = 0; level < levels; level++) {
                for (int band = 0; band < bands; band++) {
                    ramp.setSample(level, 0, band, level);
                }
            }
            Image image = Image.of(new BufferedImage(Pictures.model(bands, type), ramp, false, null));
            Pictures.assertSame(image, image.withColours(image.toTensor()));
        }
    }

    @Property(tries = 100)
    void aPartHasTheColoursOfTheWhole(
            @ForAll @IntRange(max = 5) int left,
            @ForAll @IntRange(max = 5) int top,
            @ForAll @IntRange(min = 1, max = 4) int bands,
            @ForAll boolean isDeep,
            @ForAll long seed) {
        Image image = Pictures.random(9, 11, bands, isDeep ? 16 : 8, seed);
        Tensor whole = image.toTensor();
        Tensor part = image.toTensor(new Box(left, top, 6, 4));
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < 4; y++) {
                for (int x = 0; x < 6; x++) {
                    assertEquals(whole.get(channel, top + y, left + x), part.get(channel, y, x));
                }
            }
        }
    }

    @Test
    void aPartBeyondTheImageIsRefused() {
        Image image = Pictures.random(9, 11, 3, 8, 1);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> image.toTensor(new Box(6, 0, 6, 4)));
        assertTrue(e.getMessage().endsWith("reaches beyond the image's 11×9 pixels"), e.getMessage());
    }

    @Test
    void aTensorHoldsTheChannelsOneAfterTheOtherBetweenZeroAndOne() {
        Image image = Image.ofRgb(new ImageSize(1, 2), new byte[] {0, 51, (byte) 255, (byte) 102, 0, 0});
        assertEquals(Tensor.of(new float[] {0, 0.4f, 0.2f, 0, 1, 0}, 3, 1, 2), image.toTensor());
    }

    @Test
    void aGreyImageHasThreeEqualChannels() {
        Image image = Pictures.random(3, 4, 1, 16, 1);
        Tensor tensor = image.toTensor();
        assertEquals(tensor.slice(0, 1), tensor.slice(1, 2));
        assertEquals(tensor.slice(0, 1), tensor.slice(2, 3));
    }

    @Test
    void coloursAreClampedAndRoundedToTheNearestStep() {
        float step = 1 / 255f;
        float[] values = {-0.5f, 0.49f * step, 0.51f * step, 254.4f * step, 254.6f * step, 7, Float.NaN, 0, 1};
        Image image = Image.of(Tensor.of(values, 3, 1, 3));
        assertArrayEquals(new byte[] {0, (byte) 254, 0, 0, (byte) 255, 0, 1, (byte) 255, (byte) 255}, image.toRgb());
    }

    @Test
    void aGreyImageTakesTheLumaOfNewColours() {
        Image grey = Pictures.random(1, 3, 1, 8, 1);
        float[] redGreenBlue = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        int[] luma = Pictures.samples(grey.withColours(Tensor.of(redGreenBlue, 3, 1, 3)));
        assertArrayEquals(new int[] {76, 150, 29}, luma);
    }

    @Test
    void newColoursLeaveAlphaAndBitDepthAlone() {
        Image image = Pictures.random(5, 7, 4, 16, 3);
        Image black = image.withColours(Tensor.zeros(3, 5, 7));
        int[] before = Pictures.samples(image);
        int[] after = Pictures.samples(black);
        for (int i = 0; i < before.length; i++) {
            assertEquals(i % 4 == 3 ? before[i] : 0, after[i]);
        }
        assertEquals("Image[7×5, RGB with alpha, 16 bits]", black.toString());
    }

    @Test
    void coloursOfAnotherSizeAreRefused() {
        Image image = Pictures.random(5, 7, 3, 8, 3);
        String message = assertThrows(IllegalArgumentException.class, () -> image.withColours(Tensor.zeros(3, 7, 5)))
                .getMessage();
        assertEquals("colours for an image of 7×5 pixels must be [3, 5, 7], not Tensor[3, 7, 5]", message);
        assertThrows(IllegalArgumentException.class, () -> Image.of(Tensor.zeros(4, 5, 7)));
        assertThrows(IllegalArgumentException.class, () -> Image.ofRgb(new ImageSize(2, 2), new byte[11]));
        assertThrows(IllegalArgumentException.class, () -> Image.ofRgb(new ImageSize(-1, -1), new byte[3]));
    }

    @Test
    void sixteenBitsAreRoundedToEightAtTheNearestStep() {
        int[] samples = {0, 128, 129, 257, 65406, 65407, 65535, 32767, 32896};
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, 3, 1, 3, null);
        raster.setPixels(0, 0, 3, 1, samples);
        Image image = Image.of(new BufferedImage(Pictures.model(3, DataBuffer.TYPE_USHORT), raster, false, null));
        byte[] expected = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            expected[i] = (byte) Math.round(samples[i] / 257.0);
        }
        assertArrayEquals(expected, image.toRgb());
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_INT_BGR,
                BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR, BufferedImage.TYPE_USHORT_565_RGB,
                BufferedImage.TYPE_USHORT_555_RGB, BufferedImage.TYPE_BYTE_INDEXED
            })
    void everyTypeOfAwtIsTakenAsAwtSeesIt(int type) {
        BufferedImage picture = randomPicture(type);
        Image image = Image.of(picture);
        assertEquals(8, image.bitDepth());
        assertEquals(picture.getColorModel().hasAlpha(), image.hasAlpha());
        BufferedImage copy = image.toBufferedImage();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                assertEquals(picture.getRGB(x, y), copy.getRGB(x, y));
            }
        }
    }

    private static BufferedImage randomPicture(int type) {
        BufferedImage picture = new BufferedImage(13, 11, type);
        Random random = new Random(type);
        for (int y = 0; y < 11; y++) {
            for (int x = 0; x < 13; x++) {
                picture.setRGB(x, y, random.nextInt());
            }
        }
        return picture;
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_INT_ARGB_PRE, BufferedImage.TYPE_4BYTE_ABGR_PRE})
    void coloursMultipliedByAlphaAreDividedByItAgain(int type) {
        BufferedImage picture = new BufferedImage(256, 256, type);
        for (int alpha = 0; alpha < 256; alpha++) {
            for (int colour = 0; colour < 256; colour++) {
                int product = Math.min(colour, alpha);
                picture.getRaster().setPixel(colour, alpha, new int[] {product, product / 2, product / 3, alpha});
            }
        }
        int[] samples = Pictures.samples(Image.of(picture));
        for (int alpha = 1; alpha < 256; alpha++) {
            for (int colour = 0; colour < 256; colour++) {
                int pixel = 4 * (alpha * 256 + colour);
                assertEquals(alpha, samples[pixel + 3]);
                assertEquals(Math.min(colour, alpha), Math.round(samples[pixel] * alpha / 255f));
                assertEquals(Math.min(colour, alpha) / 2, Math.round(samples[pixel + 1] * alpha / 255f));
                assertEquals(Math.min(colour, alpha) / 3, Math.round(samples[pixel + 2] * alpha / 255f));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
    void greySamplesAreTakenAsTheyAre(int type) {
        BufferedImage picture = new BufferedImage(16, 16, type);
        int bits = picture.getColorModel().getPixelSize();
        int[] samples = new Random(1).ints(256, 0, 1 << bits).toArray();
        picture.getRaster().setPixels(0, 0, 16, 16, samples);
        Image image = Image.of(picture);
        assertTrue(image.isGrey());
        assertEquals(bits, image.bitDepth());
        assertArrayEquals(samples, Pictures.samples(image));
        assertEquals(type, image.toBufferedImage().getType());
    }

    @Test
    void blackAndWhiteBecomesGrey() {
        BufferedImage picture = new BufferedImage(9, 2, BufferedImage.TYPE_BYTE_BINARY);
        picture.setRGB(8, 1, 0xFFFFFF);
        Image image = Image.of(picture);
        assertEquals("Image[9×2, grey, 8 bits]", image.toString());
        int[] expected = new int[18];
        expected[17] = 255;
        assertArrayEquals(expected, Pictures.samples(image));
    }

    @Test
    void aPaletteWithATransparentColourBecomesAlpha() {
        byte[] reds = {10, 20};
        byte[] greens = {30, 40};
        byte[] blues = {50, 60};
        IndexColorModel palette = new IndexColorModel(1, 2, reds, greens, blues, 1);
        BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
        picture.getRaster().setSample(1, 0, 0, 1);
        Image image = Image.of(picture);
        assertTrue(image.hasAlpha());
        assertArrayEquals(new int[] {10, 30, 50, 255, 20, 40, 60, 0}, Pictures.samples(image));
    }

    @Test
    void tenBitsAreStretchedToSixteen() {
        ColorModel model = new DirectColorModel(30, 0x3FF00000, 0xFFC00, 0x3FF);
        WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
        raster.setPixel(0, 0, new int[] {0, 512, 1023});
        Image image = Image.of(new BufferedImage(model, raster, false, null));
        assertEquals(16, image.bitDepth());
        assertArrayEquals(new int[] {0, Math.round(512 * 65535f / 1023), 65535}, Pictures.samples(image));
    }

    @Test
    void floatingSamplesBecomeSixteenBits() {
        ColorSpace srgb = ColorSpace.getInstance(ColorSpace.CS_sRGB);
        ComponentColorModel model =
                new ComponentColorModel(srgb, true, false, ColorModel.TRANSLUCENT, DataBuffer.TYPE_FLOAT);
        WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
        raster.setPixel(0, 0, new float[] {0.25f, 1.5f, -1f, 0.5f});
        Image image = Image.of(new BufferedImage(model, raster, false, null));
        assertArrayEquals(new int[] {16384, 65535, 0, 32768}, Pictures.samples(image));
    }

    @Test
    void linearColoursAreConvertedToSrgb() {
        ColorSpace linear = ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB);
        ComponentColorModel model =
                new ComponentColorModel(linear, false, false, ColorModel.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(256, 1);
        for (int x = 0; x < 256; x++) {
            raster.setPixel(x, 0, new int[] {x * 257, x * 257, x * 257});
        }
        int[] samples = Pictures.samples(Image.of(new BufferedImage(model, raster, false, null)));
        for (int x = 8; x < 256; x++) {
            double srgb = 1.055 * Math.pow(x / 255.0, 1 / 2.4) - 0.055; // IEC 61966-2-1
            assertEquals(srgb, samples[3 * x + 1] / 65535.0, 0.5 / 255);
        }
    }

    @Test
    void linearColoursKeepTheirAlpha() {
        ColorSpace linear = ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB);
        ComponentColorModel model =
                new ComponentColorModel(linear, true, false, ColorModel.TRANSLUCENT, DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(5, 70);
        int[] samples = new Random(1).ints(5 * 70 * 4, 0, 256).toArray();
        raster.setPixels(0, 0, 5, 70, samples);
        int[] converted = Pictures.samples(Image.of(new BufferedImage(model, raster, false, null)));
        for (int i = 0; i < samples.length; i++) {
            double value = samples[i] / 255.0;
            double srgb = value <= 0.0031308 ? 12.92 * value : 1.055 * Math.pow(value, 1 / 2.4) - 0.055;
            assertEquals(i % 4 == 3 ? samples[i] : 255 * srgb, converted[i], 2);
        }
    }

    @Test
    void aPartOfAPictureIsTakenAloneAndCopied() {
        BufferedImage whole = randomPicture(BufferedImage.TYPE_INT_RGB);
        BufferedImage part = whole.getSubimage(3, 2, 4, 5);
        Image image = Image.of(part);
        int before = part.getRGB(1, 1);
        part.setRGB(1, 1, ~before);
        assertEquals(new ImageSize(5, 4), image.size());
        assertEquals(before, image.toBufferedImage().getRGB(1, 1));
    }

    @Test
    void picturesForAwtAreCopiesOfStandardTypes() {
        assertEquals(
                BufferedImage.TYPE_3BYTE_BGR,
                Pictures.random(2, 2, 3, 8, 1).toBufferedImage().getType());
        assertEquals(
                BufferedImage.TYPE_4BYTE_ABGR,
                Pictures.random(2, 2, 4, 8, 1).toBufferedImage().getType());
        Image image = Pictures.smooth(4, 4);
        int[] before = Pictures.samples(image);
        image.toBufferedImage().setRGB(0, 0, 0);
        assertArrayEquals(before, Pictures.samples(image));
        assertFalse(image.isGrey());
    }
}
