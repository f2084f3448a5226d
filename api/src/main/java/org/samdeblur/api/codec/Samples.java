package org.samdeblur.api.codec;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.PackedColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/**
 * Converts any buffered image to the form that this library uses: an interleaved raster of grey or sRGB samples of 8 or
 * 16 bits, with alpha last if there is any, not premultiplied.
 *
 * <p>Grey samples are not converted: AWT declares its standard grey space linear, but files and screens treat such
 * samples as having sRGB's transfer curve.
 */
final class Samples {
    private final BufferedImage picture;
    private final ColorModel model;
    private final int width;
    private final int height;

    private Samples(BufferedImage picture) {
        this.picture = picture;
        this.model = picture.getColorModel();
        this.width = picture.getWidth();
        this.height = picture.getHeight();
    }

    /** Copies the samples of a buffered image. */
    static WritableRaster of(BufferedImage picture) {
        return of(picture, true);
    }

    /** Copies the samples of a buffered image, as RGB even if its palette is all grey. */
    static WritableRaster ofColours(BufferedImage picture) {
        return of(picture, false);
    }

    private static WritableRaster of(BufferedImage picture, boolean greyPalettes) {
        Samples samples = new Samples(picture);
        if (samples.model instanceof IndexColorModel palette) {
            return samples.lookUp(new Palette(palette, greyPalettes));
        }
        if (!samples.hasWholeNumbers()) {
            return samples.normalise();
        }
        WritableRaster raster = samples.copy();
        if (samples.model.hasAlpha() && samples.model.isAlphaPremultiplied()) {
            Alpha.divideOut(raster);
        }
        return samples.inSrgb(raster);
    }

    /**
     * Returns the values of a buffered image as labels: the indexes if it has a palette with colours. May share the
     * image's memory.
     */
    static WritableRaster labelsOf(BufferedImage picture) {
        Samples samples = new Samples(picture);
        if (samples.model instanceof IndexColorModel palette && new Palette(palette, true).bands() > 2) {
            return samples.indexes();
        }
        boolean isPlain = picture.getType() == BufferedImage.TYPE_BYTE_GRAY
                || picture.getType() == BufferedImage.TYPE_USHORT_GRAY;
        return isPlain ? picture.getRaster() : of(picture);
    }

    private WritableRaster indexes() {
        WritableRaster raster = create(DataBuffer.TYPE_BYTE, 1);
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            raster.setSamples(0, y, width, 1, 0, picture.getRaster().getSamples(0, y, width, 1, 0, row));
        }
        return raster;
    }

    private WritableRaster create(int type, int bands) {
        return Raster.createInterleavedRaster(type, width, height, bands, null);
    }

    private boolean hasWholeNumbers() {
        boolean isSimple = model instanceof ComponentColorModel
                ? model.getTransferType() == DataBuffer.TYPE_BYTE || model.getTransferType() == DataBuffer.TYPE_USHORT
                : model instanceof PackedColorModel;
        return isSimple && mostBits() <= 16;
    }

    private int mostBits() {
        return Arrays.stream(model.getComponentSize()).max().orElseThrow();
    }

    private WritableRaster lookUp(Palette palette) {
        WritableRaster raster = create(DataBuffer.TYPE_BYTE, palette.bands());
        int[] indexes = new int[width];
        byte[] row = new byte[width * palette.bands()];
        for (int y = 0; y < height; y++) {
            picture.getRaster().getSamples(0, y, width, 1, 0, indexes);
            palette.lookUp(indexes, row);
            raster.setDataElements(0, y, width, 1, row);
        }
        return raster;
    }

    private WritableRaster copy() {
        int type = mostBits() <= 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
        int most = type == DataBuffer.TYPE_BYTE ? 255 : 65535;
        WritableRaster raster = create(type, model.getNumComponents());
        boolean isFullRange = Arrays.stream(model.getComponentSize()).allMatch(bits -> (1 << bits) - 1 == most);
        if (isFullRange && model.getTransferType() == type) {
            copyRows(raster);
        } else {
            stretchRows(raster, most);
        }
        return raster;
    }

    private void copyRows(WritableRaster raster) {
        Object row = null;
        for (int y = 0; y < height; y++) {
            row = picture.getRaster().getDataElements(0, y, width, 1, row);
            raster.setDataElements(0, y, width, 1, row);
        }
    }

    /** Scales samples of fewer bits to the full range, rounding to the nearest step. */
    private void stretchRows(WritableRaster raster, int most) {
        int[] tops = Arrays.stream(model.getComponentSize())
                .map(bits -> (1 << bits) - 1)
                .toArray();
        int[] row = new int[width * tops.length];
        for (int y = 0; y < height; y++) {
            picture.getRaster().getPixels(0, y, width, 1, row);
            for (int i = 0; i < row.length; i++) {
                int top = tops[i % tops.length];
                row[i] = (int) (((long) row[i] * most + top / 2) / top);
            }
            raster.setPixels(0, y, width, 1, row);
        }
    }

    /** The slow path for all other colour models: signed and floating-point samples, custom models. */
    private WritableRaster normalise() {
        ColorSpace space = model.getColorSpace();
        int colours = isPlain(space) ? model.getNumColorComponents() : 3;
        WritableRaster raster = create(DataBuffer.TYPE_USHORT, colours + (model.hasAlpha() ? 1 : 0));
        float[] components = null;
        int[] row = new int[width * raster.getNumBands()];
        Object element = null;
        for (int y = 0; y < height; y++) {
            for (int x = 0, i = 0; x < width; x++) {
                element = picture.getRaster().getDataElements(x, y, element);
                components = model.getNormalizedComponents(element, components, 0);
                float[] rgb = isPlain(space) ? components : space.toRGB(components);
                for (int band = 0; band < colours; band++) {
                    row[i++] = quantise(rgb[band]);
                }
                if (model.hasAlpha()) {
                    row[i++] = quantise(components[components.length - 1]);
                }
            }
            raster.setPixels(0, y, width, 1, row);
        }
        return raster;
    }

    private static int quantise(float value) {
        return (int) (Math.min(Math.max(value, 0f), 1f) * 65535f + 0.5f);
    }

    private static boolean isPlain(ColorSpace space) {
        return space.isCS_sRGB() || space == ColorSpace.getInstance(ColorSpace.CS_GRAY);
    }

    private WritableRaster inSrgb(WritableRaster raster) {
        ColorSpace space = model.getColorSpace();
        if (isPlain(space)) {
            return raster;
        }
        if (space instanceof ICC_ColorSpace icc) {
            ColourProfile profile = new ColourProfile(icc.getProfile());
            return profile.fits(raster) ? profile.toSrgb(raster) : normalise();
        }
        return normalise();
    }
}
