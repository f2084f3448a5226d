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
 * Converts samples from an ICC profile's colours to sRGB. A profile that is sRGB by another name leaves them untouched,
 * so that the commonest case is exact; a profile that does not fit the image or fails is left out of account.
 */
public final class ColourProfile {
    /** What conversion by a profile may change before it counts as other than sRGB, in steps of 255. */
    private static final int TOLERANCE = 2;

    private static final int CUBE_EDGE = 18;
    private static final int STRIPE_ROWS = 32;

    private final ICC_Profile profile;
    private final byte[] bytes;

    ColourProfile(ICC_Profile profile) {
        this(profile, profile.getData());
    }

    /** Keeps the bytes as its file has them: the JDK would give some of them back changed. */
    private ColourProfile(ICC_Profile profile, byte[] bytes) {
        this.profile = profile;
        this.bytes = bytes;
    }

    /** Reads a profile; empty if it is none. */
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

    /** Returns whether samples of grey or RGB, with or without alpha, are of the kind that this profile is about. */
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
     * Copies samples into sRGB.
     *
     * @param samples grey or RGB samples of the profile's colours, with or without alpha; left as they are
     * @return the same number of bands, in sRGB or in grey of its curve
     */
    public WritableRaster copyInSrgb(WritableRaster samples) {
        WritableRaster copy = samples.createCompatibleWritableRaster();
        copy.setDataElements(0, 0, samples);
        return toSrgb(copy);
    }

    /** Returns grey or RGB samples in sRGB, with alpha if the given ones have it. */
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

    /** Returns four inks, of which 0 is none, in sRGB; empty if this is not a profile of inks. */
    Optional<WritableRaster> cmykToSrgb(WritableRaster inks) {
        try {
            return isCmyk() ? Optional.of(convert(inks)) : Optional.empty();
        } catch (CMMException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Converts three colours in place, with alpha untouched if there is any; of four inks, makes another raster. */
    private WritableRaster convert(WritableRaster raster) {
        int inputs = profile.getNumComponents();
        WritableRaster result = inputs == 3
                ? raster
                : Raster.createInterleavedRaster(
                        raster.getTransferType(), raster.getWidth(), raster.getHeight(), 3, null);
        ColorConvertOp op = operation();
        int type = raster.getTransferType();
        // In stripes of their own memory: each call copies all of the array that a raster lies in.
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

    /** Passes grey samples through a table of all grey levels. */
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

    /** Tells by what conversion does to colours all over the cube. */
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
