package org.samdeblur.networks.graph.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samdeblur.networks.graph.rewrite.OnnxRuntime.difference;
import static org.samdeblur.networks.graph.rewrite.TestGraphs.operators;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;

/** Each pattern by itself: that it is found, that it is left where it must be, and that the result is the same. */
class PatternsTest {
    private TestGraphs test;
    private GraphBuilder g;

    @BeforeTry
    void startAnEmptyGraph() {
        test = new TestGraphs(11);
        g = test.graph();
    }

    @Property(tries = 20)
    void aScaleAfterAConvolutionIsFolded(
            @ForAll @IntRange(min = 1, max = 5) int inputs, @ForAll @IntRange(min = 1, max = 5) int outputs) {
        String convolved = test.conv1x1(test.image(inputs), inputs, outputs);
        Graph graph = test.endingIn(g.mul(test.weight(1, outputs, 1, 1), convolved), outputs);
        assertRewritten(Map.of("Conv", 1), graph, inputs);
    }

    @Example
    void aScaleAfterAConvolutionWithoutBiasIsFolded() {
        String convolved = g.conv(test.image(3), test.kernel(4, 3, 3), GraphBuilder.NONE, 2, 1, 1);
        Graph graph = test.endingIn(g.mul(convolved, g.scalar(0.3f)), 4);
        assertRewritten(Map.of("Conv", 1), graph, 3);
    }

    @Example
    void aScaleIsLeftIfTheConvolutionIsReadElsewhere() {
        String convolved = test.conv1x1(test.image(3), 3, 4);
        Graph graph = test.endingIn(g.add(convolved, g.mul(convolved, test.weight(1, 4, 1, 1))), 4);
        assertSame(graph, GraphRewriter.rewrite(graph));
    }

    @Example
    void aFactorThatVariesAlongTheWidthIsLeft() {
        String convolved = test.conv1x1(test.image(3), 3, 8);
        Graph graph = test.endingIn(g.mul(convolved, test.weight(8)), 8);
        assertSame(graph, GraphRewriter.rewrite(graph));
    }

    // fewer channels may be nearly equal in a pixel, and then the norm itself has no digits to compare
    @Property(tries = 20)
    void aNormBeforeAPointwiseConvolutionIsFolded(
            @ForAll @IntRange(min = 8, max = 40) int channels, @ForAll @IntRange(min = 1, max = 5) int outputs) {
        Graph graph = test.endingIn(test.conv1x1(norm(test.image(channels), channels), channels, outputs), outputs);
        assertRewritten(
                Map.of("Conv", 1, "ReduceMean", 2, "Sub", 1, "Mul", 2, "Add", 1, "Sqrt", 1, "Reciprocal", 1),
                graph,
                channels);
    }

    @Example
    void aNormOfManyChannelsAveragesByConvolution() {
        Graph graph = test.endingIn(test.conv1x1(norm(test.image(192), 192), 192, 3), 3);
        assertRewritten(Map.of("Conv", 3, "Sub", 1, "Mul", 2, "Add", 1, "Sqrt", 1, "Reciprocal", 1), graph, 192);
    }

    @Property(tries = 20)
    void aNormIsFoldedIntoReductionsWhereTheRuntimeIsFastAtThem(@ForAll @IntRange(min = 8, max = 200) int channels) {
        Graph graph = test.endingIn(test.conv1x1(norm(test.image(channels), channels), channels, 3), 3);
        Graph rewritten = GraphRewriter.rewrite(graph, ChannelNormForm.REDUCTIONS);
        assertEquals(
                Map.of(
                        "Conv",
                        1,
                        "ReduceMean",
                        1,
                        "ReduceL2",
                        1,
                        "Sub",
                        1,
                        "Mul",
                        3,
                        "Add",
                        1,
                        "Sqrt",
                        1,
                        "Reciprocal",
                        1),
                operators(rewritten));
        Tensor image = test.normal(1, channels, 9, 7);
        float difference = difference(OnnxRuntime.run(graph, image), OnnxRuntime.run(rewritten, image));
        assertTrue(difference <= 1e-5f, "difference " + difference);
    }

    @Property
    void aNormOfValuesFarFromZeroKeepsItsDigits(@ForAll ChannelNormForm form) {
        Graph graph = test.endingIn(test.conv1x1(norm(test.image(32), 32), 32, 4), 4);
        Tensor noise = test.normal(1, 32, 20, 30);
        Tensor expected = OnnxRuntime.run(graph, rounded(noise, 0));
        Tensor actual = OnnxRuntime.run(GraphRewriter.rewrite(graph, form), rounded(noise, 1000));
        float difference = difference(expected, actual);
        assertTrue(difference <= 1e-5f, "difference " + difference);
    }

    /** Returns values plus an offset in the thousands, rounded so that the sum is exact. */
    private static Tensor rounded(Tensor values, float offset) {
        return Tensor.create(
                buffer -> {
                    for (float value : values.toArray()) {
                        buffer.put(offset + Math.round(value * 256) / 256f);
                    }
                },
                values.shape());
    }

    @Example
    void aNormWithoutScaleOrShiftIsFolded() {
        String x = test.image(6);
        String centred = g.sub(x, g.mean(x, -3));
        String squares = g.op("Pow", centred, g.scalar(2));
        String deviation = g.sqrt(g.add(g.scalar(1e-5f), g.mean(squares, 1)));
        Graph graph = test.endingIn(test.conv1x1(g.div(g.sub(x, g.mean(x, 1)), deviation), 6, 3), 3);
        assertEquals(1, operators(GraphRewriter.rewrite(graph)).get("Reciprocal"));
        assertRewritten(graph, 6);
    }

    @Example
    void aNormThatTwoReadIsLeft() {
        String normal = norm(test.image(6), 6);
        Graph graph = test.endingIn(g.add(test.conv1x1(normal, 6, 6), normal), 6);
        assertSame(graph, GraphRewriter.rewrite(graph));
    }

    @Example
    void aNormBeforeAPaddedConvolutionIsLeft() {
        String normal = norm(test.image(6), 6);
        Graph graph = test.endingIn(g.conv(normal, test.kernel(3, 6, 1), test.weight(3), 1, 1, 1), 3);
        assertSame(graph, GraphRewriter.rewrite(graph));
    }

    @Example
    void aMeanOverPixelsIsNoMeanOverChannels() {
        String x = test.image(6);
        String centred = g.sub(x, g.mean(x, 2));
        String deviation = g.sqrt(g.add(g.mean(g.mul(centred, centred), 2), g.scalar(1e-6f)));
        Graph graph = test.endingIn(test.conv1x1(g.div(centred, deviation), 6, 3), 3);
        assertSame(graph, GraphRewriter.rewrite(graph));
    }

    @Property(tries = 20)
    void aGateIsComputedInHalves(@ForAll @IntRange(min = 9, max = 16) int half, @ForAll boolean swapped) {
        String whole = test.conv1x1(test.image(3), 3, 2 * half);
        List<String> halves = g.chunk(test.depthwise(whole, 2 * half), 1, 2);
        String gated = swapped ? g.mul(halves.get(1), halves.get(0)) : g.mul(halves.get(0), halves.get(1));
        assertRewritten(Map.of("Conv", 4, "Mul", 1), test.endingIn(gated, half), 3);
    }

    @Example
    void aGateThatIsCutBySlicesIsComputedInHalves() {
        String whole = test.conv1x1(test.image(3), 3, 32);
        String gated = g.mul(g.slice(whole, 1, 0, 16), g.slice(whole, -3, -16, Long.MAX_VALUE));
        assertRewritten(Map.of("Conv", 2, "Mul", 1), test.endingIn(gated, 16), 3);
    }

    @Example
    void halvesOfFewChannelsStayTogether() {
        List<String> halves = g.chunk(test.conv1x1(test.image(3), 3, 16), 1, 2);
        Graph graph = test.endingIn(g.mul(halves.get(0), halves.get(1)), 8);
        assertSame(graph, GraphRewriter.rewrite(graph));
    }

    @Example
    void aDepthwiseConvolutionOfAnythingButAConvolutionIsNotSplit() {
        List<String> halves = g.chunk(test.depthwise(test.image(64), 64), 1, 2);
        Graph graph = test.endingIn(g.mul(halves.get(0), halves.get(1)), 32);
        assertSame(graph, GraphRewriter.rewrite(graph));
    }

    @Example
    void halvesThatAreReadElsewhereAreNotSplit() {
        List<String> halves = g.chunk(test.conv1x1(test.image(3), 3, 32), 1, 2);
        Graph graph = test.endingIn(g.add(g.mul(halves.get(0), halves.get(1)), halves.get(0)), 16);
        assertSame(graph, GraphRewriter.rewrite(graph));
    }

    @Example
    void theSameHalfTwiceIsNoGate() {
        String whole = test.conv1x1(test.image(3), 3, 32);
        Graph graph = test.endingIn(g.mul(g.slice(whole, 1, 0, 16), g.slice(whole, 1, 0, 16)), 16);
        assertSame(graph, GraphRewriter.rewrite(graph));
    }

    @Example
    void partsOfTheHeightAreNoHalves() {
        List<String> halves = g.chunk(test.conv1x1(test.image(3), 3, 32), 2, 2);
        Graph graph = test.endingIn(g.mul(halves.get(0), halves.get(1)), 32);
        assertSame(graph, GraphRewriter.rewrite(graph));
    }

    @Example
    void arithmeticWithTheSizeOfTheChannelsIsDoneBeforehand() {
        String whole = test.conv1x1(test.image(3), 3, 32);
        String channels = g.op("Gather", g.op("Shape", whole), g.longs(1));
        String middle = g.div(g.add(channels, g.longs(1)), g.longs(2));
        String end = g.mul(middle, g.longs(2));
        String first = g.op("Slice", whole, g.longs(0), middle, g.longs(1));
        String second = g.op("Slice", whole, middle, end, g.longs(1));
        assertRewritten(Map.of("Conv", 2, "Mul", 1), test.endingIn(g.mul(first, second), 16), 3);
    }

    @Example
    void identitiesAndWhatNobodyReadsGo() {
        String x = g.identity(g.identity(test.image(3)));
        g.relu(x);
        assertRewritten(Map.of("Sigmoid", 1), test.endingIn(g.sigmoid(x), 3), 3);
    }

    @Example
    void anIdentityThatNamesAnOutputStays() {
        Graph graph = test.endingIn(test.image(3), 3);
        assertSame(graph, GraphRewriter.rewrite(graph));
    }

    private String norm(String x, int channels) {
        return g.channelNorm(x, test.weight(1, channels, 1, 1), test.weight(1, channels, 1, 1), 1e-6f);
    }

    private void assertRewritten(Map<String, Integer> expected, Graph graph, int channels) {
        assertEquals(expected, operators(GraphRewriter.rewrite(graph)));
        assertRewritten(graph, channels);
    }

    private void assertRewritten(Graph graph, int channels) {
        Tensor input = test.normal(1, channels, 9, 12);
        Tensor plain = OnnxRuntime.run(graph, input);
        float difference = difference(plain, OnnxRuntime.run(GraphRewriter.rewrite(graph), input));
        assertTrue(difference <= 1e-5f, "difference " + difference);
    }
}
