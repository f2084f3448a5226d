package org.samdeblur.networks;

import java.util.Map;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.engine.ImageNetwork;

/**
 * A graph of one input and one output that is loaded into an engine. Owns the session.
 *
 * @param session the loaded graph
 * @param input the name of its input
 * @param output the name of its output
 */
record GraphNetwork(GraphSession session, String input, String output) implements ImageNetwork {
    @Override
    public Tensor run(Tensor batch) {
        return session.run(Map.of(input, batch)).get(output);
    }

    @Override
    public void close() {
        session.close();
    }
}
