package org.samdeblur.evaluation;

/**
 * The weights of red, green and blue in the luma of a pixel. Luma has BT.601's studio range, from 16 for black to 235
 * for white, and is not rounded.
 *
 * @since 0.1.0
 */
public enum Luma {
    /** BT.601: 65.481 R + 128.553 G + 24.966 B + 16, for colours in [0, 1]. */
    BT601(65.481, 128.553, 24.966),
    /**
     * BT.601 with the weights of red and blue exchanged: what the published metric code, which expects BGR, returns
     * for RGB images. Use it only to compare with figures that were computed in this way.
     */
    EXCHANGED(24.966, 128.553, 65.481);

    private static final double BLACK = 16;

    private final double red;
    private final double green;
    private final double blue;

    Luma(double red, double green, double blue) {
        this.red = red;
        this.green = green;
        this.blue = blue;
    }

    /** Returns the luma of three colour planes, for a peak of 255. */
    Planes of(Planes rgb) {
        double[] reds = rgb.samples()[0];
        double[] greens = rgb.samples()[1];
        double[] blues = rgb.samples()[2];
        double[] luma = new double[reds.length];
        for (int i = 0; i < luma.length; i++) {
            luma[i] = (red * reds[i] + green * greens[i] + blue * blues[i]) / rgb.peak() + BLACK;
        }
        return new Planes(rgb.height(), rgb.width(), 255, new double[][] {luma});
    }
}
