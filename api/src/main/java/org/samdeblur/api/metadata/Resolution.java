package org.samdeblur.api.metadata;

/**
 * The resolution of an image.
 *
 * @param x pixels per inch along a row, or their number relative to {@code y}
 * @param y pixels per inch along a column, or their number relative to {@code x}
 * @param isAbsolute whether the numbers are per inch; if not, only their ratio has a meaning
 */
public record Resolution(double x, double y, boolean isAbsolute) {
    private static final double INCHES_PER_METRE = 1 / 0.0254;
    private static final double CENTIMETRES_PER_INCH = 2.54;
    private static final double MOST = 1e6;

    static Resolution perInch(double x, double y) {
        return new Resolution(x, y, true);
    }

    static Resolution perCentimetre(double x, double y) {
        return perInch(x * CENTIMETRES_PER_INCH, y * CENTIMETRES_PER_INCH);
    }

    static Resolution perMetre(double x, double y) {
        return perInch(x / INCHES_PER_METRE, y / INCHES_PER_METRE);
    }

    boolean isUsable() {
        return x > 0 && y > 0 && x < MOST && y < MOST;
    }

    /** Returns the resolution of the image with rows and columns swapped. */
    Resolution turned() {
        return new Resolution(y, x, isAbsolute);
    }

    /**
     * Returns the number of pixels per metre along a row.
     *
     * @return the number, rounded
     */
    public int xPerMetre() {
        return (int) Math.round(x * INCHES_PER_METRE);
    }

    /**
     * Returns the number of pixels per metre along a column.
     *
     * @return the number, rounded
     */
    public int yPerMetre() {
        return (int) Math.round(y * INCHES_PER_METRE);
    }
}
