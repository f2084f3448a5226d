package org.samdeblur.networks.engine;

import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.Device;
import org.samdeblur.api.Precision;
import org.samdeblur.networks.graph.Graph;

/**
 * A runtime on a device that runs graphs. May be used by multiple threads at once; closing is idempotent.
 *
 * @since 0.1.0
 */
public interface GraphEngine extends AutoCloseable {
    /**
     * Returns the device graphs really run on.
     *
     * @return never {@link Device#auto()}
     */
    Device device();

    /**
     * Returns why the device is not the best one might expect.
     *
     * @return the reason, if the choice was left to the engine and it fell back
     */
    Optional<String> deviceNote();

    /**
     * Returns what graphs are really computed in. Inputs and outputs are 32-bit floats in any case.
     *
     * @return never {@link Precision#AUTO}; 32-bit floats by default
     */
    default Precision precision() {
        return Precision.FLOAT32;
    }

    /**
     * Loads a graph. Its constants may be mapped from a file. An engine that reads them after this has returned keeps the
     * graph until the session is closed: nobody else does.
     *
     * @param graph the graph
     * @param axes sizes for axes that the graph names but does not fix; may be empty. A session whose axes are all known
     *     can plan its memory
     * @return the loaded graph, owned by the caller
     * @throws org.samdeblur.api.InvalidModelException if the runtime does not take the graph
     */
    GraphSession load(Graph graph, Map<String, Integer> axes);

    /** Releases the runtime's resources. */
    @Override
    void close();
}
