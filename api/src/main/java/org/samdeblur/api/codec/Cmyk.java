package org.samdeblur.api.codec;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Optional;

/** Converts CMYK to RGB. */
final class Cmyk {
    private Cmyk() {}

    /**
     * Converts with the profile if it is a CMYK profile, else with the simple formula that other programs use without a
     * profile.
     *
     * @param inks four bands, in which 0 means no ink
     */
    static WritableRaster toSrgb(WritableRaster inks, Optional<ColourProfile> profile) {
        return profile.flatMap(given -> given.cmykToSrgb(inks)).orElseGet(() -> multiply(inks));
    }

    private static WritableRaster multiply(WritableRaster inks) {
        int most = inks.getTransferType() == DataBuffer.TYPE_BYTE ? 255 : 65535;
        int width = inks.getWidth();
        WritableRaster result =
                Raster.createInterleavedRaster(inks.getTransferType(), width, inks.getHeight(), 3, null);
        int[] from = new int[4 * width];
        int[] to = new int[3 * width];
        for (int y = 0; y < inks.getHeight(); y++) {
            inks.getPixels(0, y, width, 1, from);
            for (int x = 0; x < width; x++) {
                long light = most - from[4 * x + 3];
                for (int band = 0; band < 3; band++) {
                    to[3 * x + band] = (int) (((most - from[4 * x + band]) * light + most / 2) / most);
                }
            }
            result.setPixels(0, y, width, 1, to);
        }
        return result;
    }
}
