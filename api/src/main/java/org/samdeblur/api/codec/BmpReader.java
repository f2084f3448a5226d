package org.samdeblur.api.codec;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.EOFException;
import java.io.IOException;

/**
 * Reads BMP files. The JDK's reader is not used: it drops alpha, darkens colours of fewer than 8 bits, and invents
 * pixels that are missing in damaged files.
 */
final class BmpReader {
    private final ChannelInput in;
    private final BmpHeader header;

    private BmpReader(ChannelInput in, BmpHeader header) {
        this.in = in;
        this.header = header;
    }

    static DecodedImage read(ChannelInput in, PixelLimit limit, Content content) throws IOException {
        BmpHeader header = BmpHeader.read(in, limit);
        BmpReader reader = new BmpReader(in, header);
        try {
            in.seek(header.pixelsAt());
            WritableRaster samples =
                    header.palette() != null ? content.samplesOf(reader.indexes(), header.profile()) : reader.colours();
            return new DecodedImage(samples, Orientation.UPRIGHT, header.profile());
        } catch (EOFException e) {
            throw UnreadableImageException.truncated("within the BMP pixels");
        }
    }

    private int rowOf(int stored) {
        return header.fromTop() ? stored : header.height() - 1 - stored;
    }

    private BufferedImage indexes() throws IOException {
        WritableRaster indexes =
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, header.width(), header.height(), 1, null);
        byte[] pixels = ((DataBufferByte) indexes.getDataBuffer()).getData();
        if (header.compression() == BmpHeader.NONE) {
            readPlain(pixels);
        } else {
            readRuns(pixels);
        }
        int size = header.palette().getMapSize();
        for (byte pixel : pixels) {
            if ((pixel & 0xFF) >= size) {
                throw new UnreadableImageException(
                        "is damaged: a BMP pixel of colour " + (pixel & 0xFF) + " with a palette of " + size);
            }
        }
        return new BufferedImage(header.palette(), indexes, false, null);
    }

    private byte[] newRow() {
        return new byte[(int) (((long) header.width() * header.bits() + 7) / 8)];
    }

    /** Reads a row, and skips its padding to a multiple of 4 bytes, which may be missing after the last row. */
    private void readRow(byte[] row) throws IOException {
        in.readFully(row);
        in.seek(in.getStreamPosition() + (-row.length & 3));
    }

    private void readPlain(byte[] pixels) throws IOException {
        byte[] row = newRow();
        int bits = header.bits();
        int mask = (1 << bits) - 1;
        for (int stored = 0; stored < header.height(); stored++) {
            readRow(row);
            int to = rowOf(stored) * header.width();
            for (int x = 0; x < header.width(); x++) {
                int bit = x * bits;
                pixels[to + x] = (byte) (row[bit >> 3] >> 8 - bits - (bit & 7) & mask);
            }
        }
    }

    /** Reads run lengths. Pixels that the file skips have the first colour, as in other programs. */
    private void readRuns(byte[] pixels) throws IOException {
        int x = 0;
        int y = 0;
        while (y < header.height()) {
            int count = in.readUnsignedByte();
            int value = in.readUnsignedByte();
            if (count > 0) {
                write(pixels, x, y, count, i -> header.bits() == 8 ? value : nibble(value, i));
                x += count;
            } else if (value == 0) {
                x = 0;
                y++;
            } else if (value == 1) {
                return;
            } else if (value == 2) {
                x += in.readUnsignedByte();
                y += in.readUnsignedByte();
            } else {
                byte[] literal = new byte[header.bits() == 8 ? value : (value + 1) / 2];
                in.readFully(literal);
                in.skipBytes(literal.length & 1);
                write(pixels, x, y, value, i -> header.bits() == 8 ? literal[i] : nibble(literal[i / 2], i));
                x += value;
            }
        }
    }

    private static int nibble(int twoPixels, int index) {
        return index % 2 == 0 ? twoPixels >> 4 & 0xF : twoPixels & 0xF;
    }

    /** The colour of a pixel of a run. */
    @FunctionalInterface
    private interface Run {
        int colour(int index);
    }

    private void write(byte[] pixels, int x, int y, int count, Run run) throws UnreadableImageException {
        // Some encoders continue runs into the padding to a multiple of 4 bytes.
        int most = header.bits() == 8 ? header.width() + 3 & ~3 : header.width() + 7 & ~7;
        if (x + count > most) {
            throw new UnreadableImageException("is damaged: a BMP run of pixels reaches beyond its row");
        }
        int to = rowOf(y) * header.width() + x;
        for (int i = 0; i < Math.min(count, header.width() - x); i++) {
            pixels[to + i] = (byte) run.colour(i);
        }
    }

    private WritableRaster colours() throws IOException {
        long[] masks = header.masks();
        int bands = masks[3] == 0 ? 3 : 4;
        int deepest = 0;
        for (long mask : masks) {
            deepest = Math.max(deepest, Long.bitCount(mask));
        }
        int type = deepest <= 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
        int most = deepest <= 8 ? 255 : 65535;
        WritableRaster result = Raster.createInterleavedRaster(type, header.width(), header.height(), bands, null);
        byte[] row = newRow();
        int[] samples = new int[header.width() * bands];
        int bytes = header.bits() / 8;
        for (int stored = 0; stored < header.height(); stored++) {
            readRow(row);
            for (int x = 0; x < header.width(); x++) {
                long pixel = 0;
                for (int i = 0; i < bytes; i++) {
                    pixel |= (row[x * bytes + i] & 0xFFL) << 8 * i;
                }
                for (int band = 0; band < bands; band++) {
                    samples[x * bands + band] = stretch(pixel, masks[band], most);
                }
            }
            result.setPixels(0, rowOf(stored), header.width(), 1, samples);
        }
        return result;
    }

    private static int stretch(long pixel, long mask, int most) {
        if (mask == 0) {
            return 0;
        }
        int shift = Long.numberOfTrailingZeros(mask);
        long top = mask >> shift;
        return (int) ((((pixel & mask) >> shift) * most + top / 2) / top);
    }
}
