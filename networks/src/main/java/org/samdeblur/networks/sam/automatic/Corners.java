package org.samdeblur.networks.sam.automatic;

import org.samdeblur.api.Box;

/**
 * A box by its first and last columns and rows, as the published generator compares boxes: areas are of the differences, so
 * that a box of one column has none.
 *
 * @param left the first column
 * @param top the first row
 * @param right the last column
 * @param bottom the last row
 */
record Corners(int left, int top, int right, int bottom) {
    /** What stands for the box of an empty mask. */
    static final Corners NONE = new Corners(0, 0, 0, 0);

    /** From this close on a mask touches an edge, in pixels. */
    private static final int NEAR = 20;

    static Corners around(Box box) {
        return box.width() == 0
                ? NONE
                : new Corners(box.x(), box.y(), box.x() + box.width() - 1, box.y() + box.height() - 1);
    }

    Corners shifted(int columns, int rows) {
        return new Corners(left + columns, top + rows, right + columns, bottom + rows);
    }

    /** Whether a side is close to the same side of a crop, and the image goes on behind it: the mask may have been cut. */
    boolean isCutBy(Box crop, int imageWidth, int imageHeight) {
        return isCut(left, crop.x(), 0)
                || isCut(top, crop.y(), 0)
                || isCut(right, crop.x() + crop.width(), imageWidth)
                || isCut(bottom, crop.y() + crop.height(), imageHeight);
    }

    private static boolean isCut(int side, int cropSide, int imageSide) {
        return Math.abs(side - cropSide) <= NEAR && Math.abs(side - imageSide) > NEAR;
    }

    /** Intersection over union, in the published code's precision; not a number for two boxes without area. */
    float overlap(Corners other) {
        float width = Math.max(0, Math.min(right, other.right) - Math.max(left, other.left));
        float height = Math.max(0, Math.min(bottom, other.bottom) - Math.max(top, other.top));
        float both = width * height;
        return both / (area() + other.area() - both);
    }

    private float area() {
        return (float) (right - left) * (bottom - top);
    }
}
