package org.samdeblur.cli.run;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.samdeblur.api.Batch;
import org.samdeblur.api.BatchItem;
import org.samdeblur.cli.console.ProgressDisplay;

/** Runs jobs, several at a time. A job that fails does not stop the others. */
public final class JobRun<I> {
    private final Work<I> work;
    private final ProgressDisplay display;
    private final Batch batch;
    private boolean prepared;

    /**
     * Prepares a run.
     *
     * @param work the work of a job
     * @param display shows progress
     * @param batch the number of jobs at a time
     */
    public JobRun(Work<I> work, ProgressDisplay display, Batch batch) {
        this.work = work;
        this.display = display;
        this.batch = batch;
    }

    /**
     * Runs all jobs. Outcomes are reported in the order of the jobs.
     *
     * @param planned the jobs, and the files that are skipped
     * @param report receives every outcome
     */
    public void run(Jobs planned, RunReport report) {
        report.passOver(planned.ignored());
        List<Job> jobs = planned.all();
        List<Integer> numbers = IntStream.range(0, jobs.size()).boxed().toList();
        try (Stream<BatchItem<Integer, Outcome>> outcomes =
                batch.run(numbers, number -> run(jobs.get(number), title(jobs, number)))) {
            outcomes.forEach(item -> {
                Outcome outcome = outcomeOf(item);
                display.clear();
                report.tell(outcome);
            });
        }
    }

    private static String title(List<Job> jobs, int number) {
        String name = jobs.get(number).input().getFileName().toString();
        return jobs.size() == 1 ? name : (number + 1) + "/" + jobs.size() + " " + name;
    }

    /** A failure before a job begins, such as loading the network, ends the run. */
    private static Outcome outcomeOf(BatchItem<Integer, Outcome> item) {
        item.failure().filter(RuntimeException.class::isInstance).ifPresent(failure -> {
            throw (RuntimeException) failure;
        });
        return item.result();
    }

    private Outcome run(Job job, String title) {
        if (job.isDone()) {
            return new Outcome.Skipped(job);
        }
        I input;
        try {
            input = work.read(job.input());
        } catch (RuntimeException | OutOfMemoryError e) {
            return new Outcome.Failed(job, e);
        }
        prepare();
        try {
            return new Outcome.Done(job, work.perform(input, job, display.of(title)));
        } catch (RuntimeException | OutOfMemoryError e) {
            return new Outcome.Failed(job, e);
        }
    }

    private synchronized void prepare() {
        if (!prepared) {
            work.prepare();
            prepared = true;
        }
    }
}
