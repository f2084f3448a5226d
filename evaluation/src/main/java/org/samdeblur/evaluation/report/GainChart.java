package org.samdeblur.evaluation.report;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.samdeblur.evaluation.results.DataSetResults;
import org.samdeblur.evaluation.results.ImageResult;
import org.samdeblur.evaluation.results.Results;

/**
 * A chart of the distribution of each method's gains over the images of a data set. Infinite gains are counted, not
 * drawn.
 */
record GainChart(Results results, DataSetResults dataSet) {
    private static final int WIDTH = 600;
    private static final int MARGIN = 22;
    private static final int ROW = 44;
    private static final int BASELINE = 30;
    private static final int FOOT = 24;
    private static final int MOST_TICKS = 8;
    private static final double[] STEPS = {0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100};

    /** Returns the chart, or nothing if no gain is finite. */
    String html() {
        double[] all = results.methods().stream()
                .flatMap(method -> gains(method).stream())
                .mapToDouble(Gain::decibels)
                .toArray();
        if (all.length == 0) {
            return "";
        }
        return svg(Axis.over(all));
    }

    private record Gain(String image, double decibels) {}

    private List<Gain> gains(String method) {
        return dataSet.images().stream()
                .map(image -> gain(image, method))
                .flatMap(Optional::stream)
                .filter(gain -> Double.isFinite(gain.decibels()))
                .toList();
    }

    private static Optional<Gain> gain(ImageResult image, String method) {
        return image.gain(method).map(decibels -> new Gain(image.name(), decibels));
    }

    /** The axis of decibels. It contains zero and ends at round values. */
    private record Axis(double from, double to, double step) {
        static Axis over(double[] values) {
            double least = 0;
            double most = 0;
            for (double value : values) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
            double step = STEPS[0];
            for (int i = 0; i < STEPS.length && (most - least) / step > MOST_TICKS; i++) {
                step = STEPS[i];
            }
            double from = Math.floor(least / step) * step;
            return new Axis(from, Math.max(Math.ceil(most / step) * step, from + step), step);
        }

        double x(double value) {
            return MARGIN + (value - from) / (to - from) * (WIDTH - 2 * MARGIN);
        }

        long ticks() {
            return Math.round((to - from) / step);
        }
    }

    private String svg(Axis axis) {
        int height = ROW * results.methods().size() + FOOT;
        return "<figure class=\"gains\"><figcaption>Gain of every image of " + Html.of(dataSet.name())
                + ", dB of PSNR" + notDrawn() + "</figcaption>\n<svg viewBox=\"0 0 " + WIDTH + " " + height
                + "\" role=\"img\" aria-label=\""
                + Html.of(description()) + "\">\n" + collapse(axis, height) + grid(axis, height)
                + results.methods().stream().map(method -> row(axis, method)).collect(joining()) + "</svg></figure>";
    }

    /** Counts the infinite gains, which are not drawn. */
    private String notDrawn() {
        String counts = results.methods().stream()
                .flatMap(method -> results.summary(method, dataSet).stream()
                        .flatMap(summary -> Stream.of(
                                infinite(method, "+∞", summary.infiniteGains()),
                                infinite(method, "−∞", summary.infiniteLosses()))))
                .filter(count -> !count.isEmpty())
                .collect(joining(", "));
        return counts.isEmpty() ? "" : ". Not drawn: " + counts;
    }

    private static String infinite(String method, String gain, int images) {
        return images == 0 ? "" : Html.of(method) + " " + gain + " on " + Html.count(images, "image");
    }

    private String description() {
        return "Gains in PSNR of " + String.join(", ", results.methods()) + " on "
                + Html.count(dataSet.images().size(), "image");
    }

    /** Shades the gains that count as collapse. */
    private String collapse(Axis axis, int height) {
        double threshold = -results.modeCollapse().threshold();
        return threshold <= axis.from()
                ? ""
                : format(
                        "<rect class=\"fallen\" x=\"%.1f\" y=\"0\" width=\"%.1f\" height=\"%d\"/>\n",
                        axis.x(axis.from()), axis.x(threshold) - axis.x(axis.from()), height - FOOT);
    }

    private static String grid(Axis axis, int height) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i <= axis.ticks(); i++) {
            double value = axis.from() + i * axis.step();
            boolean zero = Math.abs(value) < axis.step() / 2;
            lines.append(format(
                    "<line class=\"%s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"0\" y2=\"%d\"/><text x=\"%.1f\" y=\"%d\">%s</text>\n",
                    zero ? "zero" : "tick",
                    axis.x(value),
                    axis.x(value),
                    height - FOOT,
                    axis.x(value),
                    height - 6,
                    zero ? "0" : label(value, axis.step())));
        }
        return lines.toString();
    }

    private static String label(double value, double step) {
        String size = format(step < 1 ? "%.1f" : "%.0f", Math.abs(value));
        return (value > 0 ? "+" : "−") + size;
    }

    private String row(Axis axis, String method) {
        int top = ROW * results.methods().indexOf(method);
        return format("<text class=\"method\" x=\"%d\" y=\"%d\">%s</text>\n", MARGIN, top + 14, Html.of(method))
                + gains(method).stream().map(gain -> dot(axis, top, gain)).collect(joining());
    }

    private static String dot(Axis axis, int top, Gain gain) {
        return format(
                "<circle class=\"%s\" cx=\"%.1f\" cy=\"%d\" r=\"5\"><title>%s, %s dB</title></circle>\n",
                gain.decibels() < 0 ? "down" : "up",
                axis.x(gain.decibels()),
                top + BASELINE,
                Html.of(gain.image()),
                Figure.signed(gain.decibels()));
    }

    private static String format(String pattern, Object... arguments) {
        return String.format(Locale.ROOT, pattern, arguments);
    }
}
