package org.samdeblur.examples.bench;

/** The time this process has spent on processors, all its threads together. */
final class ProcessorTime {
    private ProcessorTime() {}

    /** Returns nanoseconds since the process began. */
    static long nanoseconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }
}
