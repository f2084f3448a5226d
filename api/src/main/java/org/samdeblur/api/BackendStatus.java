package org.samdeblur.api;

import java.util.List;
import java.util.Optional;

/**
 * What a backend can do on this machine.
 *
 * @param runtime the runtime and its version, such as {@code ONNX Runtime 1.29.0}
 * @param devices the devices it can run on, best first; empty if it is not available
 * @param problem why the backend, or a device one might expect, is not available, and what to do
 */
public record BackendStatus(String runtime, List<Device> devices, Optional<String> problem) {
    /**
     * Copies the list.
     *
     * @param runtime the runtime and its version, such as {@code ONNX Runtime 1.29.0}
     * @param devices the devices it can run on, best first; empty if it is not available
     * @param problem why the backend, or a device one might expect, is not available, and what to do
     */
    public BackendStatus {
        devices = List.copyOf(devices);
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
     * Tells whether networks can run.
     *
     * @return true if there is a device
     */
    public boolean isAvailable() {
        return !devices.isEmpty();
    }
}
