package org.samdeblur.networks.deblur;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.DeblurModelOptions.Pooling;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MapUnit;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Padding;
import org.samdeblur.api.ValueRange;
import org.samdeblur.map.GreyCodes;
import org.samdeblur.networks.architecture.Parameters;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.checkpoint.Safetensors;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Node;

class DeblurNetworksTest {
    private static final DeblurModelOptions PLAIN = DeblurModelOptions.DEFAULT.withGraphForm(GraphForm.PLAIN);

    @Test
    void recognisesThePublishedFamily() {
        assertEquals(MaskGuidance.none(), load("nafnet.pth").guidance());
        assertInstanceOf(GreyCodes.class, load("masknafnet.pth").guidance());
        assertEquals(
                2,
                assertInstanceOf(MapUnit.class, load("segnafnet.pth").guidance())
                        .channels());
        assertEquals(5, load("segnafnet.pth").info().inputChannels());
    }

    @Test
    void countsTheWeightsOfTheCheckpoint() {
        DeblurNetwork network = load("nafnet.pth");

        assertEquals(83_579, network.info().parameters());
        assertEquals(83_579, Parameters.of(network.graph()));
    }

    @Test
    void keepsTheNamesOfTheWeights() {
        Path file = golden("nafnet.pth");

        Set<String> constants = load("nafnet.pth").graph().constants().keySet();

        assertTrue(constants.containsAll(Checkpoint.open(file).names()));
    }

    @Test
    void makesPoolsLocalWhenAsked() {
        DeblurModelOptions local =
                DeblurModelOptions.DEFAULT.withPooling(Pooling.LOCAL).withGraphForm(GraphForm.PLAIN);

        DeblurNetwork network = DeblurNetworks.load(ModelSource.of(golden("nafnet.pth")), local);

        assertTrue(operators(load("nafnet.pth")).contains("GlobalAveragePool"));
        assertTrue(operators(network).contains("CumSum"));
        assertTrue(!operators(network).contains("GlobalAveragePool"));
    }

    @Test
    void poolsAsTheFileSaysUnlessAsked(@TempDir Path folder) {
        DeblurNetwork stated = DeblurNetworks.load(ModelSource.embeddedFast(), PLAIN);
        Path file = folder.resolve("copy.safetensors");
        stated.writeWeights(file, WeightPrecision.SINGLE);
        DeblurNetwork copy = DeblurNetworks.load(ModelSource.of(file), PLAIN);
        DeblurNetwork asked = DeblurNetworks.load(ModelSource.of(file), PLAIN.withPooling(Pooling.GLOBAL));

        assertTrue(operators(stated).contains("CumSum"));
        assertTrue(operators(stated).contains("AveragePool"), "its windows move by squares of pixels");
        assertEquals(operators(stated), operators(copy));
        assertFalse(operators(asked).contains("CumSum"));
    }

    @Test
    void refusesOptionsThatDoNotApplyToTheEmbeddedModel() {
        DeblurModelOptions options = DeblurModelOptions.DEFAULT;
        assertNotApplicable("(DeblurModelOptions.withStages)", options.withStages(1));
        assertNotApplicable("(DeblurModelOptions.withWeights)", options.withWeights("params"));
        assertNotApplicable("(DeblurModelOptions.withOutput)", options.withOutput("out"));
        assertNotApplicable("(DeblurModelOptions.withValueRange)", options.withValueRange(new ValueRange(0, 255)));
    }

    private static void assertNotApplicable(String option, DeblurModelOptions options) {
        Exception refusal =
                assertThrows(InvalidModelException.class, () -> DeblurNetworks.load(ModelSource.embedded(), options));
        assertTrue(
                refusal.getMessage().contains(option + " cannot be chosen for an embedded model"), refusal::getMessage);
    }

    private static Set<String> operators(DeblurNetwork network) {
        return network.graph().nodes().stream().map(Node::operator).collect(Collectors.toSet());
    }

    @Test
    void saysWhatACheckpointBeginsWithThatItDoesNotKnow(@TempDir Path folder) {
        Path file = new Weights().put("stem.weight", 4, 3, 7, 7).write(folder.resolve("resnet.safetensors"));

        Exception refusal = assertThrows(
                InvalidModelException.class,
                () -> DeblurNetworks.load(ModelSource.of(file), DeblurModelOptions.DEFAULT));

        assertTrue(refusal.getMessage().contains("[stem.weight]"), refusal::getMessage);
        assertTrue(refusal.getMessage().contains("NAFNet, Baseline, DMPHN 1-2-4, MIMO-UNet"), refusal::getMessage);
    }

    @Test
    void refusesInOneLineWhateverTheNames(@TempDir Path folder) {
        Path file = new Weights().put("stem\nweight" + "x".repeat(10_000), 4).write(folder.resolve("odd.safetensors"));

        Exception refusal = assertThrows(
                InvalidModelException.class,
                () -> DeblurNetworks.load(ModelSource.of(file), DeblurModelOptions.DEFAULT));

        assertTrue(refusal.getMessage().contains("stem weight"), refusal::getMessage);
        assertTrue(refusal.getMessage().length() < 1000, refusal::getMessage);
    }

    @Test
    void embedsTheSmallSegNafNet() {
        DeblurNetwork network = DeblurNetworks.load(ModelSource.embeddedFast(), DeblurModelOptions.DEFAULT);

        assertEquals("SegNAFNet", network.info().architecture());
        assertEquals(16, network.info().sizeMultiple());
        assertEquals(1_969_937, network.info().parameters());
        assertEquals(Padding.REFLECT, network.info().padding());
    }

    @Test
    void theDefaultModelIsMaximsFirstStage() {
        DeblurNetwork network = DeblurNetworks.load(ModelSource.embedded(), DeblurModelOptions.DEFAULT);

        assertEquals("MAXIM", network.info().architecture());
        assertEquals(64, network.info().sizeMultiple());
        assertEquals(6_134_371, network.info().parameters());
        assertEquals(Padding.REFLECT, network.info().padding());
        assertTrue(network.info().fixedSize().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"segnafnet-small", "maxim-tuned"})
    void theEmbeddedModelsCardIsAboutTheFileThatIsEmbedded(String model) throws IOException, NoSuchAlgorithmException {
        Path card = Path.of(System.getProperty("samdeblur.golden"), "..", "docs", "models", model + ".md");
        try (InputStream file = EmbeddedModel.class.getResourceAsStream(model + ".safetensors")) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(file.readAllBytes());
            assertTrue(Files.readString(card).contains(HexFormat.of().formatHex(digest)));
        }
    }

    @Test
    void fillsImagesUpForPublishedNetworksAsTheirCodeDoes() {
        for (String published : List.of("nafnet.pth", "segnafnet.pth", "masknafnet.pth")) {
            assertEquals(Padding.ZERO, load(published).info().padding());
        }
    }

    @Test
    void fillsImagesUpAsTheFileOfWeightsSays(@TempDir Path folder) {
        Path file = folder.resolve("network.safetensors");
        Map<String, Constant> weights = load("nafnet.pth").weights();

        Safetensors.write(file, weights, NetworkMetadata.properties(Padding.REFLECT));

        assertEquals(
                Padding.REFLECT,
                DeblurNetworks.load(ModelSource.of(file), DeblurModelOptions.DEFAULT)
                        .info()
                        .padding());
    }

    @Test
    void namesTheFileWhosePaddingIsUnknown(@TempDir Path folder) {
        Path file = folder.resolve("network.safetensors");
        Safetensors.write(file, load("nafnet.pth").weights(), Map.of("samdeblur.padding", "wrap"));

        Exception refusal = assertThrows(
                InvalidModelException.class,
                () -> DeblurNetworks.load(ModelSource.of(file), DeblurModelOptions.DEFAULT));

        assertTrue(refusal.getMessage().contains("network.safetensors"), refusal::getMessage);
        assertTrue(refusal.getMessage().contains("'wrap', not one of [zero, reflect]"), refusal::getMessage);
    }

    @Test
    void saysWhoRunsASavedModel(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("saved_model.pb"));
        ModelSource source = ModelSource.of(folder);

        String message = assertThrows(
                        InvalidModelException.class, () -> DeblurNetworks.load(source, DeblurModelOptions.DEFAULT))
                .getMessage();

        assertTrue(message.contains("'tensorflow'"), message);
    }

    @Test
    void checksDownloads() {
        Path file = golden("nafnet.pth");
        ModelSource wrong = ModelSource.of(file.toUri(), "0".repeat(64));

        assertThrows(InvalidModelException.class, () -> DeblurNetworks.load(wrong, DeblurModelOptions.DEFAULT));
    }

    private static DeblurNetwork load(String name) {
        return DeblurNetworks.load(ModelSource.of(golden(name)), DeblurModelOptions.DEFAULT);
    }

    private static Path golden(String name) {
        return Path.of(System.getProperty("samdeblur.golden"), "nafnet", name);
    }
}
