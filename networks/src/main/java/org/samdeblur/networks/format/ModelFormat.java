package org.samdeblur.networks.format;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file format of networks, such as TorchScript. The library's own are listed in {@link StandardFormat}; others are
 * found as services ({@code provides … with} or {@code META-INF/services}) and have a public constructor without
 * arguments. Stateless; safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public interface ModelFormat {
    /**
     * Returns the term for a model of this format in messages.
     *
     * @return a noun with its article, such as {@code a TorchScript file}
     */
    String description();

    /**
     * Returns whether a file or folder is in this format, by its content. Loads no runtime and throws no exception.
     *
     * @param path the file or folder, which need not exist
     * @return whether a reader of this format should be tried; also true for a damaged model of the format
     */
    boolean recognises(Path path);

    /**
     * Returns the backend that this format requires.
     *
     * @return the backend; empty if the library reads the format as a graph, which every backend runs
     */
    default Optional<RequiredBackend> requiredBackend() {
        return Optional.empty();
    }

    /**
     * A backend that a format requires.
     *
     * @param name its name, such as {@code djl}
     * @param artifact its artifact, as {@code group:artifact}
     */
    record RequiredBackend(String name, String artifact) {}
}
