package org.samdeblur.networks.engine;

import java.nio.FloatBuffer;
import java.util.Map;
import org.samdeblur.api.Tensor;

/**
 * A loaded graph. Safe for use by multiple threads. Closing is idempotent; using a closed session throws {@link
 * IllegalStateException}.
 *
 * @since 0.1.0
 */
public interface GraphSession extends AutoCloseable {
    /**
     * Runs the graph.
     *
     * @param inputs a tensor for every input of the graph, by name
     * @return the outputs by name
     * @throws org.samdeblur.api.BackendException if the runtime fails, for example because the sizes do not fit the graph
     */
    Map<String, Tensor> run(Map<String, Tensor> inputs);

    /**
     * Runs the graph and writes the outputs into the given buffers. Meant for many runs with inputs of the same shapes:
     * the runtime may keep its working memory until the session is closed.
     *
     * @param inputs a tensor for every input of the graph, by name
     * @param outputs for every output of the graph, by name, a direct buffer in native byte order with as many
     *     remaining values as the output has; its position is not changed
     * @throws org.samdeblur.api.BackendException if the runtime fails, for example because the sizes do not fit the
     *     graph
     */
    default void run(Map<String, Tensor> inputs, Map<String, FloatBuffer> outputs) {
        run(inputs).forEach((name, value) -> outputs.get(name).duplicate().put(value.data()));
    }

    /** Waits for runs in progress, then releases the graph. */
    @Override
    void close();
}
