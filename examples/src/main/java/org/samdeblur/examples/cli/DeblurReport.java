package org.samdeblur.examples.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.samdeblur.api.Stage;

/** What {@code deblur} tells of its outcomes: a line each, or one JSON object for all. */
final class DeblurReport {
    private final List<Outcome> outcomes = new ArrayList<>();

    void add(Outcome outcome) {
        outcomes.add(outcome);
    }

    boolean hasFailures() {
        return count(Outcome.Failed.class) > 0;
    }

    private long count(Class<? extends Outcome> kind) {
        return outcomes.stream().filter(kind::isInstance).count();
    }

    /** Returns the line for an outcome that is no failure. */
    static String line(Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            Outcome.Runner runner = done.runner();
            return String.format(
                    Locale.ROOT,
                    "%s -> %s (%s with %s on %s, %d masks, %.1f s)",
                    done.job().input(),
                    outputs(done.job()),
                    runner.model(),
                    runner.backend(),
                    runner.device(),
                    done.restoration().masks(),
                    done.restoration().total().toMillis() / 1000.0);
        }
        return outputs(outcome.job()) + " is there already, skipped (--overwrite replaces it)";
    }

    private static String outputs(Job job) {
        return String.join(" and ", job.outputs().stream().map(Path::toString).toList());
    }

    String summary() {
        return count(Outcome.Done.class) + " deblurred, " + count(Outcome.Skipped.class) + " skipped, "
                + count(Outcome.Failed.class) + " failed";
    }

    Map<String, Object> json(boolean single) {
        if (single) {
            return json(outcomes.get(0));
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("deblurred", count(Outcome.Done.class));
        all.put("skipped", count(Outcome.Skipped.class));
        all.put("failed", count(Outcome.Failed.class));
        all.put("files", outcomes.stream().map(DeblurReport::json).toList());
        return all;
    }

    private static Map<String, Object> json(Outcome outcome) {
        Map<String, Object> object = new LinkedHashMap<>();
        Job job = outcome.job();
        object.put("input", job.input().toString());
        job.image().ifPresent(file -> object.put("output", file.toString()));
        job.tensor().ifPresent(file -> object.put("outputNpy", file.toString()));
        if (outcome instanceof Outcome.Done done) {
            object.put("model", done.runner().model());
            object.put("architecture", done.runner().architecture());
            object.put("backend", done.runner().backend());
            object.put("device", done.runner().device());
            done.restoration().deviceNote().ifPresent(note -> object.put("deviceNote", note));
            object.put("masks", done.restoration().masks());
            object.put("milliseconds", milliseconds(done.restoration()));
        } else if (outcome instanceof Outcome.Failed failed) {
            object.put("error", failed.problem());
        } else {
            object.put("skipped", true);
        }
        return object;
    }

    private static Map<String, Object> milliseconds(Restoration restoration) {
        Map<String, Object> times = new LinkedHashMap<>();
        for (Stage stage : Stage.values()) {
            Duration time = restoration.times().get(stage);
            if (time != null) {
                times.put(stage.name().toLowerCase(Locale.ROOT), milliseconds(time));
            }
        }
        times.put("total", milliseconds(restoration.total()));
        return times;
    }

    private static double milliseconds(Duration time) {
        return Math.round(time.toNanos() / 1e4) / 100.0;
    }
}
