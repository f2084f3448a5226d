package org.samdeblur.networks.engine;

import org.samdeblur.api.BackendOptions;

/**
 * How many threads of the processor a network runs on.
 *
 * @since 0.1.0
 */
public final class ProcessorThreads {
    private ProcessorThreads() {}

    /**
     * Returns as many as are asked for, or else as there are processors; never more than these, which is what the JVM sees of
     * them: it heeds a container's limits.
     *
     * @param options what is asked for
     * @return the number of threads, at least 1
     */
    public static int of(BackendOptions options) {
        int processors = Runtime.getRuntime().availableProcessors();
        return Math.min(options.threads().orElse(processors), processors);
    }

    /**
     * Returns as many as are asked for, or else all but one of the processors, which is left for other work; never more than
     * there are processors.
     *
     * @param options what is asked for
     * @return the number of threads, at least 1
     */
    public static int besidesOneOf(BackendOptions options) {
        int processors = Runtime.getRuntime().availableProcessors();
        return Math.min(options.threads().orElse(Math.max(processors - 1, 1)), processors);
    }
}
