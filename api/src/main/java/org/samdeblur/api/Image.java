package org.samdeblur.api;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.samdeblur.api.codec.ImageFiles;

/**
 * A picture as it was read: grey or RGB, with or without alpha, 8 or 16 bits a sample, already upright.
 *
 * <p>Immutable; safe for use by many threads.
 */
public final class Image {
    /** Images of more pixels than this are refused before they are decoded, unless the caller allows more. */
    public static final long DEFAULT_PIXEL_LIMIT = 150_000_000;

    private final WritableRaster raster;

    private Image(WritableRaster raster) {
        this.raster = raster;
    }

    /**
     * Reads a PNG, JPEG, TIFF, BMP or GIF file. EXIF orientation is applied.
     *
     * @param file the file
     * @return the image
     * @throws InvalidImageException if the file is missing, not an image, damaged, or has more than
     *     {@link #DEFAULT_PIXEL_LIMIT} pixels
     */
    public static Image read(Path file) {
        return read(file, DEFAULT_PIXEL_LIMIT);
    }

    /**
     * Reads a PNG, JPEG, TIFF, BMP or GIF file. EXIF orientation is applied.
     *
     * @param file the file
     * @param pixelLimit the most pixels to accept; checked before decoding
     * @return the image
     * @throws InvalidImageException if the file is missing, not an image, damaged, or too large
     */
    public static Image read(Path file, long pixelLimit) {
        try {
            return new Image(ImageFiles.read(file, pixelLimit));
        } catch (java.io.IOException e) {
            throw new InvalidImageException(e.getMessage(), e);
        }
    }

    /**
     * Copies a picture; its colours are converted to sRGB.
     *
     * @param picture any buffered image
     * @return the image; 16 bits a sample if the picture has more than 8
     */
    public static Image of(BufferedImage picture) {
        return new Image(ImageFiles.interleave(picture));
    }

    /**
     * Makes an 8-bit RGB image of samples.
     *
     * @param height rows
     * @param width columns
     * @param rgb {@code height · width · 3} samples, red first, row-major; copied
     * @return the image
     */
    public static Image ofRgb(int height, int width, byte[] rgb) {
        if (rgb.length != 3L * height * width) {
            throw new IllegalArgumentException(rgb.length + " samples for an RGB image of " + width + "×" + height);
        }
        WritableRaster raster = newRaster(new ImageSize(height, width), 3, 8);
        System.arraycopy(rgb, 0, ((DataBufferByte) raster.getDataBuffer()).getData(), 0, rgb.length);
        return new Image(raster);
    }

    /**
     * Makes an 8-bit RGB image of a tensor.
     *
     * @param rgb {@code [3, H, W]}, clamped to [0, 1] and rounded to the nearest of 256 steps
     * @return the image
     */
    public static Image of(Tensor rgb) {
        if (rgb.rank() != 3 || rgb.dim(0) != 3) {
            throw new IllegalArgumentException("an image is made of [3, H, W], not " + rgb);
        }
        return new Image(newRaster(new ImageSize(rgb.dim(1), rgb.dim(2)), 3, 8)).withColours(rgb);
    }

    private static WritableRaster newRaster(ImageSize size, int bands, int bitDepth) {
        int type = bitDepth == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
        return Raster.createInterleavedRaster(type, size.width(), size.height(), bands, null);
    }

    /**
     * Returns the number of columns.
     *
     * @return pixels
     */
    public int width() {
        return raster.getWidth();
    }

    /**
     * Returns the number of rows.
     *
     * @return pixels
     */
    public int height() {
        return raster.getHeight();
    }

    /**
     * Returns height and width.
     *
     * @return the size
     */
    public ImageSize size() {
        return new ImageSize(height(), width());
    }

    /**
     * Returns the bits of a sample.
     *
     * @return 8 or 16
     */
    public int bitDepth() {
        return raster.getTransferType() == DataBuffer.TYPE_BYTE ? 8 : 16;
    }

    /**
     * Tells whether there is one channel instead of three.
     *
     * @return true for grey images
     */
    public boolean isGrey() {
        return raster.getNumBands() < 3;
    }

    /**
     * Tells whether there is an alpha channel.
     *
     * @return true if pixels may be transparent
     */
    public boolean hasAlpha() {
        return raster.getNumBands() % 2 == 0;
    }

    /**
     * Returns the colours as networks take them; alpha is left out.
     *
     * @return {@code [3, H, W]} in [0, 1], red first; grey images have three equal channels
     */
    public Tensor toTensor() {
        int bands = raster.getNumBands();
        int pixels = width() * height();
        float scale = maxSample();
        return Tensor.create(
                buffer -> {
                    float[] row = new float[width()];
                    for (int channel = 0; channel < 3; channel++) {
                        int band = isGrey() ? 0 : channel;
                        for (int y = 0; y < height(); y++) {
                            int offset = y * width() * bands + band;
                            for (int x = 0; x < row.length; x++) {
                                row[x] = sample(offset + x * bands) / scale;
                            }
                            buffer.put(channel * pixels + y * width(), row);
                        }
                    }
                },
                3,
                height(),
                width());
    }

    /**
     * Returns the colours with 8 bits a sample.
     *
     * @return {@code height · width · 3} samples, red first, row-major; 16-bit samples are rounded
     */
    public byte[] toRgb() {
        int bands = raster.getNumBands();
        byte[] rgb = new byte[Math.multiplyExact(3, width() * height())];
        for (int pixel = 0; pixel < width() * height(); pixel++) {
            for (int channel = 0; channel < 3; channel++) {
                int value = sample(pixel * bands + (isGrey() ? 0 : channel));
                rgb[3 * pixel + channel] = (byte) (bitDepth() == 8 ? value : (value + 128) / 257);
            }
        }
        return rgb;
    }

    /**
     * Puts other colours into this image's format: bit depth and alpha stay. A grey image takes the luma
     * (BT.601: 0.299 R + 0.587 G + 0.114 B).
     *
     * @param rgb {@code [3, H, W]}, clamped to [0, 1] and rounded to the nearest step
     * @return a new image
     * @throws IllegalArgumentException if the tensor is of another size
     */
    public Image withColours(Tensor rgb) {
        if (rgb.rank() != 3 || rgb.dim(0) != 3 || rgb.dim(1) != height() || rgb.dim(2) != width()) {
            throw new IllegalArgumentException("colours for an image of " + size() + " are not " + rgb);
        }
        int bands = raster.getNumBands();
        int pixels = width() * height();
        WritableRaster result = newRaster(size(), bands, bitDepth());
        FloatBuffer values = rgb.data();
        float scale = maxSample();
        for (int pixel = 0; pixel < pixels; pixel++) {
            float red = values.get(pixel);
            float green = values.get(pixels + pixel);
            float blue = values.get(2 * pixels + pixel);
            int offset = pixel * bands;
            if (isGrey()) {
                set(result, offset, quantize(0.299f * red + 0.587f * green + 0.114f * blue, scale));
            } else {
                set(result, offset, quantize(red, scale));
                set(result, offset + 1, quantize(green, scale));
                set(result, offset + 2, quantize(blue, scale));
            }
            if (hasAlpha()) {
                set(result, offset + bands - 1, sample(offset + bands - 1));
            }
        }
        return new Image(result);
    }

    private float maxSample() {
        return bitDepth() == 8 ? 255f : 65535f;
    }

    private static int quantize(float value, float scale) {
        return Math.round(Math.min(Math.max(value, 0f), 1f) * scale);
    }

    private int sample(int offset) {
        return raster.getDataBuffer() instanceof DataBufferByte bytes
                ? bytes.getData()[offset] & 0xFF
                : ((DataBufferUShort) raster.getDataBuffer()).getData()[offset] & 0xFFFF;
    }

    private static void set(WritableRaster raster, int offset, int value) {
        if (raster.getDataBuffer() instanceof DataBufferByte bytes) {
            bytes.getData()[offset] = (byte) value;
        } else {
            ((DataBufferUShort) raster.getDataBuffer()).getData()[offset] = (short) value;
        }
    }

    /**
     * Copies the image for AWT.
     *
     * @return a new sRGB or grey picture of the same bit depth and alpha
     */
    public BufferedImage toBufferedImage() {
        ComponentColorModel model = ImageFiles.colourModel(raster.getNumBands(), raster.getTransferType());
        WritableRaster copy = newRaster(size(), raster.getNumBands(), bitDepth());
        copy.setDataElements(0, 0, raster);
        return new BufferedImage(model, copy, false, null);
    }

    /**
     * Writes the image in the format its name asks for: {@code .png}, {@code .jpg}, {@code .tif}, {@code .bmp}. The file
     * appears whole or not at all.
     *
     * @param file where to; replaced if it is there
     * @throws InvalidImageException if the format is unknown, cannot hold the image, or the file cannot be written
     */
    public void write(Path file) {
        try {
            ImageFiles.write(raster, file);
        } catch (java.io.IOException e) {
            throw new InvalidImageException(e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "Image[" + size() + ", " + (isGrey() ? "grey" : "RGB") + (hasAlpha() ? " with alpha" : "") + ", "
                + bitDepth() + " bits]";
    }
}
