package org.samdeblur.api;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.samdeblur.api.codec.ColourProfile;
import org.samdeblur.api.codec.ImageFile;
import org.samdeblur.api.codec.ImageFiles;
import org.samdeblur.api.codec.ImageSource;
import org.samdeblur.api.finish.ColourRows;
import org.samdeblur.api.metadata.Metadata;

/**
 * An image, grey or RGB, with or without alpha, with 8 or 16 bits per sample, a colour profile and metadata. Its
 * orientation is always upright.
 *
 * <p>Immutable; safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Image {
    /** The maximum number of pixels by default. Larger images are rejected before they are decoded. */
    public static final long DEFAULT_PIXEL_LIMIT = 150_000_000;

    /** The usual suffixes of files that can be read, in lower case, without a dot. */
    public static final List<String> READABLE_SUFFIXES = ImageFiles.readableSuffixes();

    /** The channels of an image as a tensor: red, green and blue. */
    public static final int COLOUR_CHANNELS = 3;

    /** The suffixes of files that can be written, in lower case, without a dot. */
    public static final List<String> WRITABLE_SUFFIXES = ImageFiles.writableSuffixes();

    /** Interleaved samples, 1 to 4 bands of 8 or 16 bits; never modified after construction. */
    private final WritableRaster raster;

    /** The profile of the samples; empty for sRGB, and for grey with sRGB's transfer curve. */
    private final Optional<ColourProfile> profile;

    private final Metadata metadata;

    /** The hash code, 0 until it is computed. */
    private int hash;

    /** The image converted to sRGB, cached while memory allows; used only with a profile. */
    private SoftReference<Image> srgb = new SoftReference<>(null);

    private Image(WritableRaster raster, Optional<ColourProfile> profile, Metadata metadata) {
        this.raster = raster;
        this.profile = profile;
        this.metadata = metadata;
    }

    private Image(WritableRaster raster) {
        this(raster, Optional.empty(), Metadata.NONE);
    }

    /**
     * Reads a file as {@link #read(Path, ImageReadOptions)} does, with the default options.
     *
     * @param file a PNG, JPEG, TIFF, BMP, GIF or lossless WebP file
     * @return the image
     * @throws InvalidImageException if the file is missing, not an image, damaged, or has more than
     *     {@link #DEFAULT_PIXEL_LIMIT} pixels
     */
    public static Image read(Path file) {
        return read(file, ImageReadOptions.DEFAULT);
    }

    /**
     * Reads a PNG, JPEG, TIFF, BMP, GIF or lossless WebP file on any file system. The format is recognised by the
     * content, not by the name. EXIF orientation is applied, CMYK and palettes are converted to RGB, and samples are
     * scaled to 8 bits, or to 16 if they have more than 8. If a file has several images, the first is read; the first
     * frame of an animation is placed on its canvas. A file of an unsupported kind, or one that cannot be decoded
     * reliably, is rejected.
     *
     * <p>The file's colour profile and metadata (EXIF, XMP, IPTC, resolution, comments, PNG text) are kept. They are
     * written with the image and with the result of {@link SamDeblur}. Orientation is set to 1, and thumbnails are
     * removed. Broken metadata is left out, and a warning is logged.
     *
     * @param file the file
     * @param options limit and name
     * @return the image
     * @throws InvalidImageException if the file is missing, not an image, damaged, truncated, or too large; the message
     *     is one line that names the file and the problem
     */
    public static Image read(Path file, ImageReadOptions options) {
        return read(new ImageSource.OfFile(file, options.name().orElse(file.toString())), options);
    }

    /**
     * Reads a stream as {@link #read(InputStream, ImageReadOptions)} does, with the default options.
     *
     * @param in the content of an image file, read to its end; stays open
     * @return the image
     * @throws InvalidImageException if the stream cannot be read, is not an image, is damaged or too large
     */
    public static Image read(InputStream in) {
        return read(in, ImageReadOptions.DEFAULT);
    }

    /**
     * Reads the content of an image file from a stream, as {@link #read(Path, ImageReadOptions)} reads a file. The
     * content is kept in memory while it is decoded; no temporary file is written. If the stream does not begin like an
     * image, the rest is not read.
     *
     * @param in the content of an image file, at most 2 GiB, read to its end; stays open
     * @param options limit and name
     * @return the image
     * @throws InvalidImageException if the stream cannot be read, is not an image, is damaged, truncated, or too large;
     *     its message is one line that begins with the image's name
     */
    public static Image read(InputStream in, ImageReadOptions options) {
        try {
            return read(ImageFiles.read(in, options.name().orElse(ImageFiles.UNNAMED)), options);
        } catch (IOException e) {
            throw new InvalidImageException(e.getMessage(), e.getCause());
        }
    }

    /**
     * Reads an image from memory as {@link #read(byte[], ImageReadOptions)} does, with the default options.
     *
     * @param content the content of an image file
     * @return the image
     * @throws InvalidImageException if the content is not an image, is damaged or too large
     */
    public static Image read(byte[] content) {
        return read(content, ImageReadOptions.DEFAULT);
    }

    /**
     * Reads the content of an image file from memory, as {@link #read(Path, ImageReadOptions)} reads a file.
     *
     * @param content the content of an image file; not kept
     * @param options limit and name
     * @return the image
     * @throws InvalidImageException if the content is not an image, is damaged, truncated, or too large; its message is
     *     one line that begins with the image's name
     */
    public static Image read(byte[] content, ImageReadOptions options) {
        return read(ByteBuffer.wrap(content), options);
    }

    /**
     * Reads an image from a buffer as {@link #read(ByteBuffer, ImageReadOptions)} does, with the default options.
     *
     * @param content the content of an image file, from the buffer's position to its limit, which stay as they are
     * @return the image
     * @throws InvalidImageException if the content is not an image, is damaged or too large
     */
    public static Image read(ByteBuffer content) {
        return read(content, ImageReadOptions.DEFAULT);
    }

    /**
     * Reads the content of an image file from a buffer, as {@link #read(Path, ImageReadOptions)} reads a file.
     *
     * @param content the content of an image file, from the buffer's position to its limit, which stay as they are; not
     *     kept
     * @param options limit and name
     * @return the image
     * @throws InvalidImageException if the content is not an image, is damaged, truncated, or too large; its message is
     *     one line that begins with the image's name
     */
    public static Image read(ByteBuffer content, ImageReadOptions options) {
        return read(new ImageSource.OfBytes(content, options.name().orElse(ImageFiles.UNNAMED)), options);
    }

    private static Image read(ImageSource source, ImageReadOptions options) {
        try {
            ImageFile read = ImageFiles.read(source, options.pixelLimit());
            return new Image(read.samples(), read.profile(), read.metadata());
        } catch (IOException e) {
            throw new InvalidImageException(e.getMessage(), e.getCause());
        }
    }

    /**
     * Copies a buffered image. Colours are converted to sRGB, and premultiplied alpha is divided out. Grey samples are
     * not changed.
     *
     * @param picture any buffered image
     * @return the image; 16 bits per sample if the buffered image has more than 8
     */
    public static Image of(BufferedImage picture) {
        return new Image(ImageFiles.samples(picture));
    }

    /**
     * Creates an 8-bit RGB image from samples.
     *
     * @param size the image's size
     * @param rgb three samples for each pixel, red first, row-major; copied
     * @return the image
     * @throws IllegalArgumentException if the array is of another size
     */
    public static Image ofRgb(ImageSize size, byte[] rgb) {
        if (rgb.length != 3L * size.height() * size.width()) {
            throw new IllegalArgumentException(rgb.length + " samples for an RGB image of " + size);
        }
        WritableRaster raster = newRaster(size, 3, 8);
        System.arraycopy(rgb, 0, ((DataBufferByte) raster.getDataBuffer()).getData(), 0, rgb.length);
        return new Image(raster);
    }

    /**
     * Creates an 8-bit RGB image from a tensor.
     *
     * @param rgb {@code [3, H, W]}, clamped to [0, 1] and rounded to the nearest of 256 steps; a value that is not a
     *     number counts as 0
     * @return the image
     * @throws IllegalArgumentException if the tensor has another shape
     */
    public static Image of(Tensor rgb) {
        if (rgb.rank() != 3 || rgb.dim(0) != 3) {
            throw new IllegalArgumentException("an image needs a tensor [3, H, W], not " + rgb);
        }
        return new Image(newRaster(new ImageSize(rgb.dim(1), rgb.dim(2)), 3, 8)).withColours(rgb);
    }

    private static WritableRaster newRaster(ImageSize size, int bands, int bitDepth) {
        int type = bitDepth == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
        return Raster.createInterleavedRaster(type, size.width(), size.height(), bands, null);
    }

    /**
     * Returns the width.
     *
     * @return the number of columns
     */
    public int width() {
        return raster.getWidth();
    }

    /**
     * Returns the height.
     *
     * @return the number of rows
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
     * Returns the number of bits per sample.
     *
     * @return 8 or 16
     */
    public int bitDepth() {
        return raster.getTransferType() == DataBuffer.TYPE_BYTE ? 8 : 16;
    }

    /**
     * Returns whether there is one channel instead of three.
     *
     * @return true for grey images
     */
    public boolean isGrey() {
        return raster.getNumBands() < 3;
    }

    /**
     * Returns whether there is an alpha channel.
     *
     * @return true if pixels may be transparent
     */
    public boolean hasAlpha() {
        return raster.getNumBands() % 2 == 0;
    }

    /**
     * Returns the colours in sRGB; alpha is left out.
     *
     * @return {@code [3, H, W]} in [0, 1], red first; grey images have three equal channels
     */
    public Tensor toTensor() {
        return toTensor(whole());
    }

    private Box whole() {
        return new Box(0, 0, width(), height());
    }

    /** Returns the samples without converting them to sRGB: {@code [3, H, W]} in [0, 1]. */
    Tensor ownColours() {
        return ownColours(whole());
    }

    /**
     * Returns the colours of a part of the image in sRGB; alpha is left out.
     *
     * @param part pixels within the image
     * @return {@code [3, h, w]} with the part's height and width, in [0, 1], red first
     * @throws IllegalArgumentException if the part is not within the image
     */
    public Tensor toTensor(Box part) {
        boolean inside = part.x() >= 0
                && part.y() >= 0
                && part.x() <= width() - part.width()
                && part.y() <= height() - part.height();
        if (!inside) {
            throw new IllegalArgumentException(part + " reaches beyond the image's " + size() + " pixels");
        }
        return inSrgb().ownColours(part);
    }

    private Tensor ownColours(Box part) {
        return Tensor.create(
                values -> {
                    float[] row = new float[part.width()];
                    for (int channel = 0; channel < 3; channel++) {
                        for (int y = part.y(); y < part.y() + part.height(); y++) {
                            readRow(part.x(), y, bandOf(channel), row);
                            values.put(row);
                        }
                    }
                },
                3,
                part.height(),
                part.width());
    }

    /** Returns the samples as {@link #ownColours()} does, row by row. */
    ColourRows ownRows() {
        return (channel, y, values) -> readRow(0, y, bandOf(channel), values);
    }

    /** Reads one band of a part of a row, scaled to [0, 1]. */
    private void readRow(int left, int y, int band, float[] row) {
        int bands = raster.getNumBands();
        int start = (y * width() + left) * bands + band;
        if (raster.getDataBuffer() instanceof DataBufferByte buffer) {
            byte[] samples = buffer.getData();
            for (int x = 0, i = start; x < row.length; x++, i += bands) {
                row[x] = (samples[i] & 0xFF) / 255f;
            }
        } else {
            short[] samples = ((DataBufferUShort) raster.getDataBuffer()).getData();
            for (int x = 0, i = start; x < row.length; x++, i += bands) {
                row[x] = (samples[i] & 0xFFFF) / 65535f;
            }
        }
    }

    private int bandOf(int channel) {
        return isGrey() ? 0 : channel;
    }

    /**
     * Returns the colours in sRGB with 8 bits per sample; alpha is left out.
     *
     * @return {@code height · width · 3} samples, red first, row-major; 16-bit samples are rounded to the nearest step
     * @throws IllegalArgumentException if there are more samples than an array can hold
     */
    public byte[] toRgb() {
        return inSrgb().ownRgb();
    }

    private byte[] ownRgb() {
        int bands = raster.getNumBands();
        byte[] rgb = new byte[arraySize(3)];
        for (int channel = 0; channel < 3; channel++) {
            int from = bandOf(channel);
            if (raster.getDataBuffer() instanceof DataBufferByte buffer) {
                byte[] samples = buffer.getData();
                for (int to = channel; to < rgb.length; to += 3, from += bands) {
                    rgb[to] = samples[from];
                }
            } else {
                short[] samples = ((DataBufferUShort) raster.getDataBuffer()).getData();
                for (int to = channel; to < rgb.length; to += 3, from += bands) {
                    rgb[to] = (byte) (((samples[from] & 0xFFFF) + 128) / 257);
                }
            }
        }
        return rgb;
    }

    private int arraySize(int bands) {
        long samples = (long) bands * width() * height();
        if (samples > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "an image of " + size() + " pixels has more samples than an array holds");
        }
        return (int) samples;
    }

    /**
     * Returns this image with other colours. Bit depth, alpha and metadata are kept; the colour profile is not. A grey
     * image takes the luma (BT.601: 0.299 R + 0.587 G + 0.114 B).
     *
     * @param rgb {@code [3, H, W]} in sRGB, clamped to [0, 1] and rounded to the nearest step; a value that is not a
     *     number counts as 0
     * @return a new image
     * @throws IllegalArgumentException if the tensor is of another size
     */
    public Image withColours(Tensor rgb) {
        if (rgb.rank() != 3 || rgb.dim(0) != 3 || rgb.dim(1) != height() || rgb.dim(2) != width()) {
            throw new IllegalArgumentException("colours for an image of " + size() + " pixels must be ["
                    + COLOUR_CHANNELS + ", " + height() + ", " + width() + "], not " + rgb);
        }
        return withColours(rgb.colourRows(), Optional.empty());
    }

    /** Like {@link #withColours(Tensor)}, with samples in this image's profile, which is kept. */
    Image withOwnColours(ColourRows rgb) {
        return withColours(rgb, profile);
    }

    private Image withColours(ColourRows rgb, Optional<ColourProfile> theirs) {
        Image result = new Image(newRaster(size(), raster.getNumBands(), bitDepth()), theirs, metadata);
        if (hasAlpha()) {
            result.copyBand(raster, raster.getNumBands() - 1);
        }
        float[][] colours = new float[3][width()];
        for (int y = 0; y < height(); y++) {
            for (int channel = 0; channel < 3; channel++) {
                rgb.read(channel, y, colours[channel]);
            }
            if (isGrey()) {
                result.writeRow(y, 0, luma(colours));
            } else {
                for (int channel = 0; channel < 3; channel++) {
                    result.writeRow(y, channel, colours[channel]);
                }
            }
        }
        return result;
    }

    private static float[] luma(float[][] colours) {
        float[] grey = new float[colours[0].length];
        for (int x = 0; x < grey.length; x++) {
            grey[x] = 0.299f * colours[0][x] + 0.587f * colours[1][x] + 0.114f * colours[2][x];
        }
        return grey;
    }

    /** Writes one band of one row, clamped to [0, 1]. Called only during construction. */
    private void writeRow(int y, int band, float[] row) {
        int bands = raster.getNumBands();
        int start = y * width() * bands + band;
        if (raster.getDataBuffer() instanceof DataBufferByte buffer) {
            byte[] samples = buffer.getData();
            for (int x = 0, i = start; x < row.length; x++, i += bands) {
                samples[i] = (byte) quantise(row[x], 255f);
            }
        } else {
            short[] samples = ((DataBufferUShort) raster.getDataBuffer()).getData();
            for (int x = 0, i = start; x < row.length; x++, i += bands) {
                samples[i] = (short) quantise(row[x], 65535f);
            }
        }
    }

    private static int quantise(float value, float most) {
        return (int) (Math.min(Math.max(value, 0f), 1f) * most + 0.5f);
    }

    /** Copies a band of a raster of the same form. Called only during construction. */
    private void copyBand(WritableRaster source, int band) {
        int[] row = new int[width()];
        for (int y = 0; y < height(); y++) {
            raster.setSamples(0, y, row.length, 1, band, source.getSamples(0, y, row.length, 1, band, row));
        }
    }

    /**
     * Converts the image to an AWT image.
     *
     * @return a new sRGB or grey image of the same bit depth and alpha, of a standard AWT type if there
     *     is one
     */
    public BufferedImage toBufferedImage() {
        return ImageFiles.picture(inSrgb().raster);
    }

    private synchronized Image inSrgb() {
        if (profile.isEmpty()) {
            return this;
        }
        Image converted = srgb.get();
        if (converted == null) {
            converted = new Image(profile.get().copyInSrgb(raster));
            srgb = new SoftReference<>(converted);
        }
        return converted;
    }

    /**
     * Returns this image without metadata and colour profile. Its colours are converted to sRGB, so that it looks the
     * same.
     *
     * @return an image without metadata and colour profile
     */
    public Image withoutMetadata() {
        return new Image(inSrgb().raster);
    }

    /**
     * Checks that an image file can be written, so that a caller can find out before computing the image: its suffix is
     * one of {@link #WRITABLE_SUFFIXES}, its folder exists, and permissions allow it.
     *
     * @param file the file to write
     * @throws InvalidImageException if it cannot be written
     */
    public static void requireWritable(Path file) {
        try {
            ImageFiles.requireWritable(file);
        } catch (IOException e) {
            throw new InvalidImageException(e.getMessage(), e.getCause());
        }
    }

    /**
     * Writes the image as {@link #write(Path, ImageWriteOptions)} does, with the default options.
     *
     * @param file the target, with one of {@link #WRITABLE_SUFFIXES}; replaced if it exists
     * @throws InvalidImageException if the format is unknown or the file cannot be written
     */
    public void write(Path file) {
        write(file, ImageWriteOptions.DEFAULT);
    }

    /**
     * Writes the image in the format of the file's suffix, with the colour profile and metadata of the file that it was
     * read from, unless they were {@linkplain #withoutMetadata() removed}. The file appears complete or not at all.
     *
     * <p>PNG and TIFF keep every sample. JPEG (colours at full resolution) and BMP hold 8 bits and no
     * alpha: 16-bit samples are rounded, and transparent images are drawn on white. BMP keeps only the resolution.
     * Metadata that a format cannot hold is left out, and a warning is logged.
     *
     * @param file the target, with one of {@link #WRITABLE_SUFFIXES}; replaced if it exists
     * @param options quality and compression
     * @throws InvalidImageException if the format is unknown or the file cannot be written
     */
    public void write(Path file, ImageWriteOptions options) {
        try {
            ImageFiles.write(file(), file, options.encoderSettings());
        } catch (IOException e) {
            throw new InvalidImageException(e.getMessage(), e.getCause());
        }
    }

    /**
     * Writes the image as {@link #write(OutputStream, ImageFormat, ImageWriteOptions)} does, with the default options.
     *
     * @param out the target; stays open
     * @param format the format
     * @throws InvalidImageException if the image cannot be encoded or the stream cannot be written
     */
    public void write(OutputStream out, ImageFormat format) {
        write(out, format, ImageWriteOptions.DEFAULT);
    }

    /**
     * Writes the image to a stream, like {@link #write(Path, ImageWriteOptions)}. It is first encoded in memory; if
     * that fails, nothing is written. No temporary file is used.
     *
     * @param out the target; stays open, and is not flushed
     * @param format the format
     * @param options quality and compression
     * @throws InvalidImageException if the image cannot be encoded or the stream cannot be written
     */
    public void write(OutputStream out, ImageFormat format, ImageWriteOptions options) {
        try {
            ImageFiles.write(file(), format.fileFormat(), options.encoderSettings(), out);
        } catch (IOException e) {
            throw new InvalidImageException(e.getMessage(), e.getCause());
        }
    }

    /**
     * Encodes the image with the default options.
     *
     * @param format the format
     * @return the content of an image file
     * @throws InvalidImageException if the image cannot be encoded
     */
    public byte[] toBytes(ImageFormat format) {
        return toBytes(format, ImageWriteOptions.DEFAULT);
    }

    /**
     * Encodes the image, like {@link #write(Path, ImageWriteOptions)}.
     *
     * @param format the format
     * @param options quality and compression
     * @return the content of an image file
     * @throws InvalidImageException if the image cannot be encoded, for example because it takes more than 2 GiB
     */
    public byte[] toBytes(ImageFormat format, ImageWriteOptions options) {
        try {
            return ImageFiles.bytes(file(), format.fileFormat(), options.encoderSettings());
        } catch (IOException e) {
            throw new InvalidImageException(e.getMessage(), e.getCause());
        }
    }

    private ImageFile file() {
        return new ImageFile(raster, profile, metadata);
    }

    /** Compares size, channels, bit depth, samples and colour profile, but not metadata. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Image that
                        && size().equals(that.size())
                        && raster.getNumBands() == that.raster.getNumBands()
                        && bitDepth() == that.bitDepth()
                        && profile.equals(that.profile)
                        && hasSamplesOf(that);
    }

    private boolean hasSamplesOf(Image that) {
        if (raster.getDataBuffer() instanceof DataBufferByte buffer) {
            return Arrays.equals(buffer.getData(), ((DataBufferByte) that.raster.getDataBuffer()).getData());
        }
        return Arrays.equals(
                ((DataBufferUShort) raster.getDataBuffer()).getData(),
                ((DataBufferUShort) that.raster.getDataBuffer()).getData());
    }

    /** Computed from all samples on the first call, then cached. */
    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            int samples = raster.getDataBuffer() instanceof DataBufferByte buffer
                    ? Arrays.hashCode(buffer.getData())
                    : Arrays.hashCode(((DataBufferUShort) raster.getDataBuffer()).getData());
            known = Objects.hash(size(), raster.getNumBands(), profile, samples);
            hash = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return "Image[" + size() + ", " + (isGrey() ? "grey" : "RGB") + (hasAlpha() ? " with alpha" : "") + ", "
                + bitDepth() + " bits]";
    }
}
