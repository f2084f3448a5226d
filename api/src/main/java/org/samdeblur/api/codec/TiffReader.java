package org.samdeblur.api.codec;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads TIFF and BigTIFF files. The directory is checked first. Then a decoder unpacks the samples: the JDK's for JPEG,
 * else TwelveMonkeys', which sees a generated directory that describes the image as grey, RGB or subsampled YCbCr.
 * {@link TiffColours} converts the samples to colours.
 */
final class TiffReader {
    private static final int MOST_TABLE_BYTES = 1 << 16;
    private static final int MOST_PROFILE_BYTES = 1 << 24;
    private static final long LARGEST_OFFSET = 0xFFFF_FFFFL;

    private final ChannelInput in;
    private final TiffDirectory directory;
    private final ByteOrder order;
    private final TiffLayout layout;

    private TiffReader(ChannelInput in, TiffDirectory directory, TiffLayout layout) {
        this.in = in;
        this.directory = directory;
        this.order = in.getByteOrder();
        this.layout = layout;
    }

    static DecodedImage read(ChannelInput in, PixelLimit limit, Content content) throws IOException {
        TiffDirectory directory = TiffDirectory.read(in);
        return new TiffReader(in, directory, TiffLayout.read(directory, in, limit)).read(content);
    }

    private DecodedImage read(Content content) throws IOException {
        Orientation orientation = Orientation.ofTag(directory.first(TiffDirectory.ORIENTATION, 1));
        Optional<ColourProfile> profile =
                ColourProfile.parse(directory.bytes(TiffDirectory.ICC_PROFILE, MOST_PROFILE_BYTES));
        TiffColours colours = TiffColours.of(layout, directory, profile, content);
        TiffSegments.check(in, layout);
        return new DecodedImage(colours.convert(rows()), orientation, profile);
    }

    private TiffRows rows() throws IOException {
        if (layout.compression() == TiffLayout.JPEG) {
            byte[] tables = directory.bytes(TiffDirectory.JPEG_TABLES, MOST_TABLE_BYTES);
            return TiffRows.of(TiffJpeg.read(in, layout, tables));
        }
        if (!layout.isPlanar()) {
            Raster unpacked =
                    unpack(layout.isPacked() ? bytes() : pixelByPixel(), layout.offsets(), layout.byteCounts());
            return layout.isPacked() ? TiffRows.ofBits(unpacked, layout) : TiffRows.of(unpacked);
        }
        TiffRows[] planes = new TiffRows[layout.samples()];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = plane(i);
        }
        return TiffRows.of(planes, layout);
    }

    private TiffRows plane(int index) throws IOException {
        int from = index * layout.segments();
        int to = from + layout.segments();
        long[] offsets = Arrays.copyOfRange(layout.offsets(), from, to);
        long[] byteCounts = Arrays.copyOfRange(layout.byteCounts(), from, to);
        if (layout.isPacked()) {
            return TiffRows.ofBits(unpack(bytes(), offsets, byteCounts), layout);
        }
        return TiffRows.of(unpack(grey(index > 0 && layout.isSubsampled()), offsets, byteCounts));
    }

    /** Describes the bytes of all segments as a grey image, since the decoder does not unpack all numbers of bits. */
    private TiffDirectoryWriter bytes() {
        int rowBytes = layout.segmentRowBytes();
        return size(
                common(1, 8).put(TiffDirectory.PHOTOMETRIC, TiffLayout.BLACK_IS_ZERO),
                layout.across() * rowBytes,
                layout.height(),
                rowBytes,
                layout.segmentHeight());
    }

    private TiffDirectoryWriter pixelByPixel() {
        int samples = layout.samples();
        int shown = samples < 3 ? 1 : 3;
        TiffDirectoryWriter shownDirectory = common(samples, layout.bits());
        shownDirectory.put(TiffDirectory.PHOTOMETRIC, samples < 3 ? TiffLayout.BLACK_IS_ZERO : TiffLayout.RGB);
        if (samples > shown) {
            shownDirectory.put(TiffDirectory.EXTRA_SAMPLES, new long[samples - shown]);
        }
        if (layout.isSubsampled()) {
            shownDirectory
                    .put(TiffDirectory.PHOTOMETRIC, TiffLayout.YCBCR)
                    .put(TiffDirectory.YCBCR_SUBSAMPLING, layout.horizontalSubsampling(), layout.verticalSubsampling())
                    .put(TiffDirectory.YCBCR_POSITIONING, 1);
        }
        return size(shownDirectory, layout.width(), layout.height(), layout.segmentWidth(), layout.segmentHeight());
    }

    private TiffDirectoryWriter grey(boolean isSubsampled) {
        int horizontal = isSubsampled ? layout.horizontalSubsampling() : 1;
        int vertical = isSubsampled ? layout.verticalSubsampling() : 1;
        return size(
                common(1, layout.bits()).put(TiffDirectory.PHOTOMETRIC, TiffLayout.BLACK_IS_ZERO),
                (layout.width() + horizontal - 1) / horizontal,
                (layout.height() + vertical - 1) / vertical,
                (layout.segmentWidth() + horizontal - 1) / horizontal,
                (layout.segmentHeight() + vertical - 1) / vertical);
    }

    private TiffDirectoryWriter common(int samples, int bits) {
        long[] depths = new long[samples];
        Arrays.fill(depths, bits);
        return new TiffDirectoryWriter(order, directory.isBig())
                .put(TiffDirectory.BITS_PER_SAMPLE, depths)
                .put(TiffDirectory.COMPRESSION, layout.compression())
                .put(TiffDirectory.FILL_ORDER, layout.fillOrder())
                .put(TiffDirectory.SAMPLES_PER_PIXEL, samples)
                .put(TiffDirectory.PLANAR_CONFIGURATION, 1)
                .put(TiffDirectory.PREDICTOR, layout.hasPredictor() ? 2 : 1);
    }

    private TiffDirectoryWriter size(
            TiffDirectoryWriter target, int width, int height, int segmentWidth, int segmentHeight) {
        target.put(TiffDirectory.WIDTH, width).put(TiffDirectory.HEIGHT, height);
        return layout.isTiled()
                ? target.put(TiffDirectory.TILE_WIDTH, segmentWidth).put(TiffDirectory.TILE_HEIGHT, segmentHeight)
                : target.put(TiffDirectory.ROWS_PER_STRIP, segmentHeight);
    }

    private Raster unpack(TiffDirectoryWriter shown, long[] offsets, long[] byteCounts) throws IOException {
        shown.put(layout.isTiled() ? TiffDirectory.TILE_OFFSETS : TiffDirectory.STRIP_OFFSETS, offsets)
                .put(layout.isTiled() ? TiffDirectory.TILE_BYTE_COUNTS : TiffDirectory.STRIP_BYTE_COUNTS, byteCounts);
        for (int tag : new int[] {TiffDirectory.T4_OPTIONS, TiffDirectory.T6_OPTIONS}) {
            if (directory.has(tag)) {
                shown.put(tag, directory.first(tag, 0));
            }
        }
        byte[] bytes = shown.toBytes(in.fileLength());
        if (!directory.isBig() && in.fileLength() + bytes.length > LARGEST_OFFSET) {
            throw new UnreadableImageException("is larger than a TIFF file may be");
        }
        in.append(bytes);
        in.replace(directory.isBig() ? 8 : 4, shown.offset(in.fileLength()));
        Raster unpacked = Decoder.raster(FileFormat.TIFF, in);
        if (layout.isFax()) {
            requireEqual(unpacked, Decoder.fax(in));
        }
        return unpacked;
    }

    /** CCITT data has no checksum. Decoders continue after damage, each differently. */
    private static void requireEqual(Raster one, Raster other) throws UnreadableImageException {
        int[] row = null;
        int[] otherRow = null;
        for (int y = 0; y < one.getHeight(); y++) {
            row = one.getSamples(0, y, one.getWidth(), 1, 0, row);
            otherRow = other.getSamples(0, y, one.getWidth(), 1, 0, otherRow);
            if (!Arrays.equals(row, otherRow)) {
                throw new UnreadableImageException("is damaged: row " + y + " of its CCITT data is ambiguous");
            }
        }
    }
}
