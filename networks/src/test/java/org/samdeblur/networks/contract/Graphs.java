package org.samdeblur.networks.contract;

import java.util.Random;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Value.Axis;

/** Small graphs and inputs for them. */
public final class Graphs {
    /** An axis of one. */
    public static final Axis ONE = Axis.fixed(1);
    /** An axis of three. */
    public static final Axis THREE = Axis.fixed(3);
    /** An axis of any size. */
    public static final Axis HEIGHT = Axis.any("height");
    /** Another axis of any size. */
    public static final Axis WIDTH = Axis.any("width");

    private Graphs() {}

    /** Two convolutions over an image of any size, with weights large enough to be external. */
    public static Graph convolutions() {
        GraphBuilder g = new GraphBuilder("convolutions");
        String image = g.input("image", ONE, THREE, HEIGHT, WIDTH);
        String features = g.conv(image, g.weight("in", weight(1, 16, 3, 3, 3)), GraphBuilder.NONE, 1, 1, 1);
        String sharp = g.conv(g.relu(features), g.weight("out", weight(2, 3, 16, 3, 3)), GraphBuilder.NONE, 1, 1, 1);
        g.output("sharp", sharp, ONE, THREE, HEIGHT, WIDTH);
        return g.build();
    }

    /** A convolution of stride 2 whose output claims the given axes. */
    public static Graph halving(Axis height, Axis width) {
        GraphBuilder g = new GraphBuilder("halving");
        String image = g.input("image", ONE, THREE, HEIGHT, WIDTH);
        String half = g.conv(image, g.weight("kernel", weight(3, 3, 3, 2, 2)), GraphBuilder.NONE, 2, 0, 1);
        g.output("half", half, ONE, THREE, height, width);
        return g.build();
    }

    /** Random values as a weight. */
    public static Constant weight(long seed, int... shape) {
        return Constant.of(random(seed, shape));
    }

    /** A random image of one in a batch. */
    public static Tensor image(int height, int width) {
        return random(7, 1, 3, height, width);
    }

    /** Random values about zero, the same for every seed. */
    public static Tensor random(long seed, int... shape) {
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
