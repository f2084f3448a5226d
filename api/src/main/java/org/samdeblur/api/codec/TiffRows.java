package org.samdeblur.api.codec;

import java.awt.image.Raster;

/** Rows of unpacked samples, pixel by pixel. */
@FunctionalInterface
interface TiffRows {
    /** Reads all samples of a row. */
    void read(int y, int[] row);

    /** Rows of one raster that has all samples. */
    static TiffRows of(Raster pixels) {
        return (y, row) -> pixels.getPixels(0, y, pixels.getWidth(), 1, row);
    }

    /** Rows of samples of fewer than 16 bits that are packed in bytes. */
    static TiffRows ofBits(Raster bytes, TiffLayout layout) {
        int samples = layout.isPlanar() ? 1 : layout.samples();
        int[] packed = new int[bytes.getWidth()];
        return (y, row) -> {
            bytes.getPixels(0, y, packed.length, 1, packed);
            for (int segment = 0; segment < layout.across(); segment++) {
                int left = segment * layout.segmentWidth();
                int width = Math.min(layout.segmentWidth(), layout.width() - left);
                unpack(
                        packed,
                        segment * layout.segmentRowBytes(),
                        layout.bits(),
                        row,
                        left * samples,
                        (left + width) * samples);
            }
        };
    }

    private static void unpack(int[] bytes, int start, int bits, int[] row, int from, int to) {
        int at = start;
        int pending = 0;
        int count = 0;
        for (int i = from; i < to; i++) {
            while (count < bits) {
                pending = pending << 8 | bytes[at++];
                count += 8;
            }
            count -= bits;
            row[i] = pending >> count;
            pending &= (1 << count) - 1;
        }
    }

    /** Rows of planes. All planes except the first may be subsampled. */
    static TiffRows of(TiffRows[] planes, TiffLayout layout) {
        int width = layout.width();
        int[] samples = new int[width];
        return (y, row) -> {
            for (int band = 0; band < planes.length; band++) {
                int horizontal = band == 0 ? 1 : layout.horizontalSubsampling();
                int vertical = band == 0 ? 1 : layout.verticalSubsampling();
                planes[band].read(y / vertical, samples);
                for (int x = 0, to = band; x < width; x++, to += planes.length) {
                    row[to] = samples[x / horizontal];
                }
            }
        };
    }
}
