package org.samdeblur.api.codec;

/**
 * Converts 8-bit luma and chroma to RGB.
 *
 * @param luma the coefficients of red, green and blue in luma
 * @param range the codes of black and white for luma, then those of no and full chroma for Cb and for Cr
 */
record YCbCr(double[] luma, double[] range) {
    /** The conversion of JPEG files (JFIF): coefficients of Rec. 601, full range. */
    static final YCbCr JFIF = new YCbCr(new double[] {0.299, 0.587, 0.114}, new double[] {0, 255, 128, 255, 128, 255});

    /** Converts one pixel. */
    void toRgb(int[] samples, int from, int[] rgb, int to) {
        double y = (samples[from] - range[0]) * 255 / (range[1] - range[0]);
        double cb = (samples[from + 1] - range[2]) * 127 / (range[3] - range[2]);
        double cr = (samples[from + 2] - range[4]) * 127 / (range[5] - range[4]);
        double red = y + cr * (2 - 2 * luma[0]);
        double blue = y + cb * (2 - 2 * luma[2]);
        double green = (y - luma[0] * red - luma[2] * blue) / luma[1];
        rgb[to] = toByte(red);
        rgb[to + 1] = toByte(green);
        rgb[to + 2] = toByte(blue);
    }

    private static int toByte(double value) {
        return (int) Math.round(Math.min(Math.max(value, 0), 255));
    }
}
