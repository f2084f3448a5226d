package org.samdeblur.api;

import java.util.Optional;

/**
 * The service interface of a backend. Implementations are found as services ({@code provides … with} or {@code
 * META-INF/services}), have a public constructor without arguments (or a static {@code provider()} method), and must be
 * cheap to construct: native libraries load in {@link #status()} or later.
 *
 * @since 0.1.0
 */
public interface BackendProvider {
    /**
     * Returns the name by which users choose the backend.
     *
     * @return lower-case letters, digits and hyphens, such as {@code onnx}
     */
    String name();

    /**
     * Returns the rank among available backends.
     *
     * @return higher is chosen first; this project's backends use 100 (onnx), 50 (djl), 40 (tensorflow), 30 (openvino)
     */
    int priority();

    /**
     * Returns the rank among available backends when networks run on the processor. This is the case if the processor
     * is requested, or if the device is {@link Device#auto()} and the backend of highest {@link #priority} has no other
     * device.
     *
     * @return higher is chosen first; the priority by default
     */
    default int processorPriority() {
        return priority();
    }

    /**
     * Finds out what the backend can do on this machine. May load native libraries; does not throw if they are missing.
     *
     * @return the status
     */
    BackendStatus status();

    /**
     * Returns whether the backend can load a kind of model. Loads neither the model nor a native library.
     *
     * @param model the model
     * @return false only if loading it would fail
     */
    boolean supports(ModelSource model);

    /**
     * Returns why the backend cannot load a model. The reason is part of the message if no backend can load it.
     *
     * @param model the model
     * @return one line, empty if and only if the backend {@link #supports} the model
     */
    default Optional<String> objection(ModelSource model) {
        return supports(model) ? Optional.empty() : Optional.of("does not support models like " + model);
    }

    /**
     * Opens the backend.
     *
     * @param options device, threads and precision
     * @return the open backend, owned by the caller
     * @throws DeviceUnavailableException if a device requested by name is not available
     * @throws BackendException if the runtime cannot be loaded, or does not support the precision
     */
    Backend open(BackendOptions options);
}
