package org.samdeblur.backend.djl;

import java.util.Random;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Value.Axis;

/** Small graphs and inputs for them. */
final class Graphs {
    static final Axis ONE = Axis.fixed(1);
    static final Axis THREE = Axis.fixed(3);
    static final Axis HEIGHT = Axis.any("height");
    static final Axis WIDTH = Axis.any("width");

    private Graphs() {}

    /** Two convolutions over an image of any size, with weights large enough to be external. */
    static Graph convolutions() {
        GraphBuilder g = new GraphBuilder("convolutions");
        String image = g.input("image", ONE, THREE, HEIGHT, WIDTH);
        String features = g.conv(image, g.weight("in", weight(1, 16, 3, 3, 3)), GraphBuilder.NONE, 1, 1, 1);
        String sharp = g.conv(g.relu(features), g.weight("out", weight(2, 3, 16, 3, 3)), GraphBuilder.NONE, 1, 1, 1);
        g.output("sharp", sharp, ONE, THREE, HEIGHT, WIDTH);
        return g.build();
    }

    /** A convolution of stride 2 whose output claims the given axes. */
    static Graph halving(Axis height, Axis width) {
        GraphBuilder g = new GraphBuilder("halving");
        String image = g.input("image", ONE, THREE, HEIGHT, WIDTH);
        String half = g.conv(image, g.weight("kernel", weight(3, 3, 3, 2, 2)), GraphBuilder.NONE, 2, 0, 1);
        g.output("half", half, ONE, THREE, height, width);
        return g.build();
    }

    static Constant weight(long seed, int... shape) {
        return Constant.of(random(seed, shape));
    }

    static Tensor image(int height, int width) {
        return random(7, 1, 3, height, width);
    }

    static Tensor random(long seed, int... shape) {
        Random random = new Random(seed);
        return Tensor.create(
                buffer -> {
                    while (buffer.hasRemaining()) {
                        buffer.put(random.nextFloat() - 0.5f);
                    }
                },
                shape);
    }
}
