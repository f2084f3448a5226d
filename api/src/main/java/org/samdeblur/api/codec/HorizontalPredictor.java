package org.samdeblur.api.codec;

import java.awt.image.WritableRaster;

/**
 * TIFF's predictor 2: a file stores the difference to the pixel on the left instead of the sample. The JDK's decoder
 * undoes it for 8 bits but refuses 16, which is how photo editors write; so it is given such a file as if there were no
 * predictor, and the differences are added up here.
 *
 * @param segmentWidth columns after which the differences start anew: those of a tile, or of the image
 */
record HorizontalPredictor(int segmentWidth) {
    /** Turns 16-bit differences into samples, in place. */
    void undo(WritableRaster differences) {
        int width = differences.getWidth();
        int bands = differences.getNumBands();
        int[] row = new int[width * bands];
        for (int y = 0; y < differences.getHeight(); y++) {
            differences.getPixels(0, y, width, 1, row);
            for (int i = bands; i < row.length; i++) {
                if (i / bands % segmentWidth != 0) {
                    row[i] = row[i] + row[i - bands] & 0xFFFF;
                }
            }
            differences.setPixels(0, y, width, 1, row);
        }
    }
}
