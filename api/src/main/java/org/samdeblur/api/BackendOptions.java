package org.samdeblur.api;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * How a backend is opened. Immutable.
 *
 * <pre>{@code
 * BackendOptions options = BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(2);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class BackendOptions implements Serializable {
    private static final long serialVersionUID = 1;

    /** The best device, the runtime's default number of threads, 32-bit floats. */
    public static final BackendOptions DEFAULT =
            new BackendOptions(Device.auto(), OptionalInt.empty(), Precision.FLOAT32);

    private final Device device;
    private final transient OptionalInt threads;
    private final Precision precision;

    private BackendOptions(Device device, OptionalInt threads, Precision precision) {
        this.device = Objects.requireNonNull(device, "device");
        this.threads = threads;
        this.precision = Objects.requireNonNull(precision, "precision");
    }

    /**
     * Returns where networks run.
     *
     * @return the device
     */
    public Device device() {
        return device;
    }

    /**
     * Returns the maximum number of processor threads that one network uses.
     *
     * @return the limit; empty for the runtime's default
     */
    public OptionalInt threads() {
        return threads;
    }

    /**
     * Returns the precision that networks are computed in.
     *
     * @return 32-bit floats by default
     */
    public Precision precision() {
        return precision;
    }

    /**
     * Returns these options for another device.
     *
     * @param other the device
     * @return the options
     */
    public BackendOptions withDevice(Device other) {
        return new BackendOptions(other, threads, precision);
    }

    /**
     * Returns these options with a limit on processor threads.
     *
     * @param count at least 1
     * @return the options
     * @throws IllegalArgumentException if the count is below 1
     */
    public BackendOptions withThreads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a network cannot use " + count + " threads");
        }
        return new BackendOptions(device, OptionalInt.of(count), precision);
    }

    /**
     * Returns these options with another precision.
     *
     * @param value the precision; a backend that does not support it on the device fails to open
     * @return the options
     */
    public BackendOptions withPrecision(Precision value) {
        return new BackendOptions(device, threads, value);
    }

    private Object writeReplace() {
        return new Serialized(device, threads.isPresent() ? threads.getAsInt() : null, precision);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("serialized in another form");
    }

    /** The options with null for empty values, since {@code OptionalInt} cannot be serialized. */
    private record Serialized(Device device, Integer threads, Precision precision) implements Serializable {
        private static final long serialVersionUID = 1;

        private Object readResolve() {
            BackendOptions options = DEFAULT.withDevice(device).withPrecision(precision);
            return threads == null ? options : options.withThreads(threads);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BackendOptions that
                && device.equals(that.device)
                && threads.equals(that.threads)
                && precision == that.precision;
    }

    @Override
    public int hashCode() {
        return Objects.hash(device, threads, precision);
    }

    @Override
    public String toString() {
        return "BackendOptions[" + device + (threads.isPresent() ? ", " + threads.getAsInt() + " threads" : "") + ", "
                + precision + "]";
    }
}
