package org.samdeblur.training.log;

import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * An axis that ends at round values.
 *
 * @param from the value at its beginning
 * @param step from one tick to the next
 * @param ticks how many steps there are
 */
record Axis(double from, double step, int ticks) {
    private static final int MOST_TICKS = 8;

    /** Makes the axis that holds the finite ones among some values; from 0 to 1 if there are none. */
    static Axis over(DoubleStream values) {
        double[] finite = values.filter(Double::isFinite).toArray();
        double least = DoubleStream.of(finite).min().orElse(0);
        double most = DoubleStream.of(finite).max().orElse(1);
        double step = roundStep((most - least) / (MOST_TICKS - 2));
        double from = Math.floor(least / step);
        double to = Math.max(Math.ceil(most / step), from + 1);
        return new Axis(from * step, step, (int) (to - from));
    }

    /** Returns the least of 1, 2 and 5 times a power of ten that is not below a number. */
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

    /** Returns where a value lies: 0 at the beginning, 1 at the end. */
    double place(double value) {
        return (value - from) / (step * ticks);
    }

    DoubleStream tickValues() {
        return IntStream.rangeClosed(0, ticks).mapToDouble(tick -> from + tick * step);
    }

    /** Writes a tick with as many decimals as tell it from the next. */
    String label(double tick) {
        int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        return String.format(Locale.ROOT, "%." + decimals + "f", tick == 0 ? 0.0 : tick);
    }
}
