package org.samdeblur.networks.engine;

import java.util.Map;
import org.samdeblur.api.Tensor;

/**
 * A loaded graph. May be used by many threads at once; closing is idempotent, and using a closed session is an
 * {@link IllegalStateException}.
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

    /** Releases the graph. Waits for runs that are under way. */
    @Override
    void close();
}
