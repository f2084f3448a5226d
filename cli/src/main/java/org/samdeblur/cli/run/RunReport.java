package org.samdeblur.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.samdeblur.api.text.Printable;
import org.samdeblur.cli.console.Errors;
import org.samdeblur.cli.console.Json;
import org.samdeblur.cli.files.Existing;
import org.samdeblur.evaluation.data.IgnoredFiles;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/** Reports outcomes and a summary, as lines or as one JSON object. */
public final class RunReport {
    private final CommandLine line;
    private final Form form;
    private final String participle;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Path> ignored = new ArrayList<>();

    /** The form of the report. */
    public enum Form {
        /** A line for every job, for people. */
        LINES,
        /** One JSON object at the end, for programs. */
        JSON
    }

    /**
     * Creates a report.
     *
     * @param line the command that prints it
     * @param form its form
     * @param participle describes successful inputs, such as {@code deblurred}
     */
    public RunReport(CommandLine line, Form form, String participle) {
        this.line = line;
        this.form = form;
        this.participle = participle;
    }

    /**
     * Reports files whose names are not those of images.
     *
     * @param files the files of each folder that are not images
     */
    void passOver(Map<Path, List<Path>> files) {
        files.forEach((folder, others) -> {
            ignored.addAll(others);
            line.getErr().println(Errors.oneLine(IgnoredFiles.describe(folder, others)));
        });
    }

    /** Reports failures immediately, and other outcomes if the form is lines. */
    void tell(Outcome outcome) {
        outcomes.add(outcome);
        if (outcome instanceof Outcome.Failed failed) {
            if (Errors.wantsTrace(line)) {
                failed.cause().printStackTrace(line.getErr());
            }
            line.getErr().println(Errors.oneLine(failed.problem()));
        } else if (form == Form.LINES) {
            line.getOut().println(Printable.line(lineOf(outcome)));
        }
    }

    private static String lineOf(Outcome outcome) {
        Job job = outcome.job();
        return outcome instanceof Outcome.Done done
                ? job.input() + " -> " + names(job) + " (" + done.result().summary() + ")"
                : Existing.skipped(job.outputs());
    }

    private static String names(Job job) {
        return job.outputs().stream().map(Path::toString).collect(Collectors.joining(" and "));
    }

    /**
     * Ends the report of a single job.
     *
     * @return the exit code
     */
    public int concludeSingle() {
        if (form == Form.JSON) {
            line.getOut().println(Json.of(json(outcomes.get(0))));
        }
        return exitCode();
    }

    /**
     * Prints the summary.
     *
     * @return the exit code
     */
    public int conclude() {
        line.getOut().println(form == Form.JSON ? Json.of(json()) : summary());
        return exitCode();
    }

    private String summary() {
        return count(Outcome.Done.class) + " " + participle + ", " + count(Outcome.Skipped.class) + " skipped, "
                + count(Outcome.Failed.class) + " failed"
                + (ignored.isEmpty() ? "" : ", " + ignored.size() + " ignored");
    }

    private long count(Class<? extends Outcome> kind) {
        return outcomes.stream().filter(kind::isInstance).count();
    }

    private int exitCode() {
        return count(Outcome.Failed.class) > 0 ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private Map<String, Object> json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(participle, count(Outcome.Done.class));
        all.put("skipped", count(Outcome.Skipped.class));
        all.put("failed", count(Outcome.Failed.class));
        all.put("ignored", ignored.stream().map(Path::toString).toList());
        all.put("files", outcomes.stream().map(RunReport::json).toList());
        return all;
    }

    private static Map<String, Object> json(Outcome outcome) {
        Map<String, Object> object = new LinkedHashMap<>();
        Job job = outcome.job();
        object.put("input", job.input().toString());
        job.result().ifPresent(file -> object.put("output", file.toString()));
        job.tensor().ifPresent(file -> object.put("outputNpy", file.toString()));
        if (outcome instanceof Outcome.Done done) {
            object.putAll(done.result().facts());
        } else if (outcome instanceof Outcome.Failed failed) {
            object.put("error", failed.problem());
        } else {
            object.put("skipped", true);
        }
        return object;
    }
}
