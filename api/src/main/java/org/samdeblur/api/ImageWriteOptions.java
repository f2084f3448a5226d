package org.samdeblur.api;

import java.util.Objects;
import org.samdeblur.api.codec.EncoderSettings;

/**
 * How an image is written. Immutable.
 *
 * <pre>{@code
 * image.write(out, ImageFormat.JPEG, ImageWriteOptions.DEFAULT.withJpegQuality(0.85));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ImageWriteOptions {
    /** JPEG quality 0.95, PNG compression 4. */
    public static final ImageWriteOptions DEFAULT = new ImageWriteOptions(0.95, 4);

    private static final int HIGHEST_COMPRESSION = 9;

    private final double jpegQuality;
    private final int pngCompression;

    private ImageWriteOptions(double jpegQuality, int pngCompression) {
        this.jpegQuality = jpegQuality;
        this.pngCompression = pngCompression;
    }

    /**
     * Returns the quality of JPEG files.
     *
     * @return above 0, at most 1
     */
    public double jpegQuality() {
        return jpegQuality;
    }

    /**
     * Returns the compression level of PNG files. All levels are lossless.
     *
     * @return from 0, not compressed, to 9, smallest and slowest
     */
    public int pngCompression() {
        return pngCompression;
    }

    /**
     * Returns these options with another quality of JPEG files.
     *
     * @param quality above 0, at most 1
     * @return the options
     * @throws IllegalArgumentException if it is out of range
     */
    public ImageWriteOptions withJpegQuality(double quality) {
        if (!(quality > 0 && quality <= 1)) {
            throw new IllegalArgumentException("the JPEG quality must be above 0 and at most 1, not " + quality);
        }
        return new ImageWriteOptions(quality, pngCompression);
    }

    /**
     * Returns these options with another compression of PNG files.
     *
     * @param level from 0, not compressed, to 9, smallest and slowest
     * @return the options
     * @throws IllegalArgumentException if it is out of range
     */
    public ImageWriteOptions withPngCompression(int level) {
        if (level < 0 || level > HIGHEST_COMPRESSION) {
            throw new IllegalArgumentException("the PNG compression must be from 0 to 9, not " + level);
        }
        return new ImageWriteOptions(jpegQuality, level);
    }

    EncoderSettings encoderSettings() {
        return new EncoderSettings(jpegQuality, pngCompression);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageWriteOptions that
                && jpegQuality == that.jpegQuality
                && pngCompression == that.pngCompression;
    }

    @Override
    public int hashCode() {
        return Objects.hash(jpegQuality, pngCompression);
    }

    @Override
    public String toString() {
        return "ImageWriteOptions[jpegQuality=" + jpegQuality + ", pngCompression=" + pngCompression + "]";
    }
}
