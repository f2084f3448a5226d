package org.samdeblur.cli.run;

import java.nio.file.Path;
import org.samdeblur.api.Progress;

/**
 * What a command does with every one of its files, several at a time.
 *
 * @param <I> an input, read and checked
 */
public interface Work<I> extends AutoCloseable {
    /**
     * Reads an input. What goes wrong here is that input's fault.
     *
     * @param file the input's file
     * @return the input
     */
    I read(Path file);

    /** Loads what all inputs need. Called once, when the first good input is there; without it, no input has a chance. */
    void prepare();

    /**
     * Makes and writes what the job asks for.
     *
     * @param input the input
     * @param job the job
     * @param progress receives progress
     * @return what there is to tell of it
     */
    Result perform(I input, Job job, Progress progress);

    @Override
    void close();
}
