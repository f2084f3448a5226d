package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Random;

/** Images to test with, and their samples. */
final class Pictures {
    private Pictures() {}

    /** Random samples: 1 or 2 bands are grey, 3 or 4 RGB, an even number has alpha. */
    static Image random(int height, int width, int bands, int bits, long seed) {
        int type = bits == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
        WritableRaster raster = Raster.createInterleavedRaster(type, width, height, bands, null);
        int[] samples = new Random(seed)
                .ints((long) height * width * bands, 0, 1 << bits)
                .toArray();
        raster.setPixels(0, 0, width, height, samples);
        Image image = Image.of(new BufferedImage(model(bands, type), raster, false, null));
        assertArrayEquals(samples, samples(image));
        return image;
    }

    /** A smooth picture, which JPEG keeps well. */
    static Image smooth(int height, int width) {
        byte[] rgb = new byte[3 * height * width];
        for (int i = 0; i < rgb.length; i += 3) {
            int x = i / 3 % width;
            int y = i / 3 / width;
            rgb[i] = (byte) (40 + 150 * x / width);
            rgb[i + 1] = (byte) (200 - 150 * y / height);
            rgb[i + 2] = (byte) (60 + 60 * (x + y) / (width + height));
        }
        return Image.ofRgb(new ImageSize(height, width), rgb);
    }

    static ComponentColorModel model(int bands, int type) {
        boolean hasAlpha = bands % 2 == 0;
        return new ComponentColorModel(
                ColorSpace.getInstance(bands < 3 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
                hasAlpha,
                false,
                hasAlpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                type);
    }

    /** All samples in the order of rows, pixels, bands; alpha is the last band. */
    static int[] samples(Image image) {
        Raster raster = image.toBufferedImage().getRaster();
        return raster.getPixels(0, 0, image.width(), image.height(), (int[]) null);
    }

    static void assertSame(Image expected, Image actual) {
        assertEquals(expected.toString(), actual.toString());
        assertArrayEquals(samples(expected), samples(actual));
    }
}
