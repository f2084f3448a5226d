package org.samdeblur.cli.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.cli.console.NumberText;
import org.samdeblur.evaluation.results.DataSetResults;
import org.samdeblur.evaluation.results.Results;
import org.samdeblur.evaluation.results.Summary;

/** The table of results for terminals: one for every data set, methods in rows. */
final class ResultsText {
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
        Map<String, Optional<Summary>> summaries = new LinkedHashMap<>();
        results.rows().forEach(method -> summaries.put(method, results.summary(method, dataSet)));
        String title = dataSet.name() + ", " + NumberText.count(dataSet.images().size(), "image");
        List<String> lines = new ArrayList<>(SummaryText.linesOf(title, summaries));
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
}
