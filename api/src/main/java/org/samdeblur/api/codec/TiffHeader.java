package org.samdeblur.api.codec;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** What a TIFF file's first directory says of its image, and whether it is of a kind that the JDK reads right. */
final class TiffHeader {
    private static final int REDUCED_RESOLUTION = 1;
    private static final int BLACK_IS_ZERO = 1;
    private static final int RGB = 2;
    private static final int SEPARATED = 5;
    private static final int HORIZONTAL = 2;
    /** LZW, Deflate, and Deflate by its old number; the other compressions know no predictor. */
    private static final Set<Long> PREDICTABLE = Set.of(5L, 8L, 32946L);

    private static final int UNSIGNED = 1;

    private TiffHeader() {}

    static ImageHeader read(ChannelInput in, PixelLimit limit) throws IOException {
        TiffFields fields = fields(in);
        if (fields.first(TiffFields.DNG_VERSION).isPresent()
                || (fields.first(TiffFields.SUBFILE_TYPE).orElse(0) & REDUCED_RESOLUTION) != 0) {
            throw new UnreadableImageException("looks like a camera's raw file; develop it to PNG, JPEG or TIFF first");
        }
        limit.check(
                fields.first(TiffFields.WIDTH).orElse(0),
                fields.first(TiffFields.HEIGHT).orElse(0));
        limit.check(
                fields.first(TiffFields.TILE_WIDTH).orElse(1),
                fields.first(TiffFields.TILE_HEIGHT).orElse(1));
        long bits = fields.first(TiffFields.BITS_PER_SAMPLE).orElse(1);
        if (bits > 16 || fields.first(TiffFields.SAMPLE_FORMAT).orElse(UNSIGNED) != UNSIGNED) {
            throw new UnreadableImageException(
                    "has samples other than whole numbers of up to 16 bits; convert it to 8 or 16 bits a sample first");
        }
        if (fields.first(TiffFields.PHOTOMETRIC).orElse(0) == SEPARATED) {
            throw new UnreadableImageException("is a CMYK TIFF file; convert it to RGB first");
        }
        return new ImageHeader(fields.orientation(), Optional.empty(), takeOverPredictor(in, fields));
    }

    /** Makes the predictor's tag one that nobody knows, if the decoder would fail at it and it can be undone later. */
    private static Optional<HorizontalPredictor> takeOverPredictor(ChannelInput in, TiffFields fields) {
        long photometric = fields.first(TiffFields.PHOTOMETRIC).orElse(0);
        long compression = fields.first(TiffFields.COMPRESSION).orElse(1);
        if (fields.first(TiffFields.PREDICTOR).orElse(1) != HORIZONTAL
                || fields.first(TiffFields.BITS_PER_SAMPLE).orElse(1) != 16
                || (photometric != BLACK_IS_ZERO && photometric != RGB)
                || !PREDICTABLE.contains(compression)) {
            return Optional.empty();
        }
        long tag = fields.position(TiffFields.PREDICTOR);
        in.blank(tag, tag + 2);
        long width = fields.first(TiffFields.TILE_WIDTH)
                .orElse(fields.first(TiffFields.WIDTH).orElseThrow());
        return Optional.of(new HorizontalPredictor((int) width));
    }

    private static TiffFields fields(ChannelInput in) throws IOException {
        try {
            return TiffFields.read(in);
        } catch (EOFException e) {
            throw UnreadableImageException.truncated("within the TIFF directory");
        }
    }
}
