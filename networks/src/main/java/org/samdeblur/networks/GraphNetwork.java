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
 * @param limit how much memory it may take
 */
record GraphNetwork(GraphSession session, String input, String output, MemoryLimit limit) implements ImageNetwork {
    @Override
    public Tensor run(Tensor batch) {
        limit.requireRoom(batch);
        return session.run(Map.of(input, batch)).get(output);
    }

    @Override
    public void close() {
        session.close();
    }
}
