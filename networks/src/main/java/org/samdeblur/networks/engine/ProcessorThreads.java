package org.samdeblur.networks.engine;

import org.samdeblur.api.BackendOptions;

/**
 * Determines the number of CPU threads that a network runs on.
 *
 * @since 0.1.0
 */
public final class ProcessorThreads {
    private ProcessorThreads() {}

    /**
     * Returns the requested number of threads, by default one per processor. The maximum is the number of processors
     * available to the JVM, which respects a container's limits.
     *
     * @param options the requested number of threads
     * @return the number of threads, at least 1
     */
    public static int of(BackendOptions options) {
        int processors = Runtime.getRuntime().availableProcessors();
        return Math.min(options.threads().orElse(processors), processors);
    }

    /**
     * Returns the requested number of threads, by default one less than there are processors, to leave one for other
     * work. The maximum is the number of processors.
     *
     * @param options the requested number of threads
     * @return the number of threads, at least 1
     */
    public static int besidesOneOf(BackendOptions options) {
        int processors = Runtime.getRuntime().availableProcessors();
        return Math.min(options.threads().orElse(Math.max(processors - 1, 1)), processors);
    }
}
