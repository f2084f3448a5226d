package org.samdeblur.cli.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.evaluation.results.Results;
import org.samdeblur.evaluation.results.Summary;

/** A table of means for terminals: a method in each row. */
public final class SummaryText {
    private static final String GAP = "  ";

    private SummaryText() {}

    /**
     * Writes a table.
     *
     * @param title what was measured; it stands in the first cell
     * @param summaries the means of each method, in the order of rows; empty if it has no output. The row
     *     {@link Results#BLURRED} has neither gains nor MCR
     * @return the lines
     */
    public static List<String> linesOf(String title, Map<String, Optional<Summary>> summaries) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of(title, "PSNR", "gain", "worst", "best", "SSIM", "per channel", "MCR"));
        summaries.forEach((method, summary) -> cells.add(row(method, summary)));
        return aligned(cells);
    }

    private static List<String> row(String method, Optional<Summary> summary) {
        if (summary.isEmpty()) {
            return List.of(method, "no output", "", "", "", "", "", "");
        }
        Summary means = summary.get();
        boolean blurred = method.equals(Results.BLURRED);
        return List.of(
                method,
                number("%.2f", means.psnr()),
                blurred ? "" : number("%+.2f", means.gain()),
                blurred ? "" : number("%+.2f", means.worstGain()),
                blurred ? "" : number("%+.2f", means.bestGain()),
                number("%.4f", means.ssim3d()),
                number("%.4f", means.ssim()),
                blurred ? "" : number("%.1f %%", 100 * means.modeCollapseRate()));
    }

    private static String number(String format, double value) {
        if (Double.isFinite(value)) {
            return String.format(Locale.ROOT, format, value);
        }
        return Double.isNaN(value) ? "-" : value > 0 ? "inf" : "-inf";
    }

    private static List<String> aligned(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < rows.get(0).size(); column++) {
            int at = column;
            widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElseThrow());
        }
        return rows.stream().map(row -> aligned(row, widths)).toList();
    }

    private static String aligned(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder(String.format("%-" + widths.get(0) + "s", row.get(0)));
        for (int column = 1; column < row.size(); column++) {
            line.append(GAP).append(String.format("%" + widths.get(column) + "s", row.get(column)));
        }
        return line.toString().stripTrailing();
    }
}
