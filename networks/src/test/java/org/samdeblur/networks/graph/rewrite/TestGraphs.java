package org.samdeblur.networks.graph.rewrite;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value.Axis;

/** Small graphs of random weights to rewrite, and questions to ask of the result. */
final class TestGraphs {
    private final Random random;
    private final GraphBuilder graph = new GraphBuilder("test");
    private int weights;

    TestGraphs(long seed) {
        random = new Random(seed);
    }

    GraphBuilder graph() {
        return graph;
    }

    String image(int channels) {
        return graph.input("image", axes(channels));
    }

    /** A weight of unit variance. */
    String weight(int... shape) {
        return graph.weight("weight" + weights++, Constant.of(normal(shape)));
    }

    /** The weight of a convolution that keeps the variance of what it is applied to. */
    String kernel(int outputs, int inputs, int size) {
        double deviation = Math.sqrt(1.0 / (inputs * size * size));
        return graph.weight("weight" + weights++, Constant.of(normal(deviation, outputs, inputs, size, size)));
    }

    Tensor normal(int... shape) {
        return normal(1, shape);
    }

    private Tensor normal(double deviation, int... shape) {
        return Tensor.create(
                buffer -> {
                    while (buffer.hasRemaining()) {
                        buffer.put((float) (deviation * random.nextGaussian()));
                    }
                },
                shape);
    }

    String conv1x1(String x, int inputs, int outputs) {
        return graph.conv1x1(x, kernel(outputs, inputs, 1), weight(outputs));
    }

    String depthwise(String x, int channels) {
        return graph.conv(x, kernel(channels, 1, 3), weight(channels), 1, 1, channels);
    }

    Graph endingIn(String value, int channels) {
        graph.output("result", value, axes(channels));
        return graph.build();
    }

    private static Axis[] axes(int channels) {
        return new Axis[] {Axis.fixed(1), Axis.fixed(channels), Axis.any("height"), Axis.any("width")};
    }

    /** Returns how often each operator occurs. */
    static Map<String, Integer> operators(Graph graph) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Node node : graph.nodes()) {
            counts.merge(node.operator(), 1, Integer::sum);
        }
        return counts;
    }
}
