package org.samdeblur.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a backend can do on this machine. Immutable.
 *
 * @since 0.1.0
 */
public final class BackendStatus {
    private final String runtime;
    private final List<Device> devices;
    private final Optional<String> problem;

    private BackendStatus(String runtime, List<Device> devices, Optional<String> problem) {
        this.runtime = Objects.requireNonNull(runtime, "runtime");
        this.devices = List.copyOf(devices);
        this.problem = problem;
    }

    /**
     * Describes a backend that works.
     *
     * @param runtime the runtime and its version
     * @param devices the devices, best first, at least one
     * @return the status
     */
    public static BackendStatus available(String runtime, List<Device> devices) {
        return new BackendStatus(runtime, devices, Optional.empty());
    }

    /**
     * Describes a backend that does not work.
     *
     * @param runtime the runtime and its version, as far as known
     * @param problem why, and what to do
     * @return the status
     */
    public static BackendStatus unavailable(String runtime, String problem) {
        return new BackendStatus(runtime, List.of(), Optional.of(problem));
    }

    /**
     * Returns this status with a problem, such as an expected device that is not available.
     *
     * @param text what the problem is, and what to do
     * @return the status
     */
    public BackendStatus withProblem(String text) {
        return new BackendStatus(runtime, devices, Optional.of(text));
    }

    /**
     * Returns the runtime and its version.
     *
     * @return such as {@code ONNX Runtime 1.29.0}
     */
    public String runtime() {
        return runtime;
    }

    /**
     * Returns the devices that the backend can run on.
     *
     * @return best first; empty if it is not available
     */
    public List<Device> devices() {
        return devices;
    }

    /**
     * Returns why the backend, or an expected device, is not available, and what to do.
     *
     * @return the problem, if there is one
     */
    public Optional<String> problem() {
        return problem;
    }

    /**
     * Returns whether networks can run.
     *
     * @return true if there is a device
     */
    public boolean isAvailable() {
        return !devices.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BackendStatus that
                && runtime.equals(that.runtime)
                && devices.equals(that.devices)
                && problem.equals(that.problem);
    }

    @Override
    public int hashCode() {
        return Objects.hash(runtime, devices, problem);
    }

    @Override
    public String toString() {
        return "BackendStatus[" + runtime + ", " + devices
                + problem.map(text -> ", " + text).orElse("") + "]";
    }
}
