package org.samdeblur.api.codec;

import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** The eight ways in which a camera may have stored its pixels, in the order of EXIF's tag 0x0112 (1 to 8). */
enum Orientation {
    UPRIGHT(false, false, false),
    FLIPPED_HORIZONTALLY(false, true, false),
    TURNED_180(false, true, true),
    FLIPPED_VERTICALLY(false, false, true),
    TRANSPOSED(true, false, false),
    TO_BE_TURNED_RIGHT(true, false, true),
    TRANSVERSED(true, true, true),
    TO_BE_TURNED_LEFT(true, true, false);

    private final boolean swapsAxes;
    private final boolean fromRight;
    private final boolean fromBottom;

    /**
     * States whether rows and columns are swapped, and whether stored columns and rows are read from the right and from
     * the bottom.
     */
    Orientation(boolean swapsAxes, boolean fromRight, boolean fromBottom) {
        this.swapsAxes = swapsAxes;
        this.fromRight = fromRight;
        this.fromBottom = fromBottom;
    }

    /** Returns the orientation for a tag's value; upright if the value is out of range. */
    static Orientation ofTag(long value) {
        return value >= 1 && value <= 8 ? values()[(int) value - 1] : UPRIGHT;
    }

    /** Returns whether rows become columns. */
    boolean swapsAxes() {
        return swapsAxes;
    }

    /** Returns an interleaved raster upright; the same raster if it is already upright. */
    WritableRaster apply(WritableRaster stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        int width = stored.getWidth();
        int height = stored.getHeight();
        int bands = stored.getNumBands();
        WritableRaster upright = Raster.createInterleavedRaster(
                stored.getTransferType(), swapsAxes ? height : width, swapsAxes ? width : height, bands, null);
        int column = (fromRight ? -1 : 1) * bands;
        int row = (fromBottom ? -1 : 1) * bands * width;
        int start = ((fromBottom ? (height - 1) * width : 0) + (fromRight ? width - 1 : 0)) * bands;
        Walk walk = swapsAxes ? new Walk(start, row, column) : new Walk(start, column, row);
        if (stored.getDataBuffer() instanceof DataBufferByte source) {
            byte[] target = ((DataBufferByte) upright.getDataBuffer()).getData();
            walk.copy(source.getData(), target, upright.getWidth() * bands, bands);
        } else {
            short[] source = ((DataBufferUShort) stored.getDataBuffer()).getData();
            short[] target = ((DataBufferUShort) upright.getDataBuffer()).getData();
            walk.copy(source, target, upright.getWidth() * bands, bands);
        }
        return upright;
    }

    /**
     * The positions of stored pixels in the order of upright pixels: the first position, the step to the right, the
     * step down.
     */
    private record Walk(int start, int right, int down) {
        void copy(byte[] stored, byte[] upright, int rowLength, int bands) {
            for (int row = 0, from = start; row < upright.length; row += rowLength, from += down) {
                for (int to = row, pixel = from; to < row + rowLength; to += bands, pixel += right) {
                    for (int band = 0; band < bands; band++) {
                        upright[to + band] = stored[pixel + band];
                    }
                }
            }
        }

        void copy(short[] stored, short[] upright, int rowLength, int bands) {
            for (int row = 0, from = start; row < upright.length; row += rowLength, from += down) {
                for (int to = row, pixel = from; to < row + rowLength; to += bands, pixel += right) {
                    for (int band = 0; band < bands; band++) {
                        upright[to + band] = stored[pixel + band];
                    }
                }
            }
        }
    }
}
