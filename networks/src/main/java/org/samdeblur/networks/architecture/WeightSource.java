package org.samdeblur.networks.architecture;

import java.util.List;
import org.samdeblur.networks.graph.Constant;

/** Provides the weights of a network while it is written as a graph. */
interface WeightSource {
    /**
     * Returns a weight.
     *
     * @param name its full name
     * @param shape its shape in the network
     * @param initial its initial values before training
     * @return the weight, in that shape
     * @throws org.samdeblur.api.InvalidModelException if it is missing or has another shape
     */
    Constant weight(String name, List<Integer> shape, Initial initial);

    /** Accepts a weight that the network does not use. The source may lack it. */
    void ignore(String name);
}
