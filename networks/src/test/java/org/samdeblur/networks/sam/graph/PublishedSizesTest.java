package org.samdeblur.networks.sam.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samdeblur.api.ModelSource;
import org.samdeblur.networks.architecture.CheckpointGraph;
import org.samdeblur.networks.architecture.Parameters;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.contract.RandomSam;
import org.samdeblur.networks.contract.RandomWeights;
import org.samdeblur.networks.graph.Node;

/**
 * The sizes of the official checkpoints, with random weights under the official names. The contract that backends fulfil runs
 * them.
 */
@Tag("once")
class PublishedSizesTest {
    private static final SamShape PUBLISHED = new SamShape(1024, 256, 64);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"B, 93735472, 768, 12", "L, 312342832, 1024, 16", "H, 641090608, 1280, 16"})
    void areRecognised(String size, long parameters, int width, int heads) {
        RandomWeights sam = RandomSam.of(size);
        WeightShapes shapes = new WeightShapes("SAM", sam);
        CheckpointGraph graphs = CheckpointGraph.of("SAM", sam);

        VitLayout layout = VitLayout.of(shapes, SamConfig.published());
        DecoderLayout decoder = DecoderLayout.of(shapes, SamConfig.published());

        layout.write(graphs);
        PlainDecoder.write(decoder, layout.shape(), graphs);
        graphs.requireNothingElse();
        assertEquals("SAM ViT-" + size, layout.architecture());
        assertEquals(PUBLISHED, layout.shape());
        assertEquals(width, layout.width());
        assertEquals(heads, layout.heads());
        assertEquals(parameters, Parameters.of(sam));
    }

    @ParameterizedTest
    @CsvSource({"B", "L", "H"})
    void areWrittenInOperatorsThatEveryBackendHas(String size) {
        RandomWeights sam = RandomSam.of(size);
        VitLayout layout = VitLayout.of(new WeightShapes("SAM", sam), SamConfig.published());

        List<String> operators = layout.write(CheckpointGraph.of("SAM", sam)).nodes().stream()
                .map(Node::operator)
                .distinct()
                .sorted()
                .toList();

        assertEquals(
                List.of(
                        "Add",
                        "Concat",
                        "Conv",
                        "Div",
                        "Erf",
                        "Gather",
                        "Gemm",
                        "LayerNormalization",
                        "MatMul",
                        "Mul",
                        "Pad",
                        "ReduceMean",
                        "Reshape",
                        "Slice",
                        "Softmax",
                        "Split",
                        "Sqrt",
                        "Sub",
                        "Transpose"),
                operators);
    }

    @Test
    void vitBLoadsFromItsFile() {
        SamNetwork network = loadedFromFile("B");

        assertEquals("SAM ViT-B", network.architecture());
        assertEquals(93_735_472, network.parameters());
    }

    private SamNetwork loadedFromFile(String size) {
        Path file = folder.resolve("sam_vit_" + size + ".pth");
        RandomSam.of(size).write(file);
        return SamNetworks.load(ModelSource.of(file));
    }
}
