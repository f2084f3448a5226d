package org.samdeblur.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The resident memory of this process as Linux counts it: Java's heap, native memory, mapped files. */
final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int KILOBYTES_IN_MEGABYTE = 1024;

    private ProcessMemory() {}

    /** Returns what is resident now, in megabytes. */
    static long resident() throws IOException {
        return read("VmRSS:");
    }

    /** Returns the most that has been resident since the process began, in megabytes. */
    static long peak() throws IOException {
        return read("VmHWM:");
    }

    private static long read(String key) throws IOException {
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith(key)) {
                return Long.parseLong(line.replaceAll("\\D", "")) / KILOBYTES_IN_MEGABYTE;
            }
        }
        throw new IOException(STATUS + " has no " + key);
    }
}
