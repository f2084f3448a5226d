package org.samdeblur.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The resident memory of this process as Linux counts it: Java's heap, native memory, mapped files; and its threads. */
final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int KILOBYTES_IN_MEGABYTE = 1024;

    private ProcessMemory() {}

    /** Returns what is resident now, in megabytes. */
    static long resident() throws IOException {
        return megabytes("VmRSS:");
    }

    /** Returns the most that has been resident since the process began, in megabytes. */
    static long peak() throws IOException {
        return megabytes("VmHWM:");
    }

    /** Returns how much of what is resident now belongs to no file, in megabytes. */
    static long anonymous() throws IOException {
        return megabytes("RssAnon:");
    }

    /** Returns how many threads there are now, Java's and native ones. */
    static long threads() throws IOException {
        return read("Threads:");
    }

    private static long megabytes(String key) throws IOException {
        return read(key) / KILOBYTES_IN_MEGABYTE;
    }

    private static long read(String key) throws IOException {
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith(key)) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException(STATUS + " has no " + key);
    }
}
