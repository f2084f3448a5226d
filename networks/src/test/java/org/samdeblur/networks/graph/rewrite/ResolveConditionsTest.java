package org.samdeblur.networks.graph.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.contract.Golden;
import org.samdeblur.networks.contract.Graphs;
import org.samdeblur.networks.contract.Reference;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;

class ResolveConditionsTest {
    /** A branch that multiplies what comes from outside by a number of its own; both branches use the same names. */
    private static Graph branch(String outside, float factor) {
        return new Graph(
                "branch",
                GraphBuilder.OPSET,
                List.of(),
                List.of(Value.unranked("made", ElementType.FLOAT)),
                List.of(new Node("times", "Mul", List.of(outside, "factor"), List.of("made"), Map.of())),
                Map.of("factor", Constant.ofScalar(factor)),
                Map.of());
    }

    /** A convolution to four channels, and a branch chosen by a condition that the given action writes. */
    private interface Condition {
        String write(GraphBuilder g, String features);
    }

    private static Graph choosing(Condition condition) {
        GraphBuilder g = new GraphBuilder("choosing");
        String image = g.input("image", Graphs.ONE, Graphs.THREE, Graphs.HEIGHT, Graphs.WIDTH);
        // a name that the branches have as well
        String kernel = g.weight("factor", Graphs.weight(1, 4, 3, 3, 3));
        String features = g.relu(g.conv(image, kernel, GraphBuilder.NONE, 1, 1, 1));
        Map<String, Attribute> branches = Map.of(
                "then_branch", new Attribute.GraphValue(branch(features, 2)),
                "else_branch", new Attribute.GraphValue(branch(features, 3)));
        String chosen = g.op("If", List.of(condition.write(g, features)), branches);
        g.output("sharp", g.relu(chosen), Graphs.ONE, Value.Axis.fixed(4), Graphs.HEIGHT, Graphs.WIDTH);
        return g.build();
    }

    private static String channelsOf(GraphBuilder g, String x) {
        return g.op("Gather", g.op("Shape", x), g.longs(1));
    }

    private static void assertResolved(Graph graph) throws OrtException {
        Graph folded = GraphRewriter.foldConstants(graph);
        assertEquals(
                List.of("Conv", "Relu", "Mul", "Relu"),
                folded.nodes().stream().map(Node::operator).toList());
        Map<String, Tensor> given = Map.of("image", Graphs.image(5, 6));
        Golden.assertClose(
                Reference.run(graph, given).get("sharp"),
                Reference.run(folded, given).get("sharp"),
                0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theBranchOfAConstantTakesThePlace(boolean condition) throws OrtException {
        Constant constant =
                new Constant(ElementType.BOOL, List.of(), ByteBuffer.wrap(new byte[] {(byte) (condition ? 1 : 0)}));
        assertResolved(choosing((g, features) -> g.constant(constant)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4})
    void theBranchThatFollowsFromFixedSizesTakesThePlace(long channels) throws OrtException {
        assertResolved(choosing((g, features) -> g.op("Equal", channelsOf(g, features), g.longs(channels))));
        assertResolved(choosing(
                (g, features) -> g.op("Not", g.op("Less", channelsOf(g, features), g.longs(channels)))));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3})
    void theBranchThatFollowsFromTheChannelsOfTheInputTakesThePlace(long channels) throws OrtException {
        assertResolved(choosing((g, features) -> g.op("Equal", channelsOf(g, "image"), g.longs(channels))));
    }

    /** As other exporters write it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 3})
    void channelsMayBeReadInOtherWays(long channels) throws OrtException {
        assertResolved(choosing((g, features) -> {
            String sliced = g.op("Slice", g.op("Shape", "image"), g.longs(-3), g.longs(2));
            return g.op("Equal", g.op("Squeeze", sliced), g.longs(channels));
        }));
        assertResolved(choosing((g, features) -> {
            Map<String, Attribute> second =
                    Map.of("start", new Attribute.IntValue(1), "end", new Attribute.IntValue(-2));
            String sizes = g.op("Shape", List.of("image"), second);
            return cast(g, ElementType.BOOL, g.op("Sub", sizes, g.longs(channels)));
        }));
        assertResolved(choosing((g, features) -> {
            String narrow = cast(g, ElementType.INT32, channelsOf(g, "image"));
            return g.op("Greater", cast(g, ElementType.INT64, narrow), g.longs(channels));
        }));
    }

    private static String cast(GraphBuilder g, ElementType type, String x) {
        return g.op("Cast", List.of(x), Map.of("to", new Attribute.IntValue(type.onnxCode())));
    }

    @Test
    void theNumberOfAxesIsKnown() throws OrtException {
        assertResolved(choosing((g, features) ->
                g.op("Equal", g.op("Gather", g.op("Shape", g.op("Shape", features)), g.longs(0)), g.longs(4))));
    }

    @Test
    void aConditionOnTheSizeOfTheImageStays() {
        Graph graph = choosing(
                (g, features) -> g.op("Greater", g.op("Gather", g.op("Shape", features), g.longs(2)), g.longs(100)));
        assertSame(graph, GraphRewriter.foldConstants(graph));
    }
}
