package org.samdeblur.cli.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.samdeblur.cli.console.NumberText;
import org.samdeblur.evaluation.results.DataSetResults;
import org.samdeblur.evaluation.results.Results;
import org.samdeblur.evaluation.results.Summary;

/** The table of results for terminals: one for every data set, methods in rows. */
final class ResultsText {
    private static final String GAP = "  ";

    private final Results results;

    private ResultsText(Results results) {
        this.results = results;
    }

    static List<String> linesOf(Results results) {
        ResultsText text = new ResultsText(results);
        List<String> lines = new ArrayList<>();
        for (DataSetResults dataSet : results.dataSets()) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(text.table(dataSet));
        }
        return lines;
    }

    private List<String> table(DataSetResults dataSet) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of(
                dataSet.name() + ", " + NumberText.count(dataSet.images().size(), "image"),
                "PSNR",
                "gain",
                "worst",
                "best",
                "SSIM",
                "per channel",
                "MCR"));
        for (String method : results.rows()) {
            cells.add(row(method, results.summary(method, dataSet)));
        }
        List<String> lines = new ArrayList<>(aligned(cells));
        lines.addAll(notes(dataSet));
        return lines;
    }

    /** Means over some of the images must not be taken for means over all. */
    private List<String> notes(DataSetResults dataSet) {
        List<String> notes = new ArrayList<>();
        for (String method : results.methods()) {
            results.summary(method, dataSet)
                    .filter(summary -> !summary.isOfAll(dataSet))
                    .ifPresent(summary -> notes.add(method + ": means over " + summary.images() + " of "
                            + NumberText.count(dataSet.images().size(), "image")
                            + ", not to be compared with the others"));
        }
        return notes;
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
