package org.samdeblur.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;

/** Drawn images. */
public final class Pictures {
    private Pictures() {}

    /**
     * Draws soft stripes and a few rectangles.
     *
     * @param width columns
     * @param height rows
     * @param seed another one draws another image
     * @return an RGB image
     */
    public static Image drawn(int width, int height, long seed) {
        Random random = new Random(seed);
        double slant = random.nextDouble() / 5;
        int left = random.nextInt(width / 2);
        int top = random.nextInt(height / 2);
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean inside = x >= left && x < left + width / 3 && y >= top && y < top + height / 3;
                for (int channel = 0; channel < 3; channel++) {
                    double wave = 110 + 60 * Math.sin(slant * x + 0.07 * y + channel);
                    rgb[3 * (y * width + x) + channel] = (byte) (inside ? 60 + 70 * channel : (int) wave);
                }
            }
        }
        return Image.ofRgb(new ImageSize(height, width), rgb);
    }

    /**
     * Writes a PNG header of an image far beyond the limit of pixels.
     *
     * @param file where to
     * @throws IOException if it cannot be written
     */
    public static void writeHuge(Path file) throws IOException {
        byte[] png = drawn(8, 8, 0).toBytes(org.samdeblur.api.ImageFormat.PNG);
        java.nio.ByteBuffer header = java.nio.ByteBuffer.wrap(png);
        header.putInt(16, 60_000).putInt(20, 60_000);
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(png, 12, 17);
        header.putInt(29, (int) crc.getValue());
        Files.write(file, png);
    }
}
