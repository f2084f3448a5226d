package org.samdeblur.api;

import java.util.Optional;

/**
 * Makes a backend known. Implementations are found as services ({@code provides … with} or {@code META-INF/services}),
 * have a public constructor without arguments (or a static {@code provider()} method), and must be cheap to construct:
 * native libraries load in {@link #status()} or later.
 *
 * @since 0.1.0
 */
public interface BackendProvider {
    /**
     * Returns the name users choose the backend by.
     *
     * @return lower-case letters, digits and hyphens, such as {@code onnx}
     */
    String name();

    /**
     * Returns the rank among available backends.
     *
     * @return higher is chosen first; the project's own use 100 (onnx), 50 (djl), 40 (tensorflow), 30 (openvino)
     */
    int priority();

    /**
     * Returns the rank among available backends where networks run on the processor: if the processor is asked for, or if the device is
     * left open and the backend of the highest {@link #priority} has no other.
     *
     * @return higher is chosen first; the priority by default
     */
    default int processorPriority() {
        return priority();
    }

    /**
     * Finds out what the backend can do here. May load native libraries; does not throw for want of them.
     *
     * @return the status
     */
    BackendStatus status();

    /**
     * Returns whether the backend can load a kind of model. Loads neither the model nor a native library.
     *
     * @param model the model
     * @return false only if loading it is bound to fail
     */
    boolean supports(ModelSource model);

    /**
     * Says why the backend cannot load a model. The reason is shown where no backend is found for it.
     *
     * @param model the model
     * @return one line, empty if and only if the backend {@link #supports} the model
     */
    default Optional<String> objection(ModelSource model) {
        return supports(model) ? Optional.empty() : Optional.of("does not take models like " + model);
    }

    /**
     * Opens the backend.
     *
     * @param options device, threads and precision
     * @return the open backend, owned by the caller
     * @throws DeviceUnavailableException if a device asked for by name is not available
     * @throws BackendException if the runtime cannot be loaded, or does not have the precision
     */
    Backend open(BackendOptions options);
}
