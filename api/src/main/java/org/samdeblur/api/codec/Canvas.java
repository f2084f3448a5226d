package org.samdeblur.api.codec;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Places the first image of an animation on its canvas. */
final class Canvas {
    private static final int OPAQUE = 255;

    private Canvas() {}

    /**
     * Places an image of 8 bits per sample on a canvas. Returns the same image if it covers the canvas.
     *
     * @param background the colour around the image, as 0xRRGGBB; empty for transparent
     */
    static WritableRaster place(
            WritableRaster image, int left, int top, int width, int height, OptionalInt background) {
        if (image.getWidth() == width && image.getHeight() == height) {
            return image;
        }
        boolean hasAlpha = background.isEmpty() || image.getNumBands() % 2 == 0;
        int colours = image.getNumBands() < 3 && (background.isEmpty() || isGrey(background.getAsInt())) ? 1 : 3;
        WritableRaster canvas =
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, colours + (hasAlpha ? 1 : 0), null);
        background.ifPresent(colour -> fill(canvas, colour));
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            for (int band = 0; band < canvas.getNumBands(); band++) {
                if (band < colours) {
                    image.getSamples(0, y, row.length, 1, image.getNumBands() < 3 ? 0 : band, row);
                } else if (image.getNumBands() % 2 == 0) {
                    image.getSamples(0, y, row.length, 1, image.getNumBands() - 1, row);
                } else {
                    Arrays.fill(row, OPAQUE);
                }
                canvas.setSamples(left, top + y, row.length, 1, band, row);
            }
        }
        return canvas;
    }

    private static boolean isGrey(int colour) {
        return (colour >> 16 & 0xFF) == (colour & 0xFF) && (colour >> 8 & 0xFF) == (colour & 0xFF);
    }

    private static void fill(WritableRaster canvas, int colour) {
        int[] pixel = {colour >> 16 & 0xFF, colour >> 8 & 0xFF, colour & 0xFF, OPAQUE};
        if (canvas.getNumBands() < 3) {
            pixel[1] = OPAQUE;
        }
        int[] row = IntStream.range(0, canvas.getNumBands() * canvas.getWidth())
                .map(i -> pixel[i % canvas.getNumBands()])
                .toArray();
        for (int y = 0; y < canvas.getHeight(); y++) {
            canvas.setPixels(0, y, canvas.getWidth(), 1, row);
        }
    }
}
