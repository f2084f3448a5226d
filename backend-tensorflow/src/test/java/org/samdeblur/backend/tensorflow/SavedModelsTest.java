package org.samdeblur.backend.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MapUnit;
import org.samdeblur.api.ModelInfo.Placement;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Padding;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.Tensor;
import org.samdeblur.backend.tensorflow.export.SavedModels;
import org.samdeblur.networks.contract.Golden;
import org.samdeblur.networks.contract.Graphs;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Node;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;

/** Networks written as SavedModels. */
class SavedModelsTest {
    private static final float TOLERANCE = 1e-5f;

    @TempDir
    private Path parent;

    private static Backend open() {
        return new TensorFlowBackendProvider()
                .open(BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(1));
    }

    /** What the network's graph makes of an image by itself. */
    private static Tensor expected(DeblurNetwork network, Tensor image) {
        try (TensorFlowEngine engine = TensorFlowEngine.open(
                        BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(1));
                GraphSession session = engine.load(network.graph(), Map.of())) {
            Tensor made = session.run(Map.of(network.input(), batch(image))).get(network.output());
            return made.reshape(made.dim(1), made.dim(2), made.dim(3));
        }
    }

    private static Tensor batch(Tensor image) {
        return image.reshape(1, image.dim(0), image.dim(1), image.dim(2));
    }

    private Path written(DeblurNetwork network) {
        Path folder = parent.resolve("network");
        SavedModels.write(network, folder);
        return folder;
    }

    /** Each way of damage, and a word of the message about it. */
    private static void damage(Path folder, String how) throws IOException {
        Path graph = folder.resolve("saved_model.pb");
        Path data = folder.resolve("variables/variables.data-00000-of-00001");
        Path index = folder.resolve("variables/variables.index");
        switch (how) {
            case "graph cut" -> Files.write(graph, Arrays.copyOf(Files.readAllBytes(graph), 1000));
            case "weights cut" -> Files.write(data, Arrays.copyOf(Files.readAllBytes(data), 1000));
            case "weights gone" -> Files.delete(data);
            case "index cut" -> Files.write(index, Arrays.copyOf(Files.readAllBytes(index), 20));
            case "index gone" -> Files.delete(index);
            case "other type" -> {
                SavedModel.Builder model = SavedModel.parseFrom(Files.readAllBytes(graph)).toBuilder();
                NodeDef.Builder constant =
                        model.getMetaGraphsBuilder(0).getGraphDefBuilder().getNodeBuilderList().stream()
                                .filter(node -> node.getOp().equals("Const"))
                                .findFirst()
                                .orElseThrow();
                AttrValue.Builder value = constant.getAttrMap().get("value").toBuilder();
                value.getTensorBuilder().setDtype(DataType.DT_DOUBLE).clearTensorContent();
                constant.putAttr("value", value.build());
                Files.write(graph, model.build().toByteArray());
            }
            default -> throw new IllegalArgumentException(how);
        }
    }

    /** TensorFlow would end the process over some of these. */
    @ParameterizedTest
    @ValueSource(strings = {"graph cut", "weights cut", "weights gone", "index cut", "index gone", "other type"})
    void whatIsDamagedIsRefused(String how) throws IOException {
        Path folder = written(TestNetworks.plain());
        damage(folder, how);
        try (Backend backend = open()) {
            String message = assertThrows(
                            InvalidModelException.class,
                            () -> backend.loadDeblurModel(ModelSource.of(folder), DeblurModelOptions.DEFAULT))
                    .getMessage();
            assertTrue(message.startsWith(folder.toString()) && message.lines().count() == 1, message);
        }
    }

    @Test
    void whatIsWrittenIsTheNetworkAgain() {
        for (DeblurNetwork network :
                List.of(TestNetworks.plain(), TestNetworks.guided().withPadding(Padding.REFLECT))) {
            Path folder = parent.resolve(network.guidance().channels() + "");
            SavedModels.write(network, folder);
            int channels = network.info().inputChannels();
            Tensor image = Graphs.random(5, channels, 14, 18);
            try (Backend backend = open();
                    DeblurModel model = backend.loadDeblurModel(ModelSource.of(folder), DeblurModelOptions.DEFAULT)) {
                assertEquals("Convolutions", model.info().architecture());
                assertEquals(channels, model.info().inputChannels());
                assertEquals(2, model.info().sizeMultiple());
                assertEquals(network.info().padding(), model.info().padding());
                assertEquals(64 * 9 * (channels + 3), model.info().parameters());
                assertEquals(network.guidance().getClass(), model.guidance().getClass());
                Golden.assertClose(expected(network, image), model.run(image), TOLERANCE);
            }
        }
    }

    @Test
    void thePlaceOfAnImageInThePaddedOneAndSquarenessAreKept() {
        DeblurNetwork plain = TestNetworks.plain();
        DeblurNetwork network = new DeblurNetwork(
                plain.info().toBuilder()
                        .placement(Placement.CENTER)
                        .square(true)
                        .build(),
                plain.guidance(),
                plain.graph());
        try (Backend backend = open();
                DeblurModel model =
                        backend.loadDeblurModel(ModelSource.of(written(network)), DeblurModelOptions.DEFAULT)) {
            assertEquals(Placement.CENTER, model.info().placement());
            assertTrue(model.info().isSquare());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nafnet.pth", "segnafnet.pth", "masknafnet.pth"})
    void theNafNetsAreTheSameNetworksAgain(String checkpoint) {
        DeblurNetwork network = TestNetworks.golden(checkpoint);
        Path folder = written(network);
        int channels = network.info().inputChannels();
        Tensor image = Graphs.random(5, channels, 48, 80);
        try (Backend backend = open();
                DeblurModel model = backend.loadDeblurModel(ModelSource.of(folder), DeblurModelOptions.DEFAULT)) {
            assertEquals(network.info().architecture(), model.info().architecture());
            assertEquals(network.info().sizeMultiple(), model.info().sizeMultiple());
            assertEquals(network.guidance().channels(), model.guidance().channels());
            Golden.assertClose(expected(network, image), model.run(image), TOLERANCE);
        }
    }

    @Test
    void aMapUnitsWeightsComeAlong() {
        DeblurNetwork network = TestNetworks.golden("segnafnet.pth");
        try (Backend backend = open();
                DeblurModel model =
                        backend.loadDeblurModel(ModelSource.of(written(network)), DeblurModelOptions.DEFAULT)) {
            MapUnit before = assertInstanceOf(MapUnit.class, network.guidance());
            MapUnit after = assertInstanceOf(MapUnit.class, model.guidance());
            assertEquals(before.encoder(), after.encoder());
        }
    }

    @Test
    void tensorFlowLoadsThemByItself() {
        DeblurNetwork network = TestNetworks.guided();
        Tensor image = Graphs.random(5, 4, 6, 10);
        try (SavedModelBundle bundle = SavedModelBundle.load(written(network).toString());
                TFloat32 colours = interleaved(image, 0, 3);
                TFloat32 guidance = interleaved(image, 3, 1);
                Result made = bundle.call(Map.of("image", colours, "guidance", guidance))) {
            TFloat32 sharp = (TFloat32) made.get("image").orElseThrow();
            Tensor expected = expected(network, image);
            assertEquals(Shape.of(1, 6, 10, 3), sharp.shape());
            sharp.scalars()
                    .forEachIndexed((at, value) -> assertEquals(
                            expected.get((int) at[3], (int) at[1], (int) at[2]), value.getFloat(), TOLERANCE));
        }
    }

    private static TFloat32 interleaved(Tensor image, int first, int channels) {
        return TFloat32.tensorOf(
                Shape.of(1, image.dim(1), image.dim(2), channels),
                made -> made.scalars()
                        .forEachIndexed((at, value) ->
                                value.setFloat(image.get(first + (int) at[3], (int) at[1], (int) at[2]))));
    }

    @Test
    void theSignatureNamesImagesOfAnySizeAndNumber() {
        try (SavedModelBundle bundle =
                SavedModelBundle.load(written(TestNetworks.guided()).toString())) {
            SignatureDef signature = bundle.metaGraphDef().getSignatureDefOrThrow("serving_default");
            assertEquals(Set.of("image", "guidance"), signature.getInputsMap().keySet());
            assertEquals(Set.of("image"), signature.getOutputsMap().keySet());
            assertEquals(
                    List.of(-1L, -1L, -1L, 3L),
                    signature.getInputsOrThrow("image").getTensorShape().getDimList().stream()
                            .map(axis -> axis.getSize())
                            .toList());
        }
    }

    @Test
    void weightsAreVariablesUnderTheirNames() {
        try (SavedModelBundle bundle =
                SavedModelBundle.load(written(TestNetworks.plain()).toString())) {
            List<String> variables = bundle.metaGraphDef().getGraphDef().getNodeList().stream()
                    .filter(node -> node.getOp().equals("VarHandleOp"))
                    .map(node -> node.getName())
                    .toList();
            assertEquals(2, variables.size());
            assertTrue(variables.stream().anyMatch(name -> name.endsWith("/in.weight")), variables::toString);
        }
    }

    @Test
    void aNetworkWithoutLargeWeightsNeedsNoVariables() {
        GraphBuilder g = new GraphBuilder("brighter");
        String image = g.input("x", Graphs.ONE, Graphs.THREE, Graphs.HEIGHT, Graphs.WIDTH);
        g.output("y", g.add(image, g.scalar(0.25f)), Graphs.ONE, Graphs.THREE, Graphs.HEIGHT, Graphs.WIDTH);
        DeblurNetwork network = new DeblurNetwork(
                TestNetworks.plain().info(), TestNetworks.plain().guidance(), g.build());
        Tensor image4 = Graphs.random(5, 3, 6, 10);
        try (Backend backend = open();
                DeblurModel model =
                        backend.loadDeblurModel(ModelSource.of(written(network)), DeblurModelOptions.DEFAULT)) {
            Golden.assertClose(expected(network, image4), model.run(image4), TOLERANCE);
        }
    }

    @Test
    void aFolderThatIsNotEmptyIsLeftAlone() throws IOException {
        Path folder = Files.createDirectory(parent.resolve("full"));
        Path file = Files.writeString(folder.resolve("diary.txt"), "Dear diary");
        SamDeblurException refused =
                assertThrows(SamDeblurException.class, () -> SavedModels.write(TestNetworks.plain(), folder));
        assertTrue(refused.getMessage().contains("full"), refused.getMessage());
        assertEquals("Dear diary", Files.readString(file));
        assertThrows(SamDeblurException.class, () -> SavedModels.write(TestNetworks.plain(), file));
        assertTrue(Files.isRegularFile(file));
    }

    @Test
    void anEmptyFolderIsFilled() throws IOException {
        Path folder = Files.createDirectory(parent.resolve("empty"));
        SavedModels.write(TestNetworks.plain(), folder);
        assertTrue(Files.exists(folder.resolve("saved_model.pb")));
    }

    @Test
    void whatCannotBeWrittenLeavesNothingBehind() throws IOException {
        Graph graph = TestNetworks.plain().graph();
        Node strange = new Node("sharpen7", "Sharpen", List.of("blurred"), List.of("sharp"), Map.of());
        Graph unknown = new Graph("strange", 17, graph.inputs(), graph.outputs(), List.of(strange), Map.of(), Map.of());
        DeblurNetwork network = TestNetworks.plain().withGraph(unknown);
        InvalidModelException refused =
                assertThrows(InvalidModelException.class, () -> SavedModels.write(network, parent.resolve("strange")));
        assertTrue(refused.getMessage().contains("'sharpen7'"), refused.getMessage());
        try (Stream<Path> left = Files.list(parent)) {
            assertFalse(left.findAny().isPresent());
        }
    }

    @Test
    void theSameNetworkMakesTheSameDescription() throws IOException {
        String file = "assets.extra/samdeblur.properties";
        SavedModels.write(TestNetworks.guided(), parent.resolve("a"));
        SavedModels.write(TestNetworks.guided(), parent.resolve("b"));
        assertEquals(
                List.of(
                        "samdeblur.architecture=Convolutions",
                        "samdeblur.guidance=grey-codes",
                        "samdeblur.padding=zero",
                        "samdeblur.size_multiple=2"),
                Files.readAllLines(parent.resolve("a").resolve(file)));
        assertEquals(
                -1,
                Files.mismatch(
                        parent.resolve("a").resolve(file), parent.resolve("b").resolve(file)));
    }
}
