package org.samdeblur.backend.djl.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.samdeblur.backend.djl.runtime.PyTorch;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Value.Axis;
import org.samdeblur.networks.operator.GraphConstants;

/** What training builds on: programs run forwards can be differentiated by their constants. */
class ProgramTest {
    private static final float STEP = 2e-3f;

    private final NDManager manager = PyTorch.get().newManager(Device.cpu());

    /** A normalised, gated convolution: views, products of views, and a mean, all of which are released on the way. */
    private static Graph gated() {
        GraphBuilder g = new GraphBuilder("gated");
        String x = g.input("x", Axis.fixed(1), Axis.fixed(2), Axis.any("h"), Axis.any("w"));
        String wide = g.conv(x, g.weight("kernel", wave(4, 2, 3, 3)), GraphBuilder.NONE, 1, 1, 1);
        String normal =
                g.channelNorm(wide, g.weight("scale", wave(1, 4, 1, 1)), g.weight("shift", wave(1, 4, 1, 1)), 1e-3f);
        String gate = g.mul(g.slice(normal, 1, 0, 2), g.slice(normal, 1, 2, 4));
        g.output("y", g.mean(g.add(gate, x), 1, 2, 3), Axis.fixed(1), Axis.fixed(1), Axis.fixed(1), Axis.fixed(1));
        return g.build();
    }

    private static Constant wave(int... shape) {
        return Constant.create(
                buffer -> {
                    for (int i = 0; buffer.hasRemaining(); i++) {
                        buffer.put((float) Math.sin(1 + 0.7 * i));
                    }
                },
                shape);
    }

    @Test
    void gradientsAreThoseOfSmallDifferences() {
        Graph graph = gated();
        Program program = Program.of(graph);
        try (manager;
                Weights weights = Weights.load(GraphConstants.of(graph), manager)) {
            NDArray x = manager.arange(40f)
                    .reshape(new Shape(1, 2, 4, 5))
                    .mul(0.37f)
                    .sin();
            for (String name : new String[] {"kernel", "scale", "shift"}) {
                NDArray weight = weights.get(name).array().orElseThrow();
                weight.setRequiresGradient(true);
                try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                    collector.backward(
                            program.run(Map.of("x", x), weights, manager).get("y"));
                }
                float gradient = weight.getGradient().toFloatArray()[1];
                weight.setRequiresGradient(false);
                float slope = (valueWith(name, STEP, x) - valueWith(name, -STEP, x)) / (2 * STEP);
                assertEquals(slope, gradient, 2e-3f, name);
                assertTrue(Math.abs(gradient) > 1e-3f, () -> name + " has next to no gradient: " + gradient);
            }
        }
    }

    private float valueWith(String name, float change, NDArray x) {
        Graph graph = gated();
        Map<String, Constant> constants = new LinkedHashMap<>(GraphConstants.of(graph));
        Constant constant = constants.get(name);
        int[] shape = constant.shape().stream().mapToInt(Integer::intValue).toArray();
        constants.put(
                name,
                Constant.create(
                        buffer -> {
                            buffer.put(constant.data().asFloatBuffer()).flip();
                            buffer.put(1, buffer.get(1) + change);
                        },
                        shape));
        try (Weights weights = Weights.load(constants, manager)) {
            return Program.of(graph)
                    .run(Map.of("x", x), weights, manager)
                    .get("y")
                    .toFloatArray()[0];
        }
    }
}
