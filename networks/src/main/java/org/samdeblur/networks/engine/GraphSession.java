package org.samdeblur.networks.engine;

import java.nio.FloatBuffer;
import java.util.Map;
import org.samdeblur.api.Tensor;

/**
 * A loaded graph. May be used by multiple threads at once; closing is idempotent, and using a closed session is an
 * {@link IllegalStateException}.
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
     * Runs the graph as one of many runs alike, writing what it makes into memory that is there already. The runtime may keep
     * what working memory it takes until the session is closed.
     *
     * @param inputs a tensor for every input of the graph, by name
     * @param outputs for every output of the graph, by name, a direct buffer in native byte order, whose remaining values are
     *     as many as the output has; its position stays
     * @throws org.samdeblur.api.BackendException if the runtime fails, for example because the sizes do not fit the graph
     */
    default void run(Map<String, Tensor> inputs, Map<String, FloatBuffer> outputs) {
        run(inputs).forEach((name, value) -> outputs.get(name).duplicate().put(value.data()));
    }

    /** Releases the graph. Waits for runs that are under way. */
    @Override
    void close();
}
