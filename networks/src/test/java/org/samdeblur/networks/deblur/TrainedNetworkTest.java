package org.samdeblur.networks.deblur;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Padding;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.checkpoint.Safetensors;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.OnnxFiles;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;

/** Weights of a network of the user's own, whose graph lies where a training has put it. */
class TrainedNetworkTest {
    private static final String NAME = "mine.weight";

    @TempDir
    private Path folder;

    @Test
    void aStateInATrainingsFolderIsTheNetworkThatIsTrainedThere() throws IOException {
        OnnxFiles.write(graph(1), folder.resolve("network.onnx"));
        Files.writeString(folder.resolve("recipe.json"), "{}");
        Path state = Files.createDirectory(folder.resolve("checkpoint-000000001"));
        Path weights = state.resolve("weights.safetensors");
        Safetensors.write(weights, Map.of(NAME, weight(2)), NetworkMetadata.properties(Padding.REFLECT));

        DeblurNetwork network = load(weights);

        assertEquals(weight(2), network.weights().get(NAME));
        assertEquals(Padding.REFLECT, network.info().padding());
    }

    @Test
    void aResultIsTheNetworkBesideIt() {
        OnnxFiles.write(graph(1), folder.resolve("result.onnx"));
        Path weights = folder.resolve("result.safetensors");
        Safetensors.write(weights, Map.of(NAME, weight(2)));

        assertEquals(weight(2), load(weights).weights().get(NAME));
    }

    @Test
    void aGraphOfOtherWeightsIsNotTaken() {
        OnnxFiles.write(graph(1), folder.resolve("result.onnx"));
        Path weights = folder.resolve("result.safetensors");
        Map<String, Constant> more = new LinkedHashMap<>(Map.of(NAME, weight(2)));
        more.put("other", weight(3));
        Safetensors.write(weights, more);

        InvalidModelException e = assertThrows(InvalidModelException.class, () -> load(weights));

        assertTrue(e.getMessage().contains("no known deblurring network"), e.getMessage());
    }

    @Test
    void stagesCannotBeChosen() {
        OnnxFiles.write(graph(1), folder.resolve("result.onnx"));
        Path weights = folder.resolve("result.safetensors");
        Safetensors.write(weights, Map.of(NAME, weight(2)));
        DeblurModelOptions options = DeblurModelOptions.DEFAULT.withStages(1);

        InvalidModelException e =
                assertThrows(InvalidModelException.class, () -> DeblurNetworks.load(ModelSource.of(weights), options));

        assertTrue(
                e.getMessage().contains("the number of stages (DeblurModelOptions.withStages) cannot be chosen"),
                e.getMessage());
    }

    private static DeblurNetwork load(Path weights) {
        return DeblurNetworks.load(ModelSource.of(weights), DeblurModelOptions.DEFAULT);
    }

    /** An image, scaled channel by channel. */
    private static Graph graph(float value) {
        List<Axis> axes = List.of(Axis.fixed(1), Axis.fixed(3), Axis.any("h"), Axis.any("w"));
        return new Graph(
                "mine",
                17,
                List.of(new Value("image", ElementType.FLOAT, axes)),
                List.of(new Value("sharp", ElementType.FLOAT, axes)),
                List.of(new Node("scale", "Mul", List.of("image", NAME), List.of("sharp"), Map.of())),
                Map.of(NAME, weight(value)),
                Map.of());
    }

    private static Constant weight(float value) {
        return Constant.of(Tensor.of(new float[] {value, value / 2, value / 3}, 1, 3, 1, 1));
    }
}
