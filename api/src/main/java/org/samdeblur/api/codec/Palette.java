package org.samdeblur.api.codec;

import java.awt.image.IndexColorModel;

/** A palette's colours as samples, with alpha if one of them is transparent. */
final class Palette {
    private final int bands;
    private final byte[] samples;

    /** Takes over the colours: as grey samples if all of them are grey and that is wanted, else as RGB. */
    Palette(IndexColorModel model, boolean mayBeGrey) {
        int[] colours = new int[model.getMapSize()];
        model.getRGBs(colours);
        boolean isGrey = mayBeGrey;
        boolean isOpaque = true;
        for (int argb : colours) {
            isGrey &= (argb >> 16 & 0xFF) == (argb & 0xFF) && (argb >> 8 & 0xFF) == (argb & 0xFF);
            isOpaque &= argb >>> 24 == 0xFF;
        }
        bands = (isGrey ? 1 : 3) + (isOpaque ? 0 : 1);
        samples = new byte[colours.length * bands];
        for (int i = 0; i < colours.length; i++) {
            for (int colour = 0; colour < (isGrey ? 1 : 3); colour++) {
                samples[i * bands + colour] = (byte) (colours[i] >> 16 - 8 * colour);
            }
            if (!isOpaque) {
                samples[i * bands + bands - 1] = (byte) (colours[i] >>> 24);
            }
        }
    }

    int bands() {
        return bands;
    }

    /** Writes each index's samples; an index that the palette lacks, as damaged files have it, takes the last colour. */
    void lookUp(int[] indexes, byte[] row) {
        int last = samples.length / bands - 1;
        for (int x = 0, to = 0; x < indexes.length; x++) {
            int from = Math.min(indexes[x], last) * bands;
            for (int band = 0; band < bands; band++) {
                row[to++] = samples[from++];
            }
        }
    }
}
