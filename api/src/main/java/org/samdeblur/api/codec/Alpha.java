package org.samdeblur.api.codec;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** Operations on the alpha band, which is the last of an interleaved raster of 2 or 4 bands. */
final class Alpha {
    private Alpha() {}

    /** Divides premultiplied colours by alpha, rounding to the nearest step; colours of transparent pixels become 0. */
    static void divideOut(WritableRaster raster) {
        int most = mostOf(raster);
        int bands = raster.getNumBands();
        int[] row = new int[raster.getWidth() * bands];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, raster.getWidth(), 1, row);
            for (int pixel = 0; pixel < row.length; pixel += bands) {
                int alpha = row[pixel + bands - 1];
                for (int i = pixel; i < pixel + bands - 1; i++) {
                    row[i] = alpha == 0 ? 0 : (int) Math.min(most, ((long) row[i] * most + alpha / 2) / alpha);
                }
            }
            raster.setPixels(0, y, raster.getWidth(), 1, row);
        }
    }

    /** Composites the colours on white, without alpha. */
    static WritableRaster onWhite(Raster raster) {
        int most = mostOf(raster);
        int width = raster.getWidth();
        int bands = raster.getNumBands();
        WritableRaster opaque =
                Raster.createInterleavedRaster(raster.getTransferType(), width, raster.getHeight(), bands - 1, null);
        int[] row = new int[width * bands];
        int[] opaqueRow = new int[width * (bands - 1)];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int pixel = 0, to = 0; pixel < row.length; pixel += bands) {
                long alpha = row[pixel + bands - 1];
                for (int i = pixel; i < pixel + bands - 1; i++) {
                    opaqueRow[to++] = (int) ((row[i] * alpha + most * (most - alpha) + most / 2) / most);
                }
            }
            opaque.setPixels(0, y, width, 1, opaqueRow);
        }
        return opaque;
    }

    private static int mostOf(Raster raster) {
        return raster.getTransferType() == DataBuffer.TYPE_BYTE ? 255 : 65535;
    }
}
