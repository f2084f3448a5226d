package org.samdeblur.map.files;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;
import javax.imageio.ImageIO;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.LabelMap;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.codec.ImageFiles;
import org.samdeblur.api.files.WholeFile;

/**
 * Reads and writes disjoint masks as grey or palette images: all pixels with the same value are a group. The grey code
 * images of the paper's data sets are such files. Safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class LabelMaps {
    private static final int HIGHEST_8_BIT = 255;
    private static final int HIGHEST_16_BIT = 65535;

    private LabelMaps() {}

    /**
     * Reads groups. Groups of 8-bit images {@linkplain MaskSet#greyCode keep} their values.
     *
     * @param file a PNG or other lossless image, 8 or 16 bits per sample: grey, with three equal channels, or with a
     *     palette. If the palette has colours, the values are its indexes, as in PASCAL VOC and DAVIS; if it is
     *     all grey, the values are the grey levels
     * @return one group for every value that occurs, 0 included, in ascending order of the values
     * @throws InvalidMaskException if the file is missing, damaged, or coloured without a palette
     */
    public static MaskSet read(Path file) {
        try {
            Raster values = ImageFiles.readLabels(file, Image.DEFAULT_PIXEL_LIMIT);
            requireGrey(values, file);
            int width = values.getWidth();
            int bands = values.getNumBands();
            if (values.getDataBuffer() instanceof DataBufferByte buffer) {
                byte[] samples = buffer.getData();
                return MaskSet.ofGreyCodes(
                        new ImageSize(values.getHeight(), width), pixel -> samples[pixel * bands] & 0xFF);
            }
            short[] samples = ((DataBufferUShort) values.getDataBuffer()).getData();
            int[] ranks = ranks(samples, bands);
            return MaskSet.ofLabels(
                    new ImageSize(values.getHeight(), width), pixel -> ranks[samples[pixel * bands] & 0xFFFF]);
        } catch (IOException e) {
            throw new InvalidMaskException(e.getMessage(), e);
        }
    }

    private static void requireGrey(Raster values, Path file) {
        if (values.getNumBands() < 3) {
            return;
        }
        int[] row = null;
        for (int y = 0; y < values.getHeight(); y++) {
            row = values.getPixels(0, y, values.getWidth(), 1, row);
            for (int i = 0; i < row.length; i += values.getNumBands()) {
                if (row[i] != row[i + 1] || row[i] != row[i + 2]) {
                    throw new InvalidMaskException(file
                            + " is coloured; a label map must be grey or have a palette, whose indexes are the labels");
                }
            }
        }
    }

    /** Returns, for each value that occurs, its index among the values that occur. */
    private static int[] ranks(short[] samples, int bands) {
        int[] rank = new int[HIGHEST_16_BIT + 1];
        for (int i = 0; i < samples.length; i += bands) {
            rank[samples[i] & 0xFFFF] = 1;
        }
        int groups = 0;
        for (int value = 0; value < rank.length; value++) {
            groups += rank[value];
            rank[value] = groups - 1;
        }
        return rank;
    }

    /**
     * Writes disjoint masks as a PNG. The value of a group is its grey code, if it has one, or else its index plus
     * one; pixels outside all groups are 0. Samples have 16 bits if 8 are not enough. The file appears complete or
     * not at all.
     *
     * @param file the target; replaced if it exists
     * @param masks at most 65,535 disjoint masks
     * @throws InvalidMaskException if masks overlap, if there are too many, or if the file cannot be written
     */
    public static void write(Path file, MaskSet masks) {
        LabelMap labels = masks.labels()
                .orElseThrow(() -> new InvalidMaskException(
                        "overlapping masks have no label map; group them first, for example with Grouping.OVERLAY"));
        if (masks.size() > HIGHEST_16_BIT) {
            throw new InvalidMaskException(
                    "a label map can hold at most " + HIGHEST_16_BIT + " masks, not " + masks.size());
        }
        BufferedImage picture = picture(masks, labels);
        try {
            WholeFile.writeStream(file, out -> writeTo(out, picture));
        } catch (IOException e) {
            throw new InvalidMaskException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static BufferedImage picture(MaskSet masks, LabelMap labels) {
        boolean isCoded = masks.size() > 0 && masks.greyCode(0).isPresent();
        boolean fitsBytes = isCoded || masks.size() <= HIGHEST_8_BIT;
        IntUnaryOperator value = label ->
                label == MaskSet.UNCOVERED ? 0 : isCoded ? masks.greyCode(label).orElseThrow() : label + 1;
        BufferedImage picture = new BufferedImage(
                masks.width(),
                masks.height(),
                fitsBytes ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY);
        if (picture.getRaster().getDataBuffer() instanceof DataBufferByte buffer) {
            byte[] samples = buffer.getData();
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (byte) value.applyAsInt(labels.at(i));
            }
        } else {
            short[] samples = ((DataBufferUShort) picture.getRaster().getDataBuffer()).getData();
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (short) value.applyAsInt(labels.at(i));
            }
        }
        return picture;
    }

    private static void writeTo(OutputStream out, BufferedImage picture) throws IOException {
        if (!ImageIO.write(picture, "png", out)) {
            throw new IOException("this Java runtime cannot write PNG");
        }
    }
}
