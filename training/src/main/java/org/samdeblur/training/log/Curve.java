package org.samdeblur.training.log;

import java.util.ArrayList;
import java.util.List;

/**
 * Values over steps.
 *
 * @param points the values, in ascending order of the steps
 */
record Curve(List<Point> points) {
    /**
     * A value.
     *
     * @param step the number of steps taken
     * @param value the value
     */
    record Point(double step, double value) {}

    /** Returns a curve of at most {@code most} points, each the mean of consecutive points. */
    Curve thinned(int most) {
        int together = Math.max(1, (points.size() + most - 1) / most);
        List<Point> means = new ArrayList<>();
        for (int from = 0; from < points.size(); from += together) {
            List<Point> part = points.subList(from, Math.min(from + together, points.size()));
            means.add(new Point(
                    part.stream().mapToDouble(Point::step).average().orElseThrow(),
                    part.stream().mapToDouble(Point::value).average().orElseThrow()));
        }
        return new Curve(means);
    }
}
