package org.samdeblur.networks.maxim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.Image;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.ModelInfo.Placement;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Padding;
import org.samdeblur.api.Tensor;
import org.samdeblur.map.MaskAveragePooling;
import org.samdeblur.map.files.NpyFiles;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.checkpoint.Safetensors;
import org.samdeblur.networks.contract.MaximGolden;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.rewrite.GraphRewriter;
import org.samdeblur.networks.graph.rewrite.OnnxRuntime;

@Tag("once")
class MaximTest {
    private static final MaximGolden SMALL = MaximGolden.ONE_STAGE;
    private static final MaximGolden OF_THREE_STAGES = MaximGolden.THREE_STAGES;

    @TempDir
    Path folder;

    @Test
    void isFilledUpAsItsAuthorsDo() {
        DeblurNetwork network = load(SMALL.weights(), DeblurModelOptions.DEFAULT);

        assertEquals("MAXIM", network.info().architecture());
        assertEquals(32, network.info().sizeMultiple());
        assertEquals(Padding.REFLECT, network.info().padding());
        assertEquals(Placement.CENTER, network.info().placement());
    }

    static Stream<Arguments> stages() {
        return MaximGolden.afterEveryStage().stream()
                .flatMap(golden -> Stream.of(GraphForm.values()).map(form -> Arguments.of(golden, form)));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void givesWhatTheAuthorsCodeGivesAfterEveryStage(MaximGolden golden, GraphForm form) {
        Graph graph = load(golden.weights(), golden.options(form)).graph();
        Tensor image = Image.read(golden.input()).toTensor();

        Tensor output = OnnxRuntime.run(form == GraphForm.PLAIN ? graph : GraphRewriter.rewrite(graph), batch(image));

        Tensor expected = NpyFiles.read(golden.output());
        assertTrue(OnnxRuntime.difference(batch(expected), output) <= golden.tolerance());
    }

    @Test
    void comesBackFromItsOwnWeights() {
        DeblurNetwork network = load(SMALL.weights(), DeblurModelOptions.DEFAULT);
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(file, network.weights());

        assertEquals(network.graph(), load(file, DeblurModelOptions.DEFAULT).graph());
        Checkpoint published = Checkpoint.open(SMALL.weights());
        network.weights().forEach((name, weight) -> assertEquals(published.weight(name), weight, name));
    }

    @Test
    void isANetworkOfItsFirstStagesWhereItStopsEarly() {
        DeblurNetwork first = load(OF_THREE_STAGES.weights(), DeblurModelOptions.DEFAULT.withStages(1));
        Path file = folder.resolve("first-stage.safetensors");
        Safetensors.write(file, first.weights());

        assertEquals(first.graph(), load(file, DeblurModelOptions.DEFAULT).graph());
    }

    @Test
    void hasNoMoreStagesThanItsWeights() {
        assertThrows(
                InvalidModelException.class, () -> load(SMALL.weights(), DeblurModelOptions.DEFAULT.withStages(2)));
    }

    @Test
    void computesTheSameWhenWidenedForMasks() {
        DeblurNetwork network = load(SMALL.weights(), DeblurModelOptions.DEFAULT);
        Tensor image = Image.read(SMALL.input()).toTensor();
        Tensor masks = Tensor.create(
                values -> {
                    while (values.hasRemaining()) {
                        values.put(values.position() % 7);
                    }
                },
                2,
                image.dim(1),
                image.dim(2));

        DeblurNetwork wide = network.widened(new MaskAveragePooling(MapEncoder.random(2, 3)));

        Tensor expected = OnnxRuntime.run(network.graph(), batch(image));
        Tensor actual = OnnxRuntime.run(wide.graph(), batch(Tensor.concat(image, masks)));
        assertTrue(OnnxRuntime.difference(expected, actual) <= 1e-5f);
    }

    @Test
    void isRefusedWhereItIsCutShort() throws Exception {
        byte[] whole = Files.readAllBytes(SMALL.weights());
        Path file = Files.write(folder.resolve("short.npz"), Arrays.copyOf(whole, whole.length / 2));

        assertThrows(InvalidModelException.class, () -> load(file, DeblurModelOptions.DEFAULT));
    }

    private static Tensor batch(Tensor image) {
        return image.reshape(1, image.dim(0), image.dim(1), image.dim(2));
    }

    private static DeblurNetwork load(Path file, DeblurModelOptions options) {
        return DeblurNetworks.load(ModelSource.of(file), options);
    }
}
