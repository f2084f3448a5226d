package org.samdeblur.networks.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Value.Axis;

class GraphBuilderTest {
    private static final Axis[] IMAGE = {Axis.fixed(1), Axis.fixed(3), Axis.any("height"), Axis.any("width")};

    private final GraphBuilder g = new GraphBuilder("test");
    private final String image = g.input("image", IMAGE);

    @Test
    void theOutputTakesItsNameFromTheValueItStandsFor() {
        String features = g.relu(image);
        g.output("sharp", g.add(features, features), IMAGE);
        Graph graph = g.build();
        assertEquals(
                List.of(
                        new Node("Relu", "Relu", List.of("image"), List.of("Relu"), Map.of()),
                        new Node("Add", "Add", List.of("Relu", "Relu"), List.of("sharp"), Map.of())),
                graph.nodes());
        assertEquals(List.of(new Value("sharp", ElementType.FLOAT, List.of(IMAGE))), graph.outputs());
    }

    @Test
    void aValueMayBeReadAfterItWasMadeAnOutput() {
        String features = g.relu(image);
        g.output("features", features, IMAGE);
        g.output("again", features, IMAGE);
        g.output("sharp", g.sigmoid(features), IMAGE);
        List<Node> nodes = g.build().nodes();
        assertEquals(List.of("features"), nodes.get(0).outputs());
        assertEquals(List.of("features"), nodes.get(1).inputs());
        assertEquals(List.of("features"), nodes.get(2).inputs());
    }

    @Test
    void anInputMayBeAnOutput() {
        g.output("same", image, IMAGE);
        assertEquals(
                List.of(new Node("Identity", "Identity", List.of("image"), List.of("same"), Map.of())),
                g.build().nodes());
    }

    @Test
    void namesTellThePartOfTheNetwork() {
        GraphBuilder block = g.under("encoders.0").under("1");
        assertEquals("encoders.0.1/Relu", block.relu(image));
        assertEquals("encoders.0.1/Relu_2", block.relu(image));
        assertEquals(List.of("Split:0", "Split:1"), g.chunk(image, 1, 2));
    }

    @Test
    void equalConstantsBecomeOne() {
        assertEquals(g.longs(0, 1), g.under("elsewhere").longs(0, 1));
        assertEquals(g.scalar(0.5f), g.scalar(0.5f));
    }

    @Test
    void oneNameStandsForOneWeight() {
        Constant one = Constant.of(Tensor.of(new float[] {1}, 1));
        assertEquals("beta", g.weight("beta", one));
        assertEquals("beta", g.weight("beta", one));
        assertThrows(IllegalArgumentException.class, () -> g.weight("beta", Constant.ofScalar(1)));
        assertThrows(IllegalArgumentException.class, () -> g.weight("image", one));
    }

    @Test
    void unknownValuesAndAGraphWithoutOutputsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> g.relu("nowhere"));
        assertThrows(IllegalArgumentException.class, () -> g.output("sharp", "nowhere", IMAGE));
        assertThrows(IllegalArgumentException.class, g::build);
    }

    @Test
    void aConvolutionTellsItsKernelsSize() {
        String weight = g.weight("weight", Constant.of(Tensor.zeros(6, 1, 3, 3)));
        g.output("features", g.conv(image, weight, GraphBuilder.NONE, 1, 1, 3), IMAGE);
        assertEquals(
                Map.of(
                        "kernel_shape", Attribute.ofLongs(3, 3),
                        "strides", Attribute.ofLongs(1, 1),
                        "pads", Attribute.ofLongs(1, 1, 1, 1),
                        "group", Attribute.of(3)),
                g.build().nodes().get(0).attributes());
    }
}
