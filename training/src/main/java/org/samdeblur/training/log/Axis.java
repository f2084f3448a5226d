package org.samdeblur.training.log;

import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * An axis of a chart whose ends are round values.
 *
 * @param from the value at its start
 * @param step the distance between ticks
 * @param ticks the number of intervals between ticks
 */
record Axis(double from, double step, int ticks) {
    private static final int MOST_TICKS = 8;

    /** Returns the axis that contains all finite values; from 0 to 1 if there are none. */
    static Axis over(DoubleStream values) {
        double[] finite = values.filter(Double::isFinite).toArray();
        double least = DoubleStream.of(finite).min().orElse(0);
        double most = DoubleStream.of(finite).max().orElse(1);
        double step = roundStep((most - least) / (MOST_TICKS - 2));
        double from = Math.floor(least / step);
        double to = Math.max(Math.ceil(most / step), from + 1);
        return new Axis(from * step, step, (int) (to - from));
    }

    /** Returns the smallest number of the form 1, 2 or 5 times a power of ten that is at least {@code least}. */
    private static double roundStep(double least) {
        if (!(least > 0)) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        return DoubleStream.of(power, 2 * power, 5 * power, 10 * power)
                .filter(step -> step >= least)
                .findFirst()
                .orElse(10 * power);
    }

    /** Returns the position of a value: 0 at the start of the axis, 1 at its end. */
    double place(double value) {
        return (value - from) / (step * ticks);
    }

    DoubleStream tickValues() {
        return IntStream.rangeClosed(0, ticks).mapToDouble(tick -> from + tick * step);
    }

    /** Formats a tick with as many decimals as the step needs. */
    String label(double tick) {
        int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        return String.format(Locale.ROOT, "%." + decimals + "f", tick == 0 ? 0.0 : tick);
    }
}
