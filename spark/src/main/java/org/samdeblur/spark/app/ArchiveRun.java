package org.samdeblur.spark.app;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.spark.archive.Archive;
import org.samdeblur.spark.archive.ArchiveImage;
import org.samdeblur.spark.archive.Chunks;
import org.samdeblur.spark.archive.Job;
import org.samdeblur.spark.archive.OutputFolder;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/** Finds images, has the rest of them done, and reports. */
final class ArchiveRun {
    private final CommandLine line;
    private final RunOptions options;
    private final String participle;

    /**
     * Prepares a run.
     *
     * @param line where reports go
     * @param options what is worked on
     * @param participle what has happened to images that went well
     */
    ArchiveRun(CommandLine line, RunOptions options, String participle) {
        this.line = line;
        this.options = options;
        this.participle = participle;
    }

    /**
     * Runs.
     *
     * @param naming names the file of an image
     * @param operation what is done with images
     * @param content makes the file of a row
     * @return the exit code
     */
    int run(Function<ArchiveImage, String> naming, UnaryOperator<Dataset<Row>> operation, FileRun.Content content) {
        try (Session session = Session.open(participle)) {
            Archive archive = Archive.of(options.inputs(), Optional.of(options.folder()), session.hadoop());
            if (archive.images().isEmpty()) {
                throw new SamDeblurException("there are no images in " + String.join(", ", options.inputs()));
            }
            Tally tally = new Tally(session.spark().sparkContext());
            int done = options.output().isPresent()
                    ? files(archive, naming, operation, content, tally, session)
                    : table(archive, operation, tally, session);
            return report(tally, archive.images().size() - done, archive.others());
        }
    }

    /** Returns how many images are worked on. */
    private int files(
            Archive archive,
            Function<ArchiveImage, String> naming,
            UnaryOperator<Dataset<Row>> operation,
            FileRun.Content content,
            Tally tally,
            Session session) {
        OutputFolder folder = OutputFolder.of(options.folder(), session.hadoop());
        List<Job> jobs = folder.jobs(archive.images(), naming, options.existing(), session.hadoop());
        if (!jobs.isEmpty()) {
            List<List<Job>> chunks = Chunks.of(jobs, session.context().defaultParallelism(), options.imagesPerTask());
            new FileRun(folder, options.existing(), content, tally, session.hadoop()).run(chunks, operation, session);
        }
        return jobs.size();
    }

    private int table(Archive archive, UnaryOperator<Dataset<Row>> operation, Tally tally, Session session) {
        TableRun run = new TableRun(options.folder(), options.existing(), tally, session.hadoop());
        List<ArchiveImage> remaining = run.remaining(archive.images(), session);
        run.run(remaining, options, operation, session);
        return remaining.size();
    }

    private int report(Tally tally, int skipped, int others) {
        tally.failures().forEach(failure -> line.getErr().println(Main.oneLine(failure)));
        long untold = tally.failed() - tally.failures().size();
        if (untold > 0) {
            line.getErr().println(Main.oneLine("and " + untold + " more failed"));
        }
        line.getOut()
                .println(tally.done() + " " + participle + ", " + skipped + " skipped, " + tally.failed() + " failed"
                        + (others == 0 ? "" : ", " + others + " ignored"));
        if (tally.done() > 0) {
            line.getOut().println(tally.times());
        }
        return tally.failed() > 0 ? ExitCode.SOFTWARE : ExitCode.OK;
    }
}
