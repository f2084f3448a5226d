package org.samdeblur.networks.dmphn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.DeblurModelOptions.Pooling;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.ValueRange;
import org.samdeblur.map.MaskAveragePooling;
import org.samdeblur.networks.architecture.Parameters;
import org.samdeblur.networks.checkpoint.Safetensors;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.graph.Constant;

class DmphnFilesTest {
    private static final DmphnWidths NARROW = new DmphnWidths(2, 3, 4, 3);

    @TempDir
    Path folder;

    @Test
    void makeOneNetworkOfAnyWidth() {
        writeAll(NARROW);

        DeblurNetwork network = DeblurNetworks.load(ModelSource.of(folder), DeblurModelOptions.DEFAULT);

        assertEquals("DMPHN 1-2-4", network.info().architecture());
        assertEquals(folder.getFileName().toString(), network.info().name());
        assertEquals(8, network.info().sizeMultiple());
        assertEquals(Parameters.of(network.graph()), network.info().parameters());
    }

    @Test
    void haveOneOutputAndNoRangeToChoose() {
        writeAll(NARROW);

        for (DeblurModelOptions options : List.of(
                DeblurModelOptions.DEFAULT.withOutput("out"),
                DeblurModelOptions.DEFAULT.withValueRange(new ValueRange(0, 255)),
                DeblurModelOptions.DEFAULT.withStages(1))) {
            assertThrows(
                    InvalidModelException.class,
                    () -> DeblurNetworks.load(ModelSource.of(folder), options),
                    options::toString);
        }
    }

    @Test
    void areFoundInSubfoldersAndUnderOtherNames() throws IOException {
        for (int level = 1; level <= 3; level++) {
            Path nested = Files.createDirectories(folder.resolve("checkpoints/level" + level));
            writePart("encoder_lv1", NARROW, nested.resolve("DMPHN_Encoder-level_" + level + ".safetensors"));
            writePart("decoder_lv1", NARROW, nested.resolve("DMPHN_Decoder-level_" + level + "_final.pth"));
        }

        assertEquals(
                3,
                DmphnFiles.open(folder, Optional.empty()).names().stream()
                        .filter(name -> name.startsWith("decoder") && name.endsWith("layer24.weight"))
                        .count());
    }

    @Test
    void saysWhichFileIsMissing() throws IOException {
        writeAll(NARROW);
        Files.delete(folder.resolve("decoder_lv2.pkl"));

        assertRefused("decoder_lv2.pkl is missing");
    }

    @Test
    void refusesTheSamePartTwice() {
        writeAll(NARROW);
        writePart("encoder_lv1", NARROW, folder.resolve("encoder_lv1_old.pkl"));

        assertRefused("the encoder of level 1 of DMPHN 1-2-4 more than once");
    }

    @Test
    void refusesNetworksOfMoreLevels() {
        writeAll(NARROW);
        writePart("encoder_lv1", NARROW, folder.resolve("encoder_lv4.pkl"));

        assertRefused("a DMPHN of more than three levels");
    }

    @Test
    void saysWhichWeightDoesNotFitTheOtherFiles() {
        writeAll(NARROW);
        writePart("encoder_lv3", new DmphnWidths(2, 3, 5, 3), folder.resolve("encoder_lv3.pkl"));

        assertRefused("'encoder_lv3.layer9.weight' has the shape [5, 3, 3, 3] instead of [4, 3, 3, 3]");
    }

    @Test
    void refusesKernelsThatWouldChangeTheSize() {
        writeAll(new DmphnWidths(2, 3, 4, 4));

        assertRefused("'encoder_lv1.layer1.weight' has the shape [2, 3, 4, 4], and no kernel of even size");
    }

    @Test
    void refusesLocalPools() {
        writeAll(NARROW);
        DeblurModelOptions local =
                DeblurModelOptions.DEFAULT.withPooling(Pooling.LOCAL).withGraphForm(GraphForm.PLAIN);

        Exception refusal =
                assertThrows(InvalidModelException.class, () -> DeblurNetworks.load(ModelSource.of(folder), local));

        assertTrue(refusal.getMessage().contains("TLC"), refusal::getMessage);
    }

    private void writeAll(DmphnWidths widths) {
        for (int level = 1; level <= 3; level++) {
            for (String kind : List.of("encoder_lv", "decoder_lv")) {
                writePart(kind + level, widths, folder.resolve(kind + level + ".pkl"));
            }
        }
    }

    private static void writePart(String part, DmphnWidths widths, Path file) {
        Map<String, Constant> weights = new LinkedHashMap<>();
        DeblurNetworks.untrained(new Dmphn(widths), MaskGuidance.none(), 1)
                .weights()
                .forEach((name, weight) -> {
                    if (name.startsWith(part + ".")) {
                        weights.put(name.substring(part.length() + 1), weight);
                    }
                });
        Safetensors.write(file, weights);
    }

    @Test
    void areOneCheckpointAfterTraining() {
        DeblurNetwork network = DeblurNetworks.untrained(new Dmphn(NARROW), MaskGuidance.none(), 1);
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(file, network.weights());

        DeblurNetwork read = DeblurNetworks.load(ModelSource.of(file), DeblurModelOptions.DEFAULT);

        assertEquals(network.graph(), read.graph());
    }

    @Test
    void areOneCheckpointAfterTrainingWithMasks() {
        DeblurNetwork network =
                DeblurNetworks.untrained(new Dmphn(NARROW), new MaskAveragePooling(MapEncoder.random(2, 1)), 1);
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(file, network.weights());

        DeblurNetwork read = DeblurNetworks.load(ModelSource.of(file), DeblurModelOptions.DEFAULT);

        assertEquals(5, read.info().inputChannels());
        assertEquals(network.weights(), read.weights());
    }

    private void assertRefused(String reason) {
        Exception refusal = assertThrows(
                InvalidModelException.class,
                () -> DeblurNetworks.load(ModelSource.of(folder), DeblurModelOptions.DEFAULT));
        assertTrue(refusal.getMessage().contains(reason), refusal::getMessage);
        assertTrue(refusal.getMessage().startsWith(folder.toString()), refusal::getMessage);
    }
}
