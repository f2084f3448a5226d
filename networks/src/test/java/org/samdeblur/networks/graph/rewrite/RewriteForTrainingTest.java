package org.samdeblur.networks.graph.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samdeblur.networks.graph.rewrite.TestGraphs.operators;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.Pooling;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Operand;

/** What a graph becomes before it is trained: all its weights are still there to be changed. */
class RewriteForTrainingTest {
    private TestGraphs test;
    private GraphBuilder g;

    @BeforeTry
    void startAnEmptyGraph() {
        test = new TestGraphs(12);
        g = test.graph();
    }

    @Property(tries = 20)
    void aChannelNormBecomesOneOperator(@ForAll @IntRange(min = 8, max = 40) int channels) {
        String normal = g.channelNorm(
                test.image(channels), test.weight(1, channels, 1, 1), test.weight(1, channels, 1, 1), 1e-6f);
        Graph graph = test.endingIn(test.conv1x1(normal, channels, 3), 3);

        Graph lean = GraphRewriter.rewriteForTraining(graph);

        assertEquals(Map.of("Conv", 1, "LayerNormalization", 1, "Reshape", 2, "Transpose", 2), operators(lean));
        Tensor input = test.normal(1, channels, 9, 12);
        float difference = OnnxRuntime.difference(OnnxRuntime.run(graph, input), OnnxRuntime.run(lean, input));
        assertTrue(difference <= 1e-5f, "difference " + difference);
    }

    @Example
    void theEmbeddedNetworkKeepsItsWeightsUnderTheirNames() {
        Graph embedded = DeblurNetworks.load(
                        ModelSource.embeddedFast(), DeblurModelOptions.DEFAULT.withPooling(Pooling.GLOBAL))
                .graph();

        Graph lean = GraphRewriter.rewriteForTraining(embedded);

        assertFalse(operators(lean).containsKey("Div"));
        List<String> weights = embedded.constants().keySet().stream()
                .filter(name -> name.endsWith(".weight") || name.endsWith(".bias"))
                .toList();
        assertFalse(weights.isEmpty());
        for (String weight : weights) {
            assertEquals(embedded.constants().get(weight), lean.constants().get(weight), weight);
        }
    }

    @Example
    void aNormWithoutShiftIsLeft() {
        String x = test.image(6);
        String centred = g.sub(x, g.mean(x, 1));
        String deviation = g.sqrt(g.add(g.mean(g.mul(centred, centred), 1), g.scalar(1e-5f)));
        Graph graph = test.endingIn(g.mul(g.div(centred, deviation), test.weight(1, 6, 1, 1)), 6);

        assertSame(graph, GraphRewriter.rewriteForTraining(graph));
    }

    /** Scale and shift are trained value by value; one for all channels would become many. */
    @Example
    void aNormWithOneScaleForAllChannelsIsLeft() {
        String normal = g.channelNorm(test.image(6), test.weight(1, 1, 1, 1), test.weight(1, 6, 1, 1), 1e-6f);
        Graph graph = test.endingIn(test.conv1x1(normal, 6, 3), 3);

        assertSame(graph, GraphRewriter.rewriteForTraining(graph));
    }

    @Example
    void aNormWithOneScaleAndOneShiftForAllChannelsIsLeft() {
        String normal = g.channelNorm(test.image(6), test.weight(1, 1, 1, 1), test.weight(1, 1, 1, 1), 1e-6f);
        Graph graph = test.endingIn(test.conv1x1(normal, 6, 3), 3);

        assertSame(graph, GraphRewriter.rewriteForTraining(graph));
    }

    @Example
    void anAdditionThatEndsNoNormIsLeft() {
        Graph graph = test.endingIn(g.add(test.image(6), test.weight(1, 6, 1, 1)), 6);

        assertSame(graph, GraphRewriter.rewriteForTraining(graph));
    }

    @Example
    void geluByTanhBecomesOneOperator() {
        Graph graph = test.endingIn(g.operand(test.image(6)).geluByTanh().name(), 6);

        assertIsOneGelu(graph);
    }

    /** As PyTorch's exporter writes it. */
    @Example
    void geluWithACubeBecomesOneOperator() {
        Operand x = g.operand(test.image(6));
        Operand inner = x.add(x.pow(3).mul(0.044715f)).mul((float) Math.sqrt(2 / Math.PI));
        Graph graph = test.endingIn(x.mul(0.5f).mul(inner.tanh().add(1)).name(), 6);

        assertIsOneGelu(graph);
    }

    private static void assertIsOneGelu(Graph graph) {
        Graph lean = GraphRewriter.rewriteForTraining(graph);

        assertEquals(List.of("Gelu"), lean.nodes().stream().map(Node::operator).toList());
        assertEquals(graph.inputs().get(0).name(), lean.nodes().get(0).input(0));
    }

    @Example
    void whatOnlyLooksLikeGeluIsLeft() {
        Operand x = g.operand(test.image(6));
        Operand inner = x.add(x.pow(3).mul(0.05f)).mul((float) Math.sqrt(2 / Math.PI));
        Graph graph = test.endingIn(x.mul(0.5f).mul(inner.tanh().add(1)).name(), 6);

        assertSame(graph, GraphRewriter.rewriteForTraining(graph));
    }
}
