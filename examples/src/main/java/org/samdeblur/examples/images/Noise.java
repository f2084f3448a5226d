package org.samdeblur.examples.images;

/** Randomness with a place: the same point always has the same value. */
final class Noise {
    private Noise() {}

    /** Returns a value in [0, 1) for a cell of a grid. */
    static double cell(long column, long row, long seed) {
        long bits = column * 0x9E3779B97F4A7C15L ^ row * 0xC2B2AE3D27D4EB4FL ^ seed * 0x165667B19E3779F9L;
        bits = (bits ^ bits >>> 31) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
        return ((bits ^ bits >>> 31) >>> 11) * 0x1p-53;
    }

    /** Returns a value in [0, 1) that changes smoothly, by about one swing per unit. */
    static double smooth(double x, double y, long seed) {
        long column = (long) Math.floor(x);
        long row = (long) Math.floor(y);
        double across = ease(x - column);
        double down = ease(y - row);
        double top = mix(cell(column, row, seed), cell(column + 1, row, seed), across);
        double bottom = mix(cell(column, row + 1, seed), cell(column + 1, row + 1, seed), across);
        return mix(top, bottom, down);
    }

    /** Returns a value in [0, 1) with detail down to an eighth of a unit. */
    static double rough(double x, double y, long seed) {
        double sum = 0;
        double share = 8.0 / 15;
        for (int octave = 0; octave < 4; octave++) {
            sum += share * smooth(x, y, seed + octave);
            x *= 2;
            y *= 2;
            share /= 2;
        }
        return sum;
    }

    private static double ease(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double mix(double a, double b, double share) {
        return a + (b - a) * share;
    }
}
