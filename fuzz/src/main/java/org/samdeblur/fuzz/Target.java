package org.samdeblur.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A reader of the library, with files to begin with. */
interface Target extends AutoCloseable {
    int HEAP_MEGABYTES = 512;
    int PROCESS_MEGABYTES = 2_048;

    /** Returns the name by which it is chosen. */
    String name();

    /** Returns the heap that must be enough for its inputs, which are small, in MiB. */
    default int heapMegabytes() {
        return HEAP_MEGABYTES;
    }

    /** Returns the memory that its process may take in all, in MiB. */
    default int processMegabytes() {
        return PROCESS_MEGABYTES;
    }

    /** Returns the names of files that the reader's documentation says it leaves in a folder it has read. */
    default Set<String> leaves() {
        return Set.of();
    }

    /**
     * Collects the files to begin with. Called once, in the process that reads.
     *
     * @param sources where files are
     * @return at least one sample, in an order that does not change
     */
    List<Sample> samples(Sources sources) throws IOException;

    /**
     * Reads a file or folder to the end.
     *
     * @throws org.samdeblur.api.SamDeblurException if the input is invalid; any other exception is a fault
     */
    void read(Path input) throws Exception;

    @Override
    default void close() {}
}
