package org.samdeblur.networks.engine;

import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.Device;
import org.samdeblur.api.Precision;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.rewrite.ChannelNormForm;

/**
 * A runtime that runs graphs on one device. Safe for use by multiple threads. Closing is idempotent.
 *
 * @since 0.1.0
 */
public interface GraphEngine extends AutoCloseable {
    /**
     * Returns the device that graphs run on.
     *
     * @return never {@link Device#auto()}
     */
    Device device();

    /**
     * Returns why an accelerator is not used.
     *
     * @return the reason, if the request was {@link Device#auto()} and the engine fell back to the processor
     */
    Optional<String> deviceNote();

    /**
     * Returns the precision that graphs are computed in. Inputs and outputs are always 32-bit floats.
     *
     * @return never {@link Precision#AUTO}; 32-bit floats by default
     */
    default Precision precision() {
        return Precision.FLOAT32;
    }

    /**
     * Returns the form of normalisations along channels that the engine computes fastest. {@code NetworkBackend} rewrites
     * deblurring networks to that form before it loads them. The engine takes graphs of every form.
     *
     * @return by default the form that suits most runtimes
     */
    default ChannelNormForm channelNormForm() {
        return ChannelNormForm.CONVOLUTIONS;
    }

    /**
     * Loads a graph. Its constants may be mapped from a file. An engine that reads them after this method returns must
     * keep a reference to the graph until the session is closed; the caller keeps none.
     *
     * @param graph the graph
     * @param axes sizes of axes that the graph names but does not fix; may be empty. If the sizes of all axes are
     *     known, the runtime can plan its memory
     * @return the loaded graph, owned by the caller
     * @throws org.samdeblur.api.InvalidModelException if the runtime rejects the graph
     */
    GraphSession load(Graph graph, Map<String, Integer> axes);

    /** Releases the runtime's resources. */
    @Override
    void close();
}
