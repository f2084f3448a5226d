package org.samdeblur.networks.engine;

import java.util.List;
import java.util.Map;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;

/**
 * A small graph that tests whether a device works.
 *
 * @since 0.1.0
 */
public final class TrialGraph {
    private TrialGraph() {}

    /**
     * Returns a graph that adds a number to itself.
     *
     * @return a graph from {@code x} to {@code y}, both {@code [1]}
     */
    public static Graph sum() {
        List<Axis> one = List.of(Axis.fixed(1));
        return new Graph(
                "sum",
                13,
                List.of(new Value("x", ElementType.FLOAT, one)),
                List.of(new Value("y", ElementType.FLOAT, one)),
                List.of(new Node("add", "Add", List.of("x", "x"), List.of("y"), Map.of())),
                Map.of(),
                Map.of());
    }
}
