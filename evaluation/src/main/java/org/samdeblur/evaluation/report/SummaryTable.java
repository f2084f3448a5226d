package org.samdeblur.evaluation.report;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.samdeblur.evaluation.results.DataSetResults;
import org.samdeblur.evaluation.results.Results;
import org.samdeblur.evaluation.results.Summary;

/** The table of results: methods in rows, PSNR, SSIM and MCR of every data set in columns. */
record SummaryTable(Results results) {
    private static final String ABSENT = "<td class=\"first\">–</td><td>–</td><td>–</td>";

    String html() {
        return "<table>\n<thead>\n" + head() + "</thead>\n<tbody>\n"
                + results.rows().stream().map(this::row).collect(joining()) + "</tbody>\n</table>";
    }

    private String head() {
        String names = results.dataSets().stream()
                .map(set -> "<th class=\"first\" colspan=\"3\" scope=\"colgroup\">" + Html.of(set.name()) + "</th>")
                .collect(joining());
        String figures = "<th class=\"first\" scope=\"col\">PSNR, dB</th><th scope=\"col\">SSIM</th>"
                + "<th scope=\"col\">MCR</th>";
        return "<tr><th rowspan=\"2\" scope=\"col\">Method</th>" + names + "</tr>\n<tr>"
                + figures.repeat(results.dataSets().size()) + "</tr>\n";
    }

    private String row(String method) {
        return "<tr><th scope=\"row\">" + Html.of(method) + "</th>"
                + results.dataSets().stream().map(set -> cells(method, set)).collect(joining()) + "</tr>\n";
    }

    private String cells(String method, DataSetResults set) {
        return results.summary(method, set)
                .map(summary -> cells(method, summary, set))
                .orElse(ABSENT);
    }

    private String cells(String method, Summary summary, DataSetResults set) {
        boolean compared = !method.equals(Results.BLURRED);
        return "<td class=\"first\">" + marked(Figure.decibels(summary.psnr()), isBest(summary, set, Summary::psnr))
                + (compared ? gains(summary, set) : images(summary, set)) + "</td><td>"
                + marked(Figure.similarity(summary.ssim3d()), isBest(summary, set, Summary::ssim3d))
                + "<small>" + Figure.similarity(summary.ssim()) + " per channel</small></td><td>"
                + (compared ? collapses(summary, set) : "–") + "</td>";
    }

    private boolean isBest(Summary summary, DataSetResults set, ToDoubleFunction<Summary> figure) {
        return summary.isOfAll(set)
                && comparable(results.rows(), set)
                        .noneMatch(other -> figure.applyAsDouble(other) > figure.applyAsDouble(summary));
    }

    /** Returns the summaries over all images. Others may be better only because difficult images are missing. */
    private Stream<Summary> comparable(List<String> methods, DataSetResults set) {
        return methods.stream()
                .map(method -> results.summary(method, set))
                .flatMap(Optional::stream)
                .filter(summary -> summary.isOfAll(set));
    }

    private static String marked(String figure, boolean best) {
        return best ? "<span class=\"best\">" + figure + "</span>" : figure;
    }

    private static String gains(Summary summary, DataSetResults set) {
        return "<small>" + Figure.gain(summary.gain()) + " (" + Figure.signed(summary.worstGain()) + " to "
                + Figure.signed(summary.bestGain()) + ")</small>" + (summary.isOfAll(set) ? "" : images(summary, set));
    }

    /** Returns the number of images in the means and, if different, in the data set. */
    private static String images(Summary summary, DataSetResults set) {
        int all = set.images().size();
        return "<small>" + (summary.isOfAll(set) ? "" : summary.images() + " of ") + Html.count(all, "image")
                + "</small>";
    }

    private String collapses(Summary summary, DataSetResults set) {
        boolean best = summary.isOfAll(set)
                && comparable(results.methods(), set)
                        .noneMatch(other -> other.modeCollapseRate() < summary.modeCollapseRate());
        return marked(Figure.percent(summary.modeCollapseRate()), best) + "<small>"
                + Math.round(summary.modeCollapseRate() * summary.images()) + " of " + summary.images() + "</small>";
    }
}
