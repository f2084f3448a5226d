package org.samdeblur.api.codec;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Decodes the strips and tiles of a TIFF file in which each is a JPEG file (compression 7). */
final class TiffJpeg {
    private static final int MARKER_BYTES = 2;

    private final ChannelInput in;
    private final TiffLayout layout;
    private final byte[] tables;

    private TiffJpeg(ChannelInput in, TiffLayout layout, byte[] tables) {
        this.in = in;
        this.layout = layout;
        this.tables = tables;
    }

    /**
     * Decodes all strips or tiles, without converting colours.
     *
     * @param tables a JPEG file without an image, with the tables that all strips or tiles share; may be empty
     */
    static Raster read(ChannelInput in, TiffLayout layout, byte[] tables) throws IOException {
        return new TiffJpeg(in, layout, tables).read();
    }

    private Raster read() throws IOException {
        WritableRaster result = Raster.createInterleavedRaster(
                DataBuffer.TYPE_BYTE, layout.width(), layout.height(), layout.samples(), null);
        for (int i = 0; i < layout.segments(); i++) {
            Raster segment = decode(i);
            int x = i % layout.across() * layout.segmentWidth();
            int y = i / layout.across() * layout.segmentHeight();
            int width = Math.min(segment.getWidth(), layout.width() - x);
            int height = Math.min(segment.getHeight(), layout.height() - y);
            result.setRect(x, y, segment.createChild(0, 0, width, height, 0, 0, null));
        }
        return result;
    }

    private Raster decode(int segment) throws IOException {
        try (ChannelInput jpeg = new ChannelInput(new BytesChannel(ByteBuffer.wrap(jpeg(segment))))) {
            JpegHeader header = JpegHeader.read(jpeg, new PixelLimit(Long.MAX_VALUE));
            boolean hasRows = header.height() >= Math.min(layout.rowsOf(segment), rowsNeeded(segment))
                    && header.height() <= layout.segmentHeight();
            if (header.width() != layout.segmentWidth() || !hasRows || header.components() != layout.samples()) {
                throw new UnreadableImageException("is damaged: a TIFF strip or tile is a JPEG file of another size");
            }
            return Decoder.raster(FileFormat.JPEG, jpeg);
        }
    }

    private int rowsNeeded(int segment) {
        return layout.height() - segment / layout.across() * layout.segmentHeight();
    }

    /** Joins the tables without their last marker (EOI), and the strip or tile without its first one (SOI). */
    private byte[] jpeg(int segment) throws IOException {
        long count = layout.byteCounts()[segment];
        if (count < MARKER_BYTES || count > Integer.MAX_VALUE - (1 << 17)) {
            throw new UnreadableImageException("is damaged: a TIFF strip or tile is not a JPEG file");
        }
        int start = tables.length <= 2 * MARKER_BYTES ? 0 : tables.length - MARKER_BYTES;
        byte[] jpeg = Arrays.copyOf(tables, start + (int) count - (start == 0 ? 0 : MARKER_BYTES));
        in.seek(layout.offsets()[segment]);
        if (start > 0) {
            in.readUnsignedShort();
        }
        try {
            in.readFully(jpeg, start, jpeg.length - start);
        } catch (EOFException e) {
            throw UnreadableImageException.truncated("within a TIFF strip or tile");
        }
        return jpeg;
    }
}
