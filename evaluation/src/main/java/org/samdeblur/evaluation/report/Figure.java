package org.samdeblur.evaluation.report;

import java.util.Locale;

/** Formats figures for readers. */
final class Figure {
    private Figure() {}

    static String decibels(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : notFinite(value);
    }

    /** Returns a signed difference in decibels, coloured by its sign. */
    static String gain(double value) {
        String text = signed(value);
        String sign = text.substring(0, 1);
        return switch (sign) {
            case "+" -> "<span class=\"up\">" + text + "</span>";
            case "−" -> "<span class=\"down\">" + text + "</span>";
            default -> text;
        };
    }

    /** Returns a difference in decibels with its sign; without a sign if it rounds to zero. */
    static String signed(double value) {
        String size = decibels(Math.abs(value));
        return size.equals("0.00") || Double.isNaN(value) ? size : (value > 0 ? "+" : "−") + size;
    }

    static String similarity(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    static String percent(double rate) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * rate);
    }

    private static String notFinite(double value) {
        return Double.isNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
    }
}
