package org.samdeblur.training.log;

import static java.util.stream.Collectors.joining;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * The progress of a training as an SVG picture: the loss at the top, and the PSNR of validations below it if there are
 * any.
 *
 * @param loss the loss of each step
 * @param psnr the mean PSNR of each validation in dB
 */
record TrainingChart(Curve loss, Curve psnr) {
    private static final int WIDTH = 760;
    private static final int PANEL = 240;
    private static final int LEFT = 64;
    private static final int RIGHT = 20;
    private static final int TOP = 34;
    private static final int BOTTOM = 34;
    private static final int MOST_POINTS = 400;

    String svg() {
        Axis steps = Axis.over(
                Stream.of(loss, psnr).flatMap(curve -> curve.points().stream()).mapToDouble(Curve.Point::step));
        int panels = psnr.points().isEmpty() ? 1 : 2;
        String below = panels == 1 ? "" : panel("Validation, PSNR in dB", psnr, steps, PANEL, true);
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + panels * PANEL + "\" width=\""
                + WIDTH + "\" height=\"" + panels * PANEL + "\" font-family=\"sans-serif\" font-size=\"12\">\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
                + panel("Loss", loss.thinned(MOST_POINTS), steps, 0, false) + below + "</svg>\n";
    }

    private static String panel(String title, Curve curve, Axis steps, int top, boolean isMarked) {
        Axis values = Axis.over(curve.points().stream().mapToDouble(Curve.Point::value));
        return "<g transform=\"translate(0 " + top + ")\">\n"
                + text(LEFT, TOP - 14, "start", title)
                + values.tickValues().mapToObj(tick -> gridLine(values, tick)).collect(joining())
                + steps.tickValues().mapToObj(tick -> stepLabel(steps, tick)).collect(joining())
                + line(curve, steps, values)
                + (isMarked ? marks(curve, steps, values) : "")
                + "</g>\n";
    }

    private static String gridLine(Axis values, double tick) {
        double y = y(values, tick);
        return String.format(Locale.ROOT, "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>\n", LEFT, y, WIDTH - RIGHT)
                + text(LEFT - 8, y + 4, "end", values.label(tick));
    }

    private static String stepLabel(Axis steps, double tick) {
        return text(x(steps, tick), PANEL - BOTTOM + 18, "middle", steps.label(tick));
    }

    private static String line(Curve curve, Axis steps, Axis values) {
        String path = curve.points().stream()
                .filter(point -> Double.isFinite(point.value()))
                .map(point -> String.format(Locale.ROOT, "%.1f %.1f", x(steps, point.step()), y(values, point.value())))
                .collect(joining("L", "M", ""));
        return path.equals("M")
                ? ""
                : "<path d=\"" + path + "\" fill=\"none\" stroke=\"#1f6feb\" stroke-width=\"1.5\"/>\n";
    }

    /** Marks each point, since a single point draws no line. */
    private static String marks(Curve curve, Axis steps, Axis values) {
        return curve.points().stream()
                .filter(point -> Double.isFinite(point.value()))
                .map(point -> String.format(
                        Locale.ROOT,
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"#1f6feb\"><title>step %.0f: %.2f dB</title></circle>\n",
                        x(steps, point.step()),
                        y(values, point.value()),
                        point.step(),
                        point.value()))
                .collect(joining());
    }

    private static double x(Axis steps, double step) {
        return LEFT + steps.place(step) * (WIDTH - LEFT - RIGHT);
    }

    private static double y(Axis values, double value) {
        return PANEL - BOTTOM - values.place(value) * (PANEL - TOP - BOTTOM);
    }

    private static String text(double x, double y, String anchor, String words) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#333\">%s</text>\n",
                x,
                y,
                anchor,
                words);
    }
}
