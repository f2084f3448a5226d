package org.samdeblur.networks.checkpoint;

import java.util.List;
import org.samdeblur.networks.graph.Constant;

/**
 * A weight that is read or converted on request. Implementations must be safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public interface LazyWeight {
    /**
     * Returns the shape without reading the weight.
     *
     * @return the sizes of its axes, outermost first
     */
    List<Integer> shape();

    /**
     * Reads the weight.
     *
     * @return its values, in the shape of {@link #shape}
     */
    Constant read();
}
