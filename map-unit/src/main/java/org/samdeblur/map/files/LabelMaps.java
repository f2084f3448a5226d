package org.samdeblur.map.files;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import javax.imageio.ImageIO;
import org.samdeblur.api.Image;
import org.samdeblur.api.InvalidImageException;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;
import org.samdeblur.api.files.WholeFile;

/**
 * Disjoint masks as grey images: pixels of equal value are one group. The grey code images of the paper's data sets are of
 * this kind. May be used by many threads.
 */
public final class LabelMaps {
    private static final int HIGHEST_8_BIT = 255;
    private static final int HIGHEST_16_BIT = 65535;

    private LabelMaps() {}

    /**
     * Reads groups. Of 8-bit images they {@linkplain MaskSet#greyCode remember} their values.
     *
     * @param file a PNG or other lossless image, grey or with three equal channels, 8 or 16 bits a sample
     * @return one group for every value that occurs, 0 included, in ascending order of the values
     * @throws InvalidMaskException if the file is missing, damaged, or coloured
     */
    public static MaskSet read(Path file) {
        try {
            Image image = Image.read(file);
            int[] values = values(image, file);
            return image.bitDepth() == 8
                    ? MaskSet.ofGreyCodes(image.height(), image.width(), values)
                    : MaskSet.ofLabels(image.height(), image.width(), ranks(values));
        } catch (InvalidImageException e) {
            throw new InvalidMaskException(e.getMessage(), e);
        }
    }

    private static int[] values(Image image, Path file) {
        Tensor samples = image.toTensor();
        float[] grey = samples.slice(0, 1).toArray();
        for (int channel = 1; channel < 3; channel++) {
            if (!image.isGrey()
                    && !Arrays.equals(grey, samples.slice(channel, channel + 1).toArray())) {
                throw new InvalidMaskException(file + " is coloured; a label map is a grey image");
            }
        }
        int highest = image.bitDepth() == 8 ? HIGHEST_8_BIT : HIGHEST_16_BIT;
        int[] values = new int[grey.length];
        Arrays.setAll(values, i -> Math.round(grey[i] * highest));
        return values;
    }

    /** Replaces values by their places among those that occur. */
    private static int[] ranks(int[] values) {
        int[] rank = new int[HIGHEST_16_BIT + 1];
        for (int value : values) {
            rank[value] = 1;
        }
        int groups = 0;
        for (int value = 0; value < rank.length; value++) {
            groups += rank[value];
            rank[value] = groups - 1;
        }
        return Arrays.stream(values).map(value -> rank[value]).toArray();
    }

    /**
     * Writes disjoint masks as a PNG: groups that remember a grey code by their code, others by their index plus one, 0
     * where there is none; with 16 bits a sample if 8 are not enough. The file appears whole or not at all.
     *
     * @param file where to; replaced if it is there
     * @param masks at most 65,535 disjoint masks
     * @throws InvalidMaskException if masks overlap, there are too many of them, or the file cannot be written
     */
    public static void write(Path file, MaskSet masks) {
        int[] labels = masks.labels()
                .orElseThrow(() -> new InvalidMaskException(
                        "masks that overlap have no label map: group them first, for example by their overlay"));
        if (masks.size() > HIGHEST_16_BIT) {
            throw new InvalidMaskException(masks.size() + " masks do not fit a label map of 65535");
        }
        BufferedImage picture = picture(masks, labels);
        try {
            WholeFile.writeStream(file, out -> writeTo(out, picture));
        } catch (IOException e) {
            throw new InvalidMaskException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static BufferedImage picture(MaskSet masks, int[] labels) {
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
                samples[i] = (byte) value.applyAsInt(labels[i]);
            }
        } else {
            short[] samples = ((DataBufferUShort) picture.getRaster().getDataBuffer()).getData();
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (short) value.applyAsInt(labels[i]);
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
