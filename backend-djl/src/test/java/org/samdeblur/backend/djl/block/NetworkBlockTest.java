package org.samdeblur.backend.djl.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.Tensor;
import org.samdeblur.backend.djl.runtime.Gradients;
import org.samdeblur.backend.djl.runtime.PyTorch;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Value.Axis;
import org.samdeblur.networks.nafnet.NafNetDesign;

class NetworkBlockTest {
    private static final Axis[] IMAGE = {Axis.any("batch"), Axis.fixed(3), Axis.any("height"), Axis.any("width")};

    private final NDManager manager = Blocks.manager();
    private final ParameterStore store = new ParameterStore(manager, false);

    @AfterEach
    void close() {
        manager.close();
    }

    private static Constant weight(long seed, int... shape) {
        return Constant.of(Blocks.random(seed, shape));
    }

    /** Adds two images, scales them by a setting, and convolves. */
    private static Graph ofTwoImages() {
        GraphBuilder g = new GraphBuilder("two images");
        String sum = g.add(g.input("first", IMAGE), g.input("second", IMAGE));
        String larger =
                g.op("Resize", List.of(sum, GraphBuilder.NONE, g.weight("scales", Constant.of(scales()))), Map.of());
        String half = g.mul(
                g.conv(larger, g.weight("kernel", weight(1, 4, 3, 3, 3)), GraphBuilder.NONE, 2, 1, 1), g.scalar(0.5f));
        g.output("out", half, Axis.any("batch"), Axis.fixed(4), Axis.any("height"), Axis.any("width"));
        return g.build();
    }

    private static Tensor scales() {
        return Tensor.of(new float[] {1, 1, 2, 2}, 4);
    }

    @Test
    void weightsAreParametersAndSettingsAreNot() {
        NetworkBlock block = new NetworkBlock(ofTwoImages());
        assertEquals(List.of("kernel"), block.getParameters().keys());
        assertEquals(new Shape(4, 3, 3, 3), block.getParameters().get("kernel").getShape());
    }

    @Test
    void aGraphMayTakeSeveralInputs() {
        NetworkBlock block = new NetworkBlock(ofTwoImages());
        Shape shape = new Shape(2, 3, 8, 8);
        block.initialize(manager, DataType.FLOAT32, shape, shape);
        NDArray image = manager.ones(shape);
        assertEquals(List.of("first", "second"), block.describeInput().keys());
        Shape made = block.forward(store, new NDList(image, image), false)
                .singletonOrThrow()
                .getShape();
        assertEquals(new Shape(2, 4, 8, 8), made);
        assertEquals(made, block.getOutputShapes(new Shape[] {shape, shape})[0]);
        assertThrows(IllegalArgumentException.class, () -> block.forward(store, new NDList(image), false));
    }

    @Test
    void everyWeightOfANafNetHasItsGradient() {
        Graph graph = DeblurNetworks.untrained(new NafNetDesign(2, List.of(1), 1, List.of(1)), MaskGuidance.none(), 3)
                .graph();
        NetworkBlock block = new NetworkBlock(graph);
        block.initialize(manager, DataType.FLOAT64, new Shape(1, 3, 4, 6));
        NDArray image = manager.create(Blocks.random(2, 1, 3, 4, 6).toArray(), new Shape(1, 3, 4, 6))
                .toType(DataType.FLOAT64, false);
        // beta and gamma begin at zero, and with them most gradients
        int i = 0;
        for (Parameter parameter : block.getParameters().values()) {
            parameter.getArray().setRequiresGradient(false);
            parameter.getArray().addi(manager.create(0.01 * ++i));
        }
        for (Parameter parameter : block.getParameters().values()) {
            Differences.assertGradient(
                    parameter.getArray(),
                    () -> Differences.weighted(
                            block.forward(store, new NDList(image), true).singletonOrThrow()));
        }
    }

    /** Operators that compute with numbers of their own, which a gradient needs again. */
    private static Graph withNumbers() {
        GraphBuilder g = new GraphBuilder("numbers");
        String x =
                g.conv(g.input("image", IMAGE), g.weight("kernel", weight(1, 4, 3, 3, 3)), GraphBuilder.NONE, 1, 1, 1);
        x = g.op("HardSwish", List.of(x), Map.of());
        x = g.op("Celu", List.of(x), Map.of());
        x = g.op("Gelu", List.of(x), Map.of());
        x = g.op("Reciprocal", List.of(g.add(x, g.scalar(2))), Map.of());
        x = g.op("GlobalAveragePool", List.of(x), Map.of());
        x = g.op("Clip", List.of(x), Map.of("min", Attribute.of(0.01f)));
        g.output(
                "out",
                g.op("Mean", List.of(x, x), Map.of()),
                Axis.any("batch"),
                Axis.fixed(4),
                Axis.fixed(1),
                Axis.fixed(1));
        return g.build();
    }

    @Test
    void whatAGradientNeedsAgainOutlivesTheGarbageCollector() {
        NetworkBlock block = new NetworkBlock(withNumbers());
        block.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 8, 8));
        NDArray kernel = block.getParameters().get("kernel").getArray();
        NDArray image = manager.ones(new Shape(1, 3, 8, 8));
        float[] expected = gradient(block, image, kernel, () -> {});
        float[] actual = gradient(block, image, kernel, NetworkBlockTest::overwriteFreedMemory);
        assertArrayEquals(expected, actual);
    }

    private float[] gradient(NetworkBlock block, NDArray image, NDArray kernel, Runnable between) {
        Gradients.clear(kernel);
        try (Gradients gradients = Gradients.record(PyTorch.get())) {
            NDArray number = block.forward(store, new NDList(image), true)
                    .singletonOrThrow()
                    .sum();
            between.run();
            gradients.backward(number);
        }
        return kernel.getGradient().toFloatArray();
    }

    private static void overwriteFreedMemory() {
        List<ByteBuffer> taken = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            System.gc();
            for (int i = 0; i < 2000; i++) {
                ByteBuffer bytes = ByteBuffer.allocateDirect(4 << i % 4);
                while (bytes.hasRemaining()) {
                    bytes.put((byte) 0x7f);
                }
                taken.add(bytes);
            }
        }
    }

    @Test
    void parametersAreSavedAndLoadedAsThoseOfAnyBlock() throws Exception {
        NetworkBlock block = new NetworkBlock(ofTwoImages());
        Shape shape = new Shape(1, 3, 8, 8);
        block.initialize(manager, DataType.FLOAT32, shape, shape);
        block.getParameters().get("kernel").getArray().setRequiresGradient(false);
        block.getParameters().get("kernel").getArray().muli(3);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        block.saveParameters(new DataOutputStream(bytes));
        NetworkBlock other = new NetworkBlock(ofTwoImages());
        other.loadParameters(manager, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        NDList images = new NDList(manager.ones(shape), manager.ones(shape));
        assertArrayEquals(
                block.forward(store, images, false).singletonOrThrow().toFloatArray(),
                other.forward(store, images, false).singletonOrThrow().toFloatArray());
    }

    @Test
    void aBlockThatIsNotInitialisedSaysSo() {
        NetworkBlock block = new NetworkBlock(ofTwoImages());
        NDArray image = manager.ones(new Shape(1, 3, 8, 8));
        assertThrows(IllegalStateException.class, () -> block.forward(store, new NDList(image, image), false));
    }
}
