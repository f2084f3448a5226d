package org.samdeblur.api;

import java.util.OptionalInt;

/**
 * How a backend is to be opened.
 *
 * @param device where networks shall run
 * @param threads threads of the processor that one network may use; the runtime's default if empty
 */
public record BackendOptions(Device device, OptionalInt threads) {
    /** The best device, the runtime's default number of threads. */
    public static final BackendOptions DEFAULT = new BackendOptions(Device.auto(), OptionalInt.empty());

    /**
     * Checks the number of threads.
     *
     * @param device where networks shall run
     * @param threads threads of the processor that one network may use; the runtime's default if empty
     * @throws IllegalArgumentException if it is below 1
     */
    public BackendOptions {
        if (threads.isPresent() && threads.getAsInt() < 1) {
            throw new IllegalArgumentException("a network cannot use " + threads.getAsInt() + " threads");
        }
    }
}
