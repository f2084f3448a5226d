package org.samdeblur.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.contract.Graphs;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Value.Axis;

class FastLayerNormsTest {
    private static final int CHANNELS = 32;
    private static final float EPSILON = 1e-6f;

    private static Graph norm() {
        return norm(CHANNELS);
    }

    private static Graph norm(int channels) {
        GraphBuilder g = new GraphBuilder("norm");
        String x = g.input("x", Graphs.ONE, Graphs.HEIGHT, Axis.fixed(channels));
        String scale = g.weight("scale", Constant.of(filled(channels, 1)));
        String shift = g.weight("shift", Constant.of(filled(channels, 0)));
        g.output("y", g.layerNorm(x, scale, shift, EPSILON));
        return g.build();
    }

    private static Tensor filled(int channels, float value) {
        float[] values = new float[channels];
        Arrays.fill(values, value);
        return Tensor.of(values, channels);
    }

    /** Layer normalisation as ONNX Runtime has it is off by as much: digits are lost in the input itself. */
    @ParameterizedTest
    @CsvSource({"0, 1e-6", "10, 2e-5", "1000, 2e-3"})
    void keepsItsDigitsWhereTheMeanIsLarge(float mean, double tolerance) {
        float[] values = Graphs.random(1, CHANNELS).toArray();
        for (int i = 0; i < CHANNELS; i++) {
            values[i] += mean;
        }

        float[] actual = run(values);

        double average = average(values);
        double variance = 0;
        for (float value : values) {
            variance += (value - average) * (value - average) / CHANNELS;
        }
        for (int i = 0; i < CHANNELS; i++) {
            assertEquals((values[i] - average) / Math.sqrt(variance + EPSILON), actual[i], tolerance);
        }
    }

    private static double average(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    @ParameterizedTest
    @CsvSource({"0", "3.3", "77.7", "1000"})
    void givesNoNumberFarFromZeroForEqualValues(float value) {
        for (float output : run(filled(CHANNELS, value).toArray())) {
            assertTrue(Math.abs(output) < 0.1, "gives " + output);
        }
    }

    @Test
    void replacesLayerNormalizations() {
        assertTrue(FastLayerNorms.in(norm()).nodes().stream()
                .noneMatch(node -> node.operator().equals("LayerNormalization")));
    }

    @Test
    void leavesManyChannelsAsTheyAre() {
        Graph graph = norm(256);

        assertSame(graph, FastLayerNorms.in(graph));
    }

    @Test
    void leavesAGraphWithoutAnyAsItIs() {
        Graph graph = Graphs.convolutions();

        assertSame(graph, FastLayerNorms.in(graph));
    }

    private static float[] run(float[] values) {
        Tensor input = Tensor.of(values, 1, 1, CHANNELS);
        try (GraphEngine engine = OnnxRuntimeEngine.open(BackendOptions.DEFAULT.withDevice(Device.cpu()));
                GraphSession session = engine.load(norm(), Map.of())) {
            return session.run(Map.of("x", input)).get("y").toArray();
        }
    }
}
