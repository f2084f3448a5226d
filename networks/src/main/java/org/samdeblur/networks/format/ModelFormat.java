package org.samdeblur.networks.format;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A form that networks come in on disk, such as TorchScript. The library's own are listed in {@link StandardFormat}; others are
 * found as services ({@code provides … with} or {@code META-INF/services}) and have a public constructor without arguments.
 * Stateless and safe for many threads.
 *
 * @since 0.1.0
 */
public interface ModelFormat {
    /**
     * Returns what messages call a model of this format.
     *
     * @return a noun with its article, such as {@code a TorchScript file}
     */
    String description();

    /**
     * Returns whether a file or folder is in this format, by its content. Loads no runtime and throws nothing.
     *
     * @param path the file or folder, which need not exist
     * @return whether a reader of this format is the one to try; a damaged model of the format counts as one
     */
    boolean recognises(Path path);

    /**
     * Returns the only backend that runs models of this format.
     *
     * @return the backend, empty if the library reads the format as a graph, which every backend runs
     */
    default Optional<RequiredBackend> requiredBackend() {
        return Optional.empty();
    }

    /**
     * A backend that may have to be added.
     *
     * @param name its name, such as {@code djl}
     * @param artifact what has it, as {@code group:artifact}
     */
    record RequiredBackend(String name, String artifact) {}
}
