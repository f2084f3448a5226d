package org.samdeblur.cli.run;

import org.samdeblur.cli.console.Errors;

/** How a job ended. */
sealed interface Outcome {
    /**
     * Returns the job.
     *
     * @return the job
     */
    Job job();

    /**
     * The outputs are written.
     *
     * @param job the job
     * @param result the result
     */
    record Done(Job job, Result result) implements Outcome {}

    /**
     * The outputs existed.
     *
     * @param job the job
     */
    record Skipped(Job job) implements Outcome {}

    /**
     * Nothing was written.
     *
     * @param job the job
     * @param cause why
     */
    record Failed(Job job, Throwable cause) implements Outcome {
        /** Returns the reason in one line that names the input. */
        String problem() {
            String description = Errors.describe(cause);
            return description.contains(job.input().toString()) ? description : job.input() + ": " + description;
        }
    }
}
