package org.samdeblur.api.codec;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads JPEG files. A file states in several ways, which can contradict each other, what its components mean. This
 * class follows the rules of the IJG's library, as other programs do. The JDK's decoder rejects ambiguous files or
 * guesses; it converts colours only if the file is unambiguous.
 */
final class JpegReader {
    private static final int TO_YCBCR = 1;

    private JpegReader() {}

    static DecodedImage read(ChannelInput in, PixelLimit limit, Content content) throws IOException {
        JpegHeader header = JpegHeader.read(in, limit);
        Optional<ColourProfile> profile = header.profile();
        WritableRaster samples = switch (header.components()) {
            case 1 -> content.samplesOf(Decoder.image(FileFormat.JPEG, in), profile);
            case 3 -> colours(in, header);
            default -> Cmyk.toSrgb(inks(in, header, profile), profile);
        };
        return new DecodedImage(samples, header.orientation(), profile);
    }

    private static WritableRaster colours(ChannelInput in, JpegHeader header) throws IOException {
        boolean isUndoubted = header.areCalled(1, 2, 3)
                && header.hasJfif() != header.hasAdobe()
                && (header.hasJfif() || header.adobeTransform() == TO_YCBCR);
        if (isUndoubted) {
            return Samples.of(Decoder.image(FileFormat.JPEG, in));
        }
        WritableRaster samples = interleaved(Decoder.raster(FileFormat.JPEG, in));
        if (isYCbCr(header)) {
            toRgb(samples);
        }
        return samples;
    }

    private static boolean isYCbCr(JpegHeader header) {
        if (header.hasJfif()) {
            return true;
        }
        return header.hasAdobe() ? header.adobeTransform() != 0 : !header.areCalled('R', 'G', 'B');
    }

    /** Returns CMYK samples, in which 0 means no ink. Files have Adobe's marker and store inverted values. */
    private static WritableRaster inks(ChannelInput in, JpegHeader header, Optional<ColourProfile> profile)
            throws IOException {
        boolean isCmyk =
                header.hasAdobe() || profile.filter(ColourProfile::isCmyk).isPresent();
        if (!isCmyk) {
            throw new UnreadableImageException(
                    "is a JPEG file of four components that does not say what they are; convert it to RGB first");
        }
        WritableRaster samples = interleaved(Decoder.raster(FileFormat.JPEG, in));
        boolean isYcck = header.hasAdobe() && header.adobeTransform() != 0;
        if (isYcck) {
            toRgb(samples);
        }
        int[] row = new int[4 * samples.getWidth()];
        for (int y = 0; y < samples.getHeight(); y++) {
            samples.getPixels(0, y, samples.getWidth(), 1, row);
            for (int i = 0; i < row.length; i++) {
                boolean isInverse = isYcck ? i % 4 == 3 : true;
                row[i] = isInverse ? 255 - row[i] : row[i];
            }
            samples.setPixels(0, y, samples.getWidth(), 1, row);
        }
        return samples;
    }

    private static WritableRaster interleaved(Raster decoded) {
        WritableRaster samples = Raster.createInterleavedRaster(
                DataBuffer.TYPE_BYTE, decoded.getWidth(), decoded.getHeight(), decoded.getNumBands(), null);
        samples.setRect(decoded);
        return samples;
    }

    private static void toRgb(WritableRaster samples) {
        int bands = samples.getNumBands();
        int[] row = new int[bands * samples.getWidth()];
        for (int y = 0; y < samples.getHeight(); y++) {
            samples.getPixels(0, y, samples.getWidth(), 1, row);
            for (int i = 0; i < row.length; i += bands) {
                YCbCr.JFIF.toRgb(row, i, row, i);
            }
            samples.setPixels(0, y, samples.getWidth(), 1, row);
        }
    }
}
