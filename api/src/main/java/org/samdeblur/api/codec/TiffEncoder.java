package org.samdeblur.api.codec;

import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.samdeblur.api.metadata.TiffOutput;

/** Writes an interleaved raster as a TIFF file (TIFF 6.0) of strips compressed by Deflate, without loss. */
final class TiffEncoder {
    private static final int STRIP_BYTES = 1 << 18;
    private static final int COMPRESSION = 0x103;
    private static final int PHOTOMETRIC = 0x106;
    private static final int SAMPLES_PER_PIXEL = 0x115;
    private static final int ROWS_PER_STRIP = 0x116;
    private static final int PLANAR_CONFIGURATION = 0x11C;
    private static final int EXTRA_SAMPLES = 0x152;
    private static final int DEFLATE = 8;
    private static final int BLACK_IS_ZERO = 1;
    private static final int RGB = 2;
    private static final int INTERLEAVED = 1;
    private static final int UNASSOCIATED_ALPHA = 2;

    private final WritableRaster raster;
    private final TiffOutput file;
    private final int rowBytes;

    private TiffEncoder(WritableRaster raster, TiffOutput file) {
        this.raster = raster;
        this.file = file;
        this.rowBytes = Math.multiplyExact(raster.getWidth() * raster.getNumBands(), bits() / 8);
    }

    private int bits() {
        return raster.getTransferType() == DataBuffer.TYPE_BYTE ? 8 : 16;
    }

    static void encode(WritableRaster raster, TiffOutput file) throws IOException {
        new TiffEncoder(raster, file).encode();
    }

    private void encode() throws IOException {
        int bands = raster.getNumBands();
        int rows = Math.max(1, Math.min(raster.getHeight(), STRIP_BYTES / rowBytes));
        int[] bitsPerSample = new int[bands];
        Arrays.fill(bitsPerSample, bits());
        file.putLong(TiffFields.WIDTH, raster.getWidth());
        file.putLong(TiffFields.HEIGHT, raster.getHeight());
        file.putShorts(TiffFields.BITS_PER_SAMPLE, bitsPerSample);
        file.putShorts(COMPRESSION, DEFLATE);
        file.putShorts(PHOTOMETRIC, bands < 3 ? BLACK_IS_ZERO : RGB);
        file.putShorts(TiffFields.ORIENTATION, 1);
        file.putShorts(SAMPLES_PER_PIXEL, bands);
        file.putLong(ROWS_PER_STRIP, rows);
        file.putShorts(PLANAR_CONFIGURATION, INTERLEAVED);
        if (bands % 2 == 0) {
            file.putShorts(EXTRA_SAMPLES, UNASSOCIATED_ALPHA);
        }
        Deflater deflater = new Deflater();
        try {
            for (int y = 0; y < raster.getHeight(); y += rows) {
                writeStrip(y, Math.min(rows, raster.getHeight() - y), deflater);
            }
        } finally {
            deflater.end();
        }
        file.finish();
    }

    private void writeStrip(int y, int rows, Deflater deflater) throws IOException {
        deflater.reset();
        deflater.setInput(samples(y, rows));
        deflater.finish();
        byte[] compressed = new byte[rows * rowBytes / 2 + STRIP_BYTES / 8];
        int length = 0;
        while (!deflater.finished()) {
            if (length == compressed.length) {
                compressed = Arrays.copyOf(compressed, 2 * length);
            }
            length += deflater.deflate(compressed, length, compressed.length - length);
        }
        file.writeStrip(compressed, length);
    }

    private byte[] samples(int y, int rows) {
        Object samples = raster.getDataElements(0, y, raster.getWidth(), rows, null);
        if (samples instanceof byte[] bytes) {
            return bytes;
        }
        byte[] bytes = new byte[rows * rowBytes];
        ByteOrder order = file.order();
        ByteBuffer.wrap(bytes).order(order).asShortBuffer().put((short[]) samples);
        return bytes;
    }
}
