package org.samdeblur.cli.run;

import java.util.List;
import org.samdeblur.cli.console.ProgressDisplay;

/** Works jobs off one after the other; a bad file does not keep the others from their turn. */
public final class JobRun<I> {
    private final Work<I> work;
    private final ProgressDisplay display;
    private boolean prepared;

    /**
     * Prepares to do work.
     *
     * @param work what is done for a job
     * @param display shows progress
     */
    public JobRun(Work<I> work, ProgressDisplay display) {
        this.work = work;
        this.display = display;
    }

    /**
     * Does all jobs, one after the other; one that fails does not stop the others.
     *
     * @param planned the jobs, and what is left out
     * @param report hears of every outcome
     */
    public void run(Jobs planned, RunReport report) {
        report.passOver(planned.notTaken());
        List<Job> jobs = planned.all();
        for (int i = 0; i < jobs.size(); i++) {
            String name = jobs.get(i).input().getFileName().toString();
            Outcome outcome = run(jobs.get(i), jobs.size() == 1 ? name : (i + 1) + "/" + jobs.size() + " " + name);
            display.clear();
            report.tell(outcome);
        }
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
        if (!prepared) {
            work.prepare();
            prepared = true;
        }
        try {
            return new Outcome.Done(job, work.perform(input, job, display.of(title)));
        } catch (RuntimeException | OutOfMemoryError e) {
            return new Outcome.Failed(job, e);
        }
    }
}
