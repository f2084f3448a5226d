package org.samdeblur.examples.cli;

import java.awt.Color;
import java.util.Comparator;
import java.util.List;
import org.samdeblur.api.Image;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;

/** Shows masks as tinted glass over their image, smaller ones in front of larger ones. */
final class MaskOverlay {
    /** Successive hues differ by the golden section, which keeps neighbours in number apart in colour. */
    private static final float HUE_STEP = 0.618034f;

    private static final float SATURATION = 0.75f;
    private static final int RGB = 3;

    private MaskOverlay() {}

    static Image of(Image image, MaskSet masks) {
        byte[] rgb = image.toRgb();
        byte[] tinted = rgb.clone();
        List<Mask> largestFirst = masks.masks().stream()
                .sorted(Comparator.comparingInt(Mask::area).reversed())
                .toList();
        for (int i = 0; i < largestFirst.size(); i++) {
            tint(largestFirst.get(i), Color.getHSBColor(i * HUE_STEP, SATURATION, 1), rgb, tinted);
        }
        return Image.ofRgb(image.height(), image.width(), tinted);
    }

    private static void tint(Mask mask, Color colour, byte[] rgb, byte[] tinted) {
        int[] tint = {colour.getRed(), colour.getGreen(), colour.getBlue()};
        mask.forEachRun((from, to) -> {
            for (int i = RGB * from; i < RGB * to; i++) {
                tinted[i] = (byte) (((rgb[i] & 0xFF) + tint[i % RGB]) / 2);
            }
        });
    }
}
