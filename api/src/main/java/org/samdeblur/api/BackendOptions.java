package org.samdeblur.api;

import java.io.Serializable;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * How a backend is to be opened.
 *
 * @param device where networks shall run
 * @param threads threads of the processor that one network may use; the runtime's default if empty
 */
public record BackendOptions(Device device, OptionalInt threads) implements Serializable {
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
        Objects.requireNonNull(device, "device");
        if (threads.isPresent() && threads.getAsInt() < 1) {
            throw new IllegalArgumentException("a network cannot use " + threads.getAsInt() + " threads");
        }
    }

    /**
     * Returns these options for another device.
     *
     * @param other the device
     * @return the options
     */
    public BackendOptions withDevice(Device other) {
        return new BackendOptions(other, threads);
    }

    /**
     * Returns these options with a limit for threads of the processor.
     *
     * @param count at least 1
     * @return the options
     * @throws IllegalArgumentException if the count is below 1
     */
    public BackendOptions withThreads(int count) {
        return new BackendOptions(device, OptionalInt.of(count));
    }

    private Object writeReplace() {
        return new Serialized(device, threads.isPresent() ? threads.getAsInt() : null);
    }

    /** The same with null for what is empty, as {@code OptionalInt} cannot be serialized. */
    private record Serialized(Device device, Integer threads) implements Serializable {
        private static final long serialVersionUID = 1;

        private Object readResolve() {
            return new BackendOptions(device, threads == null ? OptionalInt.empty() : OptionalInt.of(threads));
        }
    }
}
