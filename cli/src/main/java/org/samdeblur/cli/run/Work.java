package org.samdeblur.cli.run;

import java.nio.file.Path;
import org.samdeblur.api.Progress;

/**
 * The work of a command on each of its files, several at a time.
 *
 * @param <I> an input, read and checked
 */
public interface Work<I> extends AutoCloseable {
    /**
     * Reads an input. A failure concerns this input only.
     *
     * @param file the input's file
     * @return the input
     */
    I read(Path file);

    /** Loads what all inputs need. Called once, after the first input has been read. A failure ends the run. */
    void prepare();

    /**
     * Computes and writes the outputs of a job.
     *
     * @param input the input
     * @param job the job
     * @param progress receives progress
     * @return the result, for the report
     */
    Result perform(I input, Job job, Progress progress);

    @Override
    void close();
}
