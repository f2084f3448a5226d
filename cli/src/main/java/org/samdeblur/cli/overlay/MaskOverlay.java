package org.samdeblur.cli.overlay;

import java.awt.Color;
import java.util.Comparator;
import java.util.List;
import org.samdeblur.api.Image;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;

/**
 * Shows masks as tinted glass with a rim of the same hue over their image, smaller ones in front of larger ones. Rims lie
 * over all glass, so that a mask's outline can be followed where another covers it.
 */
public final class MaskOverlay {
    /** Successive hues differ by the golden section, which keeps neighbours in number apart in colour. */
    private static final float HUE_STEP = 0.618034f;

    /** Blue, which photographs have little of. */
    private static final float FIRST_HUE = 0.58f;

    /** There are not many hues that eyes tell apart; successive turns round the circle differ in brightness. */
    private static final float[] BRIGHTNESS = {1f, 0.7f, 0.85f};

    private static final float SATURATION = 0.9f;
    /** Paler, so that rims stand out from dark images and from their own glass. */
    private static final float RIM_SATURATION = 0.55f;

    /** How much of the colour glass lets through, of 256. */
    private static final int GLASS = 115;

    private static final int RIM = 256;

    /** Images are looked at on screens, where this many pixels of them are about one of the screen's. */
    private static final int PIXELS_PER_RIM = 900;

    private MaskOverlay() {}

    /**
     * Draws masks over an image.
     *
     * @param image the image
     * @param masks masks of its size
     * @return the drawing
     */
    public static Image of(Image image, MaskSet masks) {
        byte[] photograph = image.toRgb();
        byte[] overlay = photograph.clone();
        List<Mask> largestFirst = masks.masks().stream()
                .sorted(Comparator.comparingInt(Mask::area).reversed())
                .toList();
        for (int i = 0; i < largestFirst.size(); i++) {
            Color colour = Color.getHSBColor(FIRST_HUE + i * HUE_STEP, SATURATION, BRIGHTNESS[i % BRIGHTNESS.length]);
            largestFirst.get(i).forEachRun((from, to) -> tint(overlay, photograph, from, to, colour, GLASS));
        }
        int thickness = Math.max(1, Math.round((float) Math.max(image.height(), image.width()) / PIXELS_PER_RIM));
        for (int i = 0; i < largestFirst.size(); i++) {
            Color colour = Color.getHSBColor(FIRST_HUE + i * HUE_STEP, RIM_SATURATION, 1);
            MaskOutline.of(largestFirst.get(i), thickness)
                    .forEachRun((from, to) -> tint(overlay, photograph, from, to, colour, RIM));
        }
        return Image.ofRgb(image.size(), overlay);
    }

    private static void tint(byte[] overlay, byte[] photograph, int from, int to, Color colour, int share) {
        int[] tint = {colour.getRed(), colour.getGreen(), colour.getBlue()};
        for (int i = Image.COLOUR_CHANNELS * from; i < Image.COLOUR_CHANNELS * to; i++) {
            overlay[i] =
                    (byte) (((photograph[i] & 0xFF) * (256 - share) + tint[i % Image.COLOUR_CHANNELS] * share) >> 8);
        }
    }
}
