package org.samdeblur.api.codec;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * How a TIFF file stores its image. Combinations that are not known to be decoded correctly are rejected.
 *
 * @param width columns
 * @param height rows
 * @param bits bits per sample
 * @param samples samples per pixel
 * @param photometric the photometric interpretation
 * @param colours the number of samples that are colours or an index; the others are alpha or unknown
 * @param alpha the kind of the first of the other samples
 * @param compression the compression's number
 * @param hasPredictor whether differences to the pixel on the left are stored
 * @param isPlanar whether samples are stored in planes instead of pixel by pixel
 * @param fillOrder 2 if the bits of each byte are reversed, else 1
 * @param horizontalSubsampling columns that share a chroma sample
 * @param verticalSubsampling rows that share a chroma sample
 * @param isTiled whether segments are tiles instead of strips
 * @param segmentWidth columns of a strip or tile
 * @param segmentHeight rows of a strip or tile; the last strip may have fewer
 * @param offsets the position of each segment in the file
 * @param byteCounts the number of bytes of each segment
 */
record TiffLayout(
        int width,
        int height,
        int bits,
        int samples,
        int photometric,
        int colours,
        ExtraSample alpha,
        int compression,
        boolean hasPredictor,
        boolean isPlanar,
        int fillOrder,
        int horizontalSubsampling,
        int verticalSubsampling,
        boolean isTiled,
        int segmentWidth,
        int segmentHeight,
        long[] offsets,
        long[] byteCounts) {
    static final int WHITE_IS_ZERO = 0;
    static final int BLACK_IS_ZERO = 1;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int SEPARATED = 5;
    static final int YCBCR = 6;

    static final int NONE = 1;
    static final int LZW = 5;
    static final int JPEG = 7;
    static final int PACK_BITS = 32773;
    private static final Set<Integer> FAX = Set.of(2, 3, 4);
    private static final Set<Integer> DEFLATE = Set.of(8, 32946);

    private static final int MOST_SAMPLES = 8;
    private static final int REDUCED_RESOLUTION = 1;
    private static final Set<Long> RAW = Set.of(32803L, 34892L);
    private static final Map<Integer, String> OTHER_COLOURS = Map.of(
            4,
            "a transparency mask",
            8,
            "CIE L*a*b*",
            9,
            "ICC L*a*b*",
            10,
            "ITU L*a*b*",
            32844,
            "LogL",
            32845,
            "LogLuv");
    private static final Map<Integer, String> OTHER_COMPRESSIONS = Map.ofEntries(
            Map.entry(6, "JPEG of the old style"),
            Map.entry(9, "JBIG"),
            Map.entry(10, "JBIG"),
            Map.entry(32809, "ThunderScan"),
            Map.entry(32766, "NeXT"),
            Map.entry(32908, "Pixar"),
            Map.entry(32909, "Pixar"),
            Map.entry(34661, "JBIG"),
            Map.entry(34676, "SGILog"),
            Map.entry(34677, "SGILog"),
            Map.entry(34712, "JPEG 2000"),
            Map.entry(34887, "LERC"),
            Map.entry(34925, "LZMA"),
            Map.entry(50000, "Zstandard"),
            Map.entry(50001, "WebP"),
            Map.entry(50002, "JPEG XL"),
            Map.entry(52546, "JPEG XL"));

    /** The kind of a sample after the colours. */
    enum ExtraSample {
        NONE,
        ALPHA,
        MULTIPLIED_ALPHA
    }

    /** Reads and checks a directory. */
    static TiffLayout read(TiffDirectory directory, ChannelInput in, PixelLimit limit) throws IOException {
        return new Reader(directory, in, limit).read();
    }

    boolean isDeflated() {
        return DEFLATE.contains(compression);
    }

    boolean isFax() {
        return FAX.contains(compression);
    }

    /** Returns whether samples are packed bit by bit, instead of stored in one or two bytes each. */
    boolean isPacked() {
        return bits != 8 && bits != 16 && !isFax();
    }

    boolean isSubsampled() {
        return horizontalSubsampling > 1 || verticalSubsampling > 1;
    }

    int across() {
        return (width + segmentWidth - 1) / segmentWidth;
    }

    int down() {
        return (height + segmentHeight - 1) / segmentHeight;
    }

    /** Returns the number of segments of a plane, or of the image if it is not planar. */
    int segments() {
        return across() * down();
    }

    /** Returns the number of bytes of a segment's row, including unused bits at its end. */
    int segmentRowBytes() {
        return (int) (((long) segmentWidth * (isPlanar ? 1 : samples) * bits + 7) / 8);
    }

    /** Returns the number of stored rows of a segment: strips end with the image. */
    int rowsOf(int segment) {
        int index = segment % segments();
        return isTiled ? segmentHeight : Math.min(segmentHeight, height - index / across() * segmentHeight);
    }

    /** Returns the uncompressed number of bytes of a segment. */
    long plainBytes(int segment) {
        int rows = rowsOf(segment);
        if (photometric == YCBCR && isSubsampled()) {
            long blocksAcross = (segmentWidth + horizontalSubsampling - 1) / horizontalSubsampling;
            long blocksDown = (rows + verticalSubsampling - 1) / verticalSubsampling;
            if (isPlanar) {
                return segment < segments() ? (long) segmentWidth * rows : blocksAcross * blocksDown;
            }
            return blocksAcross * blocksDown * (horizontalSubsampling * verticalSubsampling + 2);
        }
        return (long) rows * segmentRowBytes();
    }

    /** Reads and checks the fields. */
    private static final class Reader {
        private final TiffDirectory directory;
        private final ChannelInput in;
        private final PixelLimit limit;

        Reader(TiffDirectory directory, ChannelInput in, PixelLimit limit) {
            this.directory = directory;
            this.in = in;
            this.limit = limit;
        }

        TiffLayout read() throws IOException {
            refuseRaw();
            long width = directory.first(TiffDirectory.WIDTH, 0);
            long height = directory.first(TiffDirectory.HEIGHT, 0);
            limit.check(width, height);
            limit.check(directory.first(TiffDirectory.TILE_WIDTH, 1), directory.first(TiffDirectory.TILE_HEIGHT, 1));
            boolean isTiled = directory.has(TiffDirectory.TILE_OFFSETS);
            long segmentWidth = isTiled ? directory.first(TiffDirectory.TILE_WIDTH, 0) : width;
            long segmentHeight = isTiled
                    ? directory.first(TiffDirectory.TILE_HEIGHT, 0)
                    : Math.min(height, directory.first(TiffDirectory.ROWS_PER_STRIP, height));
            limit.check(segmentWidth, segmentHeight);
            int photometric = photometric();
            int samples = samples(width * height);
            int colours = colours(photometric, samples);
            int compression = compression();
            boolean isPlanar = directory.first(TiffDirectory.PLANAR_CONFIGURATION, 1) == 2 && samples > 1;
            int[] subsampling = photometric == YCBCR && compression != JPEG ? subsampling() : new int[] {1, 1};
            long segments = ((width + segmentWidth - 1) / segmentWidth)
                    * ((height + segmentHeight - 1) / segmentHeight)
                    * (isPlanar ? samples : 1);
            int bits = bits(samples);
            boolean hasPredictor = hasPredictor(compression, bits);
            if (segments > in.fileLength()) {
                throw UnreadableImageException.truncated("before the last TIFF strip or tile");
            }
            long[] offsets = offsets(isTiled, (int) segments);
            TiffLayout layout = new TiffLayout(
                    (int) width,
                    (int) height,
                    bits,
                    samples,
                    photometric,
                    colours,
                    extraSample(samples, colours),
                    compression,
                    hasPredictor,
                    isPlanar,
                    directory.first(TiffDirectory.FILL_ORDER, 1) == 2 ? 2 : 1,
                    subsampling[0],
                    subsampling[1],
                    isTiled,
                    (int) segmentWidth,
                    (int) segmentHeight,
                    offsets,
                    byteCounts(isTiled, offsets, compression));
            checkCombination(layout);
            return layout;
        }

        private void refuseRaw() throws IOException {
            boolean isPreview = (directory.first(TiffDirectory.SUBFILE_TYPE, 0) & REDUCED_RESOLUTION) != 0;
            boolean isRaw = RAW.contains(directory.first(TiffDirectory.PHOTOMETRIC, 0));
            if (directory.has(TiffDirectory.DNG_VERSION) || isRaw || isPreview) {
                throw new UnreadableImageException(
                        "looks like a camera's raw file; develop it to PNG, JPEG or TIFF first");
            }
        }

        private int photometric() throws IOException {
            if (!directory.has(TiffDirectory.PHOTOMETRIC)) {
                throw new UnreadableImageException("is damaged: its TIFF directory does not say what the colours are");
            }
            return (int) directory.first(TiffDirectory.PHOTOMETRIC, 0);
        }

        private int samples(long pixels) throws IOException {
            long samples = directory.first(TiffDirectory.SAMPLES_PER_PIXEL, 1);
            if (samples < 1 || samples > MOST_SAMPLES) {
                throw new UnreadableImageException(
                        "is a TIFF file of " + samples + " channels; convert it to grey or RGB first");
            }
            if (samples * pixels > Integer.MAX_VALUE - 64) {
                throw new UnreadableImageException("has more samples than an array holds; scale it down");
            }
            return (int) samples;
        }

        private static int colours(int photometric, int samples) throws UnreadableImageException {
            int colours = switch (photometric) {
                case WHITE_IS_ZERO, BLACK_IS_ZERO, PALETTE -> 1;
                case RGB, YCBCR -> 3;
                case SEPARATED -> 4;
                default ->
                    throw new UnreadableImageException("is a TIFF file with unsupported colours ("
                            + OTHER_COLOURS.getOrDefault(photometric, "photometric interpretation " + photometric)
                            + "); convert it to RGB first");
            };
            if (samples < colours) {
                throw new UnreadableImageException(
                        "is damaged: a TIFF file of " + colours + " colours has " + samples + " channels");
            }
            return colours;
        }

        /** Without the field, a channel after the colours counts as alpha, as in other programs. */
        private ExtraSample extraSample(int samples, int colours) throws IOException {
            if (samples == colours) {
                return ExtraSample.NONE;
            }
            long kind = directory.first(TiffDirectory.EXTRA_SAMPLES, 2);
            return kind == 1 ? ExtraSample.MULTIPLIED_ALPHA : kind == 2 ? ExtraSample.ALPHA : ExtraSample.NONE;
        }

        private int bits(int samples) throws IOException {
            long[] bits = directory.numbers(TiffDirectory.BITS_PER_SAMPLE, MOST_SAMPLES);
            long first = bits.length == 0 ? 1 : bits[0];
            long[] formats = directory.numbers(TiffDirectory.SAMPLE_FORMAT, MOST_SAMPLES);
            boolean isUnsigned = Arrays.stream(formats).allMatch(format -> format == 1 || format == 4);
            if (first < 1 || first > 16 || !isUnsigned) {
                throw new UnreadableImageException(
                        "has samples other than whole numbers of up to 16 bits; convert it to 8 or 16 bits per sample"
                                + " first");
            }
            if (Arrays.stream(bits).limit(samples).anyMatch(other -> other != first)) {
                throw new UnreadableImageException(
                        "has channels of different depths; convert it to 8 or 16 bits per sample first");
            }
            return (int) first;
        }

        private int compression() throws IOException {
            int compression = (int) directory.first(TiffDirectory.COMPRESSION, NONE);
            if (compression == NONE
                    || compression == LZW
                    || compression == JPEG
                    || compression == PACK_BITS
                    || FAX.contains(compression)
                    || DEFLATE.contains(compression)) {
                return compression;
            }
            throw new UnreadableImageException("is a TIFF file with an unsupported compression ("
                    + OTHER_COMPRESSIONS.getOrDefault(compression, "number " + compression)
                    + "); convert it to PNG or another compression first");
        }

        /** The field applies only to LZW and Deflate; with other compressions it is ignored. */
        private boolean hasPredictor(int compression, int bits) throws IOException {
            long predictor = directory.first(TiffDirectory.PREDICTOR, 1);
            if (predictor == 1 || !(compression == LZW || DEFLATE.contains(compression))) {
                return false;
            }
            if (predictor != 2 || (bits != 8 && bits != 16)) {
                throw new UnreadableImageException("is a TIFF file with predictor " + predictor + " for samples of "
                        + bits + " bits; convert it to PNG or another compression first");
            }
            return true;
        }

        private int[] subsampling() throws IOException {
            long[] subsampling = directory.numbers(TiffDirectory.YCBCR_SUBSAMPLING, 2);
            if (subsampling.length == 0) {
                return new int[] {2, 2};
            }
            Set<Long> factors = Set.of(1L, 2L, 4L);
            if (subsampling.length != 2 || !factors.contains(subsampling[0]) || !factors.contains(subsampling[1])) {
                throw new UnreadableImageException(
                        "is damaged: its TIFF chroma subsampling is " + Arrays.toString(subsampling));
            }
            return new int[] {(int) subsampling[0], (int) subsampling[1]};
        }

        private long[] offsets(boolean isTiled, int segments) throws IOException {
            int tag = isTiled ? TiffDirectory.TILE_OFFSETS : TiffDirectory.STRIP_OFFSETS;
            long[] offsets = directory.numbers(tag, (int) Math.min(in.fileLength(), Integer.MAX_VALUE));
            if (offsets.length < segments) {
                throw new UnreadableImageException(
                        "is damaged: it has " + offsets.length + " TIFF strips or tiles of " + segments);
            }
            return Arrays.copyOf(offsets, segments);
        }

        private long[] byteCounts(boolean isTiled, long[] offsets, int compression) throws IOException {
            int tag = isTiled ? TiffDirectory.TILE_BYTE_COUNTS : TiffDirectory.STRIP_BYTE_COUNTS;
            long[] counts = directory.numbers(tag, (int) Math.min(in.fileLength(), Integer.MAX_VALUE));
            if (offsets.length == 1 && (counts.length == 0 || counts[0] == 0)) {
                counts = new long[] {Math.max(0, in.fileLength() - offsets[0])};
            }
            if (counts.length < offsets.length) {
                throw new UnreadableImageException("is damaged: it does not say how long its TIFF strips or tiles are");
            }
            counts = Arrays.copyOf(counts, offsets.length);
            for (int i = 0; i < offsets.length; i++) {
                if (offsets[i] < 0 || counts[i] < 0 || offsets[i] > in.fileLength() - counts[i]) {
                    throw UnreadableImageException.truncated("within a TIFF strip or tile");
                }
            }
            return counts;
        }

        private void checkCombination(TiffLayout layout) throws UnreadableImageException {
            int bits = layout.bits;
            boolean isPacked = bits != 8 && bits != 16;
            boolean isRead = switch (layout.photometric) {
                case YCBCR -> bits == 8 && layout.samples == 3;
                case SEPARATED -> !isPacked;
                default -> true;
            };
            isRead &= !layout.isFax() || (bits == 1 && layout.samples == 1 && !directory.isBig());
            isRead &= layout.compression != JPEG || (bits == 8 && !layout.isPlanar && layout.samples == layout.colours);
            if (!isRead) {
                throw new UnreadableImageException("is a TIFF file of " + layout.samples + " channels of " + bits
                        + " bits, which is not supported with compression " + layout.compression
                        + " and photometric interpretation " + layout.photometric
                        + "; convert it to 8 or 16 bits per sample first");
            }
        }
    }
}
