package org.samdeblur.networks.sam.pixels;

import org.samdeblur.api.Box;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;

/**
 * An image as Segment Anything processes it: RGB, 8 bits per sample, interleaved. Immutable; safe for use by multiple
 * threads.
 *
 * @since 0.1.0
 */
public final class RgbPixels {
    private final ImageSize size;
    private final byte[] samples;

    private RgbPixels(ImageSize size, byte[] samples) {
        this.size = size;
        this.samples = samples;
    }

    /**
     * Returns the colours of an image. Alpha is dropped, grey becomes three equal channels, 16 bits are rounded to 8.
     *
     * @param image the image
     * @return its pixels
     */
    public static RgbPixels of(Image image) {
        return new RgbPixels(image.size(), image.toRgb());
    }

    /**
     * Returns the size.
     *
     * @return rows and columns
     */
    public ImageSize size() {
        return size;
    }

    /**
     * Crops the image.
     *
     * @param part the part
     * @return its pixels
     * @throws IllegalArgumentException if it is empty or extends beyond the image
     */
    public RgbPixels crop(Box part) {
        requireWithin(part);
        ImageSize cut = new ImageSize(part.height(), part.width());
        if (cut.equals(size)) {
            return this;
        }
        byte[] kept = new byte[sampleCount(cut)];
        for (int y = 0; y < cut.height(); y++) {
            int from = Image.COLOUR_CHANNELS * ((part.y() + y) * size.width() + part.x());
            System.arraycopy(samples, from, kept, y * rowLength(cut), rowLength(cut));
        }
        return new RgbPixels(cut, kept);
    }

    private void requireWithin(Box part) {
        boolean within = part.x() >= 0
                && part.y() >= 0
                && part.width() >= 1
                && part.height() >= 1
                && part.x() <= size.width() - part.width()
                && part.y() <= size.height() - part.height();
        if (!within) {
            throw new IllegalArgumentException(part + " is not part of an image of " + size + " pixels");
        }
    }

    /**
     * Resizes the image exactly as Pillow's bilinear filter does: with fixed-point weights, first along rows, then
     * along columns, rounded to 8 bits in between. Where the image shrinks, the filter widens by the factor.
     *
     * @param target the new size
     * @return the resized pixels
     */
    public RgbPixels resized(ImageSize target) {
        return widened(target.width()).heightened(target.height());
    }

    private RgbPixels widened(int width) {
        if (width == size.width()) {
            return this;
        }
        BilinearWeights weights = BilinearWeights.between(size.width(), width);
        ImageSize wide = new ImageSize(size.height(), width);
        byte[] made = new byte[sampleCount(wide)];
        for (int y = 0; y < size.height(); y++) {
            weights.alongPixels(samples, y * rowLength(size), made, y * rowLength(wide));
        }
        return new RgbPixels(wide, made);
    }

    private RgbPixels heightened(int height) {
        if (height == size.height()) {
            return this;
        }
        BilinearWeights weights = BilinearWeights.between(size.height(), height);
        ImageSize high = new ImageSize(height, size.width());
        byte[] made = new byte[sampleCount(high)];
        weights.alongRows(samples, made, rowLength(high));
        return new RgbPixels(high, made);
    }

    private static int sampleCount(ImageSize size) {
        return Math.multiplyExact(size.height(), rowLength(size));
    }

    private static int rowLength(ImageSize size) {
        return Math.multiplyExact(Image.COLOUR_CHANNELS, size.width());
    }

    /** One channel of one row, each sample in [0, 255]. */
    void readRow(int y, int channel, float[] row) {
        int from = y * rowLength(size) + channel;
        for (int x = 0; x < size.width(); x++, from += Image.COLOUR_CHANNELS) {
            row[x] = samples[from] & 0xFF;
        }
    }

    /**
     * Converts the pixels to an image.
     *
     * @return RGB, 8 bits
     */
    public Image toImage() {
        return Image.ofRgb(size, samples);
    }

    /** Returns a copy of the samples: row-major, red first. */
    byte[] toArray() {
        return samples.clone();
    }
}
