package org.samdeblur.api.codec;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Optional;
import org.samdeblur.api.codec.TiffLayout.ExtraSample;

/**
 * Converts unpacked samples of a TIFF file to grey or RGB of 8 or 16 bits, according to the photometric interpretation.
 */
final class TiffColours {
    private static final double[] REC_601 = {0.299, 0.587, 0.114};
    private static final double[] FULL_RANGE = {0, 255, 128, 255, 128, 255};

    private final TiffLayout layout;
    /** Converts the colours of one pixel to grey or RGB samples. */
    private final Pixel pixel;

    private final int bands;
    private final Optional<ColourProfile> profile;

    @FunctionalInterface
    private interface Pixel {
        void convert(int[] samples, int from, int[] colours, int to);
    }

    private TiffColours(TiffLayout layout, Pixel pixel, int bands, Optional<ColourProfile> profile) {
        this.layout = layout;
        this.pixel = pixel;
        this.bands = bands;
        this.profile = profile;
    }

    static TiffColours of(TiffLayout layout, TiffDirectory directory, Optional<ColourProfile> profile, Content content)
            throws IOException {
        int top = (1 << layout.bits()) - 1;
        int most = layout.bits() <= 8 ? 255 : 65535;
        return switch (layout.photometric()) {
            case TiffLayout.WHITE_IS_ZERO ->
                new TiffColours(
                        layout,
                        (samples, from, colours, to) -> colours[to] = stretch(top - samples[from], top, most),
                        1,
                        profile);
            case TiffLayout.BLACK_IS_ZERO ->
                new TiffColours(
                        layout,
                        (samples, from, colours, to) -> colours[to] = stretch(samples[from], top, most),
                        1,
                        profile);
            case TiffLayout.PALETTE -> ofPalette(layout, directory, profile, content);
            case TiffLayout.YCBCR -> ofYCbCr(layout, directory, profile);
            case TiffLayout.SEPARATED -> ofCmyk(layout, directory, profile);
            default ->
                new TiffColours(
                        layout,
                        (samples, from, colours, to) -> {
                            for (int i = 0; i < 3; i++) {
                                colours[to + i] = stretch(samples[from + i], top, most);
                            }
                        },
                        3,
                        profile);
        };
    }

    private static int stretch(int sample, int top, int most) {
        return top == most ? sample : (int) (((long) sample * most + top / 2) / top);
    }

    /** A palette of 16-bit colours. Programs write the upper 8 bits, or by mistake the lower ones. */
    private static TiffColours ofPalette(
            TiffLayout layout, TiffDirectory directory, Optional<ColourProfile> profile, Content content)
            throws IOException {
        int size = 1 << layout.bits();
        long[] map = directory.numbers(TiffDirectory.COLOR_MAP, 3 << 16);
        if (map.length < 3 * size) {
            throw new UnreadableImageException(
                    "is damaged: a TIFF palette of " + map.length / 3 + " colours for " + size + " indexes");
        }
        int shift = 0;
        for (long value : map) {
            shift = value > 255 ? 8 : shift;
        }
        int third = map.length / 3;
        int[][] table = new int[3][size];
        boolean isGrey = profile.isEmpty();
        for (int i = 0; i < size; i++) {
            for (int colour = 0; colour < 3; colour++) {
                table[colour][i] = (int) map[colour * third + i] >> shift & 0xFF;
            }
            isGrey &= table[0][i] == table[1][i] && table[1][i] == table[2][i];
        }
        if (content == Content.LABELS && !isGrey && layout.bits() <= 8) {
            return new TiffColours(layout, (samples, from, colours, to) -> colours[to] = samples[from], 1, profile);
        }
        int bands = isGrey ? 1 : 3;
        return new TiffColours(
                layout,
                (samples, from, colours, to) -> {
                    for (int colour = 0; colour < bands; colour++) {
                        colours[to + colour] = table[colour][samples[from]];
                    }
                },
                bands,
                profile);
    }

    /** TIFF 6.0, section 21. JPEG has the same coefficients, and always full range. */
    private static TiffColours ofYCbCr(TiffLayout layout, TiffDirectory directory, Optional<ColourProfile> profile)
            throws IOException {
        double[] luma = REC_601;
        double[] range = FULL_RANGE;
        if (layout.compression() != TiffLayout.JPEG) {
            luma = orElse(directory.fractions(TiffDirectory.YCBCR_COEFFICIENTS, 3), REC_601);
            range = orElse(directory.fractions(TiffDirectory.REFERENCE_BLACK_WHITE, 6), FULL_RANGE);
        }
        YCbCr conversion = new YCbCr(luma, range);
        return new TiffColours(layout, conversion::toRgb, 3, profile);
    }

    private static double[] orElse(double[] values, double[] missing) throws UnreadableImageException {
        if (values.length == 0) {
            return missing;
        }
        if (values.length != missing.length) {
            throw new UnreadableImageException("is damaged: its TIFF colours are defined by " + values.length
                    + " numbers instead of " + missing.length);
        }
        return values;
    }

    private static TiffColours ofCmyk(TiffLayout layout, TiffDirectory directory, Optional<ColourProfile> profile)
            throws IOException {
        if (directory.first(TiffDirectory.INK_SET, 1) != 1) {
            throw new UnreadableImageException("is a TIFF file of inks other than CMYK; convert it to RGB first");
        }
        if (layout.alpha() != ExtraSample.NONE) {
            throw new UnreadableImageException("is a CMYK TIFF file with transparency; convert it to RGB first");
        }
        Pixel copy = (samples, from, colours, to) -> System.arraycopy(samples, from, colours, to, 4);
        return new TiffColours(layout, copy, 4, profile);
    }

    WritableRaster convert(TiffRows rows) {
        boolean hasAlpha = layout.alpha() != ExtraSample.NONE;
        int type = layout.photometric() == TiffLayout.PALETTE || layout.bits() <= 8
                ? DataBuffer.TYPE_BYTE
                : DataBuffer.TYPE_USHORT;
        int most = type == DataBuffer.TYPE_BYTE ? 255 : 65535;
        int top = (1 << layout.bits()) - 1;
        int resultBands = bands + (hasAlpha ? 1 : 0);
        WritableRaster result =
                Raster.createInterleavedRaster(type, layout.width(), layout.height(), resultBands, null);
        int[] samples = new int[layout.width() * layout.samples()];
        int[] colours = new int[layout.width() * resultBands];
        for (int y = 0; y < layout.height(); y++) {
            rows.read(y, samples);
            for (int from = 0, to = 0; from < samples.length; from += layout.samples(), to += resultBands) {
                pixel.convert(samples, from, colours, to);
                if (hasAlpha) {
                    colours[to + bands] = stretch(samples[from + layout.colours()], top, most);
                }
            }
            result.setPixels(0, y, layout.width(), 1, colours);
        }
        if (layout.photometric() == TiffLayout.SEPARATED) {
            return Cmyk.toSrgb(result, profile);
        }
        if (layout.alpha() == ExtraSample.MULTIPLIED_ALPHA) {
            Alpha.divideOut(result);
        }
        return result;
    }
}
