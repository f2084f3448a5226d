package org.samdeblur.examples.images;

import java.util.Arrays;
import java.util.List;

/** A part of the plane; x goes right and y down, in pixels. */
@FunctionalInterface
interface Region {
    boolean contains(double x, double y);

    static Region everywhere() {
        return (x, y) -> true;
    }

    static Region box(double left, double top, double width, double height) {
        return (x, y) -> x >= left && x < left + width && y >= top && y < top + height;
    }

    static Region disc(double centreX, double centreY, double radius) {
        return ellipse(centreX, centreY, radius, radius);
    }

    static Region ellipse(double centreX, double centreY, double radiusX, double radiusY) {
        return (x, y) -> square((x - centreX) / radiusX) + square((y - centreY) / radiusY) < 1;
    }

    /** The points nearer to a line than half its thickness. */
    static Region line(double fromX, double fromY, double toX, double toY, double thickness) {
        double alongX = toX - fromX;
        double alongY = toY - fromY;
        double squaredLength = Math.max(square(alongX) + square(alongY), 1e-12);
        return (x, y) -> {
            double t = ((x - fromX) * alongX + (y - fromY) * alongY) / squaredLength;
            double nearest = Math.min(Math.max(t, 0), 1);
            return square(x - fromX - nearest * alongX) + square(y - fromY - nearest * alongY) < square(thickness / 2);
        };
    }

    static Region ring(double centreX, double centreY, double radius, double thickness) {
        return (x, y) -> Math.abs(Math.sqrt(square(x - centreX) + square(y - centreY)) - radius) < thickness / 2;
    }

    /** The inside of a polygon, by the even-odd rule; coordinates are x, y, x, y and so on. */
    static Region polygon(double... corners) {
        return (x, y) -> {
            boolean inside = false;
            for (int i = 0, j = corners.length - 2; i < corners.length; j = i, i += 2) {
                boolean crosses = corners[i + 1] > y != corners[j + 1] > y;
                if (crosses
                        && x
                                < corners[i]
                                        + (corners[j] - corners[i])
                                                * (y - corners[i + 1])
                                                / (corners[j + 1] - corners[i + 1])) {
                    inside = !inside;
                }
            }
            return inside;
        };
    }

    static Region union(Region... parts) {
        List<Region> list = Arrays.asList(parts);
        return (x, y) -> list.stream().anyMatch(part -> part.contains(x, y));
    }

    default Region without(Region hole) {
        return (x, y) -> contains(x, y) && !hole.contains(x, y);
    }

    private static double square(double value) {
        return value * value;
    }
}
