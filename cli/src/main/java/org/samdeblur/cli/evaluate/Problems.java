package org.samdeblur.cli.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.samdeblur.cli.console.Errors;
import org.samdeblur.cli.console.ProgressDisplay;
import org.samdeblur.evaluation.data.ImagePair;
import org.samdeblur.evaluation.data.PairedImages;
import org.samdeblur.evaluation.data.Unpaired;
import org.samdeblur.evaluation.results.Problem;
import picocli.CommandLine;

/** Tells of what cannot be evaluated, at once, and keeps it for the report. */
final class Problems {
    private final CommandLine line;
    private final ProgressDisplay display;
    private final List<Problem> all = new ArrayList<>();
    private final Set<ImagePair> badPairs = new LinkedHashSet<>();

    Problems(CommandLine line, ProgressDisplay display) {
        this.line = line;
        this.display = display;
    }

    /** Reports inputs that make no pair. */
    void tell(PairedImages dataSet) {
        for (Unpaired unpaired : dataSet.unpaired()) {
            add(new Problem(dataSet.name(), unpaired.name(), unpaired.problem()));
        }
    }

    /** Reports a pair that is no good for any method. */
    void tell(PairedImages dataSet, ImagePair pair, Throwable cause) {
        badPairs.add(pair);
        trace(cause);
        String description = Errors.describe(cause);
        boolean named = description.contains(pair.input().toString())
                || description.contains(pair.target().toString());
        add(new Problem(dataSet.name(), pair.name(), named ? description : pair.input() + ": " + description));
    }

    /** Reports a method that failed on a pair. */
    void tell(PairedImages dataSet, ImagePair pair, Method method, Throwable cause) {
        trace(cause);
        add(new Problem(
                dataSet.name(), pair.name(), method.name() + " on " + pair.input() + ": " + Errors.describe(cause)));
    }

    /** Reports masks that the page cannot show. */
    void tellOfMasks(PairedImages dataSet, ImagePair pair, Throwable cause) {
        trace(cause);
        add(new Problem(
                dataSet.name(),
                pair.name(),
                "no masks in the report of " + pair.input() + ": " + Errors.describe(cause)));
    }

    private void trace(Throwable cause) {
        if (Errors.wantsTrace(line)) {
            display.clear();
            cause.printStackTrace(line.getErr());
        }
    }

    private void add(Problem problem) {
        display.clear();
        all.add(problem);
        line.getErr().println(Errors.oneLine(problem.description()));
    }

    boolean isGood(ImagePair pair) {
        return !badPairs.contains(pair);
    }

    List<Problem> all() {
        return List.copyOf(all);
    }
}
