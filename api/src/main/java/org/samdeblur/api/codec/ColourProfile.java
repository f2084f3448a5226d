package org.samdeblur.api.codec;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Converts samples from an ICC profile's colours to sRGB. A profile that equals sRGB does not change samples, so that
 * the most common case is exact. A profile that does not fit the image, or fails, is ignored.
 */
public final class ColourProfile {
    /** A profile counts as sRGB if it changes samples by no more than this, in steps of 255. */
    private static final int TOLERANCE = 2;

    private static final int CUBE_EDGE = 18;
    private static final int STRIPE_ROWS = 32;

    private final ICC_Profile profile;
    private final byte[] bytes;

    ColourProfile(ICC_Profile profile) {
        this(profile, profile.getData());
    }

    /** Keeps the bytes as they are in the file, since the JDK returns some of them changed. */
    private ColourProfile(ICC_Profile profile, byte[] bytes) {
        this.profile = profile;
        this.bytes = bytes;
    }

    /** Reads a profile; empty if the bytes are not a valid profile. */
    static Optional<ColourProfile> parse(byte[] bytes) {
        if (bytes.length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ColourProfile(ICC_Profile.getInstance(bytes), bytes));
        } catch (IllegalArgumentException | CMMException e) {
            return Optional.empty();
        }
    }

    byte[] bytes() {
        return bytes;
    }

    /** Returns whether grey or RGB samples, with or without alpha, have this profile's colour space type. */
    boolean fits(WritableRaster raster) {
        int type = raster.getNumBands() < 3 ? ColorSpace.TYPE_GRAY : ColorSpace.TYPE_RGB;
        return profile.getColorSpaceType() == type;
    }

    boolean isGrey() {
        return profile.getColorSpaceType() == ColorSpace.TYPE_GRAY;
    }

    boolean isCmyk() {
        return profile.getColorSpaceType() == ColorSpace.TYPE_CMYK;
    }

    /**
     * Converts a copy of samples to sRGB.
     *
     * @param samples grey or RGB samples in the profile's colours, with or without alpha; not changed
     * @return the same number of bands, in sRGB, or in grey with sRGB's transfer curve
     */
    public WritableRaster copyInSrgb(WritableRaster samples) {
        WritableRaster copy = samples.createCompatibleWritableRaster();
        copy.setDataElements(0, 0, samples);
        return toSrgb(copy);
    }

    /** Converts grey or RGB samples to sRGB, with or without alpha. May change the raster. */
    WritableRaster toSrgb(WritableRaster raster) {
        if (!fits(raster)) {
            return raster;
        }
        try {
            if (raster.getNumBands() < 3) {
                mapGrey(raster);
                return raster;
            }
            return isSrgb() ? raster : convert(raster);
        } catch (CMMException | IllegalArgumentException e) {
            return raster;
        }
    }

    /** Converts CMYK samples, in which 0 means no ink, to sRGB; empty if this is not a CMYK profile. */
    Optional<WritableRaster> cmykToSrgb(WritableRaster inks) {
        try {
            return isCmyk() ? Optional.of(convert(inks)) : Optional.empty();
        } catch (CMMException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Converts RGB in place, without changing alpha; for CMYK, returns a new raster. */
    private WritableRaster convert(WritableRaster raster) {
        int inputs = profile.getNumComponents();
        WritableRaster result = inputs == 3
                ? raster
                : Raster.createInterleavedRaster(
                        raster.getTransferType(), raster.getWidth(), raster.getHeight(), 3, null);
        ColorConvertOp op = operation();
        int type = raster.getTransferType();
        // In separate stripes, since each call copies the whole array that a raster is part of.
        for (int y = 0; y < raster.getHeight(); y += STRIPE_ROWS) {
            int rows = Math.min(STRIPE_ROWS, raster.getHeight() - y);
            WritableRaster from = Raster.createInterleavedRaster(type, raster.getWidth(), rows, inputs, null);
            WritableRaster to = Raster.createInterleavedRaster(type, raster.getWidth(), rows, 3, null);
            from.setRect(colours(raster, y, rows, inputs));
            colours(result, y, rows, 3).setRect(op.filter(from, to));
        }
        return result;
    }

    private static WritableRaster colours(WritableRaster raster, int y, int rows, int bands) {
        int[] colours = IntStream.range(0, bands).toArray();
        return raster.createWritableChild(0, y, raster.getWidth(), rows, 0, 0, colours);
    }

    private ColorConvertOp operation() {
        return new ColorConvertOp(new ICC_Profile[] {profile, ICC_Profile.getInstance(ColorSpace.CS_sRGB)}, null);
    }

    /** Converts grey samples with a table of all levels. */
    private void mapGrey(WritableRaster raster) {
        int type = raster.getTransferType();
        int levels = type == DataBuffer.TYPE_BYTE ? 256 : 65536;
        WritableRaster ramp = Raster.createInterleavedRaster(type, levels, 1, 1, null);
        ramp.setSamples(0, 0, levels, 1, 0, IntStream.range(0, levels).toArray());
        WritableRaster colours = Raster.createInterleavedRaster(type, levels, 1, 3, null);
        int[] table = operation().filter(ramp, colours).getSamples(0, 0, levels, 1, 1, (int[]) null);
        int[] row = new int[raster.getWidth()];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, row.length, 1, 0, row);
            for (int x = 0; x < row.length; x++) {
                row[x] = table[row[x]];
            }
            raster.setSamples(0, y, row.length, 1, 0, row);
        }
    }

    /** Compares converted with original colours at points of the whole RGB cube. */
    private boolean isSrgb() {
        int size = CUBE_EDGE * CUBE_EDGE * CUBE_EDGE;
        int step = 255 / (CUBE_EDGE - 1);
        WritableRaster cube = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, size, 1, 3, null);
        byte[] samples = ((DataBufferByte) cube.getDataBuffer()).getData();
        for (int i = 0; i < size; i++) {
            samples[3 * i] = (byte) (i % CUBE_EDGE * step);
            samples[3 * i + 1] = (byte) (i / CUBE_EDGE % CUBE_EDGE * step);
            samples[3 * i + 2] = (byte) (i / CUBE_EDGE / CUBE_EDGE * step);
        }
        WritableRaster converted = operation().filter(cube, cube.createCompatibleWritableRaster());
        byte[] results = ((DataBufferByte) converted.getDataBuffer()).getData();
        return IntStream.range(0, samples.length)
                .allMatch(i -> Math.abs((samples[i] & 0xFF) - (results[i] & 0xFF)) <= TOLERANCE);
    }

    /** Compares the profiles' bytes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ColourProfile that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
