package org.samdeblur.spark.app;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.DoubleAccumulator;
import org.apache.spark.util.LongAccumulator;

/**
 * Counts images, pixels and seconds. Spark's web page shows the counts while they grow. An attempt of a task that fails does not count.
 */
final class Tally implements Serializable {
    private static final long serialVersionUID = 1;

    /** Failures to be told of each task; the rest are only counted. */
    private static final int MOST_FAILURES = 100;

    private static final List<String> STAGES = List.of("read", "segment", "group", "map", "network", "finish", "write");

    private final LongAccumulator done;
    private final LongAccumulator failed;
    private final LongAccumulator pixels;
    private final CollectionAccumulator<String> failures;
    private final List<DoubleAccumulator> seconds = new ArrayList<>();

    Tally(SparkContext context) {
        done = context.longAccumulator("images done");
        failed = context.longAccumulator("images failed");
        pixels = context.longAccumulator("pixels");
        failures = new CollectionAccumulator<>();
        context.register(failures);
        for (String stage : STAGES) {
            seconds.add(context.doubleAccumulator("seconds: " + stage));
        }
    }

    /** Counts a row as its operation left it. */
    void count(Row row) {
        String error = row.getAs("error");
        if (error == null) {
            countDone(row);
        } else {
            countFailed(error);
        }
    }

    /** Counts an image that is done. */
    void countDone(Row row) {
        done.add(1L);
        pixels.add((long) row.<Integer>getAs("width") * row.<Integer>getAs("height"));
        Object times = row.getAs("milliseconds");
        if (times instanceof Row stages) {
            for (int i = 0; i < STAGES.size(); i++) {
                Double milliseconds = stages.getAs(STAGES.get(i));
                seconds.get(i).add(milliseconds == null ? 0 : milliseconds / 1000);
            }
        } else {
            seconds.get(STAGES.indexOf("segment")).add((Double) times / 1000);
        }
    }

    /** Counts an image that an earlier attempt of the task has done. */
    void countDoneBefore() {
        done.add(1L);
    }

    void countFailed(String error) {
        failed.add(1L);
        if (failures.value().size() < MOST_FAILURES) {
            failures.add(error);
        }
    }

    long done() {
        return done.value();
    }

    long failed() {
        return failed.value();
    }

    List<String> failures() {
        return failures.value();
    }

    /** Returns the stages' seconds of all tasks, and the pixels, in a line. */
    String times() {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < STAGES.size(); i++) {
            if (seconds.get(i).value() > 0) {
                parts.add(String.format(
                        Locale.ROOT, "%s %.1f s", STAGES.get(i), seconds.get(i).value()));
            }
        }
        return String.format(Locale.ROOT, "%.1f megapixels; ", pixels.value() / 1e6) + String.join(", ", parts);
    }
}
