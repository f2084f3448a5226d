package org.samdeblur.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A reader, given by the files that it begins with and by what it does with an input.
 */
record Reader(
        String name, int heapMegabytes, int processMegabytes, Set<String> leaves, Collector collector, Reading reading)
        implements Target {
    /** Collects the files to begin with. */
    interface Collector {
        List<Sample> samples(Sources sources) throws IOException;
    }

    /** Reads a file or folder. */
    interface Reading {
        void read(Path input) throws Exception;
    }

    static Reader of(String name, Collector collector, Reading reading) {
        return new Reader(name, Target.HEAP_MEGABYTES, Target.PROCESS_MEGABYTES, Set.of(), collector, reading);
    }

    /** Begins with files of the sources. */
    static Reader ofSuffixes(String name, List<String> suffixes, Reading reading) {
        return of(name, sources -> sources.ofSuffix(suffixes.toArray(String[]::new)), reading);
    }

    Reader withMemory(int heap, int process) {
        return new Reader(name, heap, process, leaves, collector, reading);
    }

    Reader leaving(String file) {
        return new Reader(name, heapMegabytes, processMegabytes, Set.of(file), collector, reading);
    }

    @Override
    public List<Sample> samples(Sources sources) throws IOException {
        return collector.samples(sources);
    }

    @Override
    public void read(Path input) throws Exception {
        reading.read(input);
    }
}
