package org.samdeblur.api.metadata;

/**
 * How large pixels are.
 *
 * @param x pixels along a row per inch, or relative to those of a column
 * @param y pixels along a column per inch, or relative to those of a row
 * @param isAbsolute whether they are per inch; else only their ratio counts
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

    /** Returns that of the image with rows and columns exchanged. */
    Resolution turned() {
        return new Resolution(y, x, isAbsolute);
    }

    /**
     * Returns pixels along a row per metre.
     *
     * @return to the nearest whole number
     */
    public int xPerMetre() {
        return (int) Math.round(x * INCHES_PER_METRE);
    }

    /**
     * Returns pixels along a column per metre.
     *
     * @return to the nearest whole number
     */
    public int yPerMetre() {
        return (int) Math.round(y * INCHES_PER_METRE);
    }
}
