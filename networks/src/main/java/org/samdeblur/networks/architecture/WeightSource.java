package org.samdeblur.networks.architecture;

import java.util.List;
import org.samdeblur.networks.graph.Constant;

/** Where the weights of a network that is being written come from. */
interface WeightSource {
    /**
     * Gives a weight.
     *
     * @param name its full name
     * @param shape the shape it has in the network
     * @param initial how it begins before training
     * @return the weight, in that shape
     * @throws org.samdeblur.api.InvalidModelException if there is none, or it is of another shape
     */
    Constant weight(String name, List<Integer> shape, Initial initial);

    /** Accounts for a weight that may be there and makes no difference to what is computed. */
    void ignore(String name);
}
