package org.samdeblur.networks.graph.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Operand;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;

class NamedAxesTest {
    @Test
    void axesOfOneLengthHaveOneName() {
        GraphBuilder graph = new GraphBuilder("halves");
        Operand image = graph.operand(
                graph.input("input", Axis.any("batch"), Axis.fixed(3), Axis.any("height"), Axis.any("width")));
        Operand half = image.averagePool(2);
        Operand other = image.everyNth(2, 0, 2).everyNth(3, 1, 2);
        Operand whole = half.add(other).resizeNearest(2);
        graph.output("output", whole.name(), Axis.any("batch"), Axis.fixed(3), Axis.any("height"), Axis.any("width"));

        Map<String, List<Axis>> shapes = shapes(graph.build());

        assertEquals(shapes.get(half.name()), shapes.get(other.name()));
        assertEquals(
                List.of(Axis.any("batch"), Axis.fixed(3), Axis.any("height"), Axis.any("width")), shapes.get("output"));
    }

    private static Map<String, List<Axis>> shapes(Graph graph) {
        return NamedAxes.of(graph).stream().collect(Collectors.toMap(Value::name, Value::shape));
    }
}
