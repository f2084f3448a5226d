package org.samdeblur.api.codec;

import java.awt.image.IndexColorModel;

/** The colours of a palette as samples, with alpha if a colour is not opaque. */
final class Palette {
    private final int bands;
    private final byte[] samples;

    /** Copies the colours: as grey samples if all of them are grey and {@code mayBeGrey} is set, else as RGB. */
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

    /** Writes the samples of each index. An index beyond the palette, as in damaged files, gets the last colour. */
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
