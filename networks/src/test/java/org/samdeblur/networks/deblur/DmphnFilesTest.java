package org.samdeblur.networks.deblur;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.DeblurModelOptions.Pooling;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.networks.architecture.Parameters;

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
    void areFoundInSubfoldersAndUnderOtherNames() throws IOException {
        for (int level = 1; level <= 3; level++) {
            Path nested = Files.createDirectories(folder.resolve("checkpoints/level" + level));
            Weights.ofDmphnEncoder(NARROW).write(nested.resolve("DMPHN_Encoder-level_" + level + ".safetensors"));
            Weights.ofDmphnDecoder(NARROW).write(nested.resolve("DMPHN_Decoder-level_" + level + "_final.pth"));
        }

        assertEquals(3, DmphnFiles.open(folder, Optional.empty()).decoders().size());
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
        Weights.ofDmphnEncoder(NARROW).write(folder.resolve("encoder_lv1_old.pkl"));

        assertRefused("the encoder of level 1 of DMPHN 1-2-4 more than once");
    }

    @Test
    void refusesNetworksOfMoreLevels() {
        writeAll(NARROW);
        Weights.ofDmphnEncoder(NARROW).write(folder.resolve("encoder_lv4.pkl"));

        assertRefused("a DMPHN of more than three levels");
    }

    @Test
    void saysWhichWeightDoesNotFitTheOtherFiles() {
        writeAll(NARROW);
        Weights.ofDmphnEncoder(new DmphnWidths(2, 3, 5, 3)).write(folder.resolve("encoder_lv3.pkl"));

        assertRefused("'layer9.weight' has the shape [5, 3, 3, 3] instead of [4, 3, 3, 3]");
    }

    @Test
    void refusesKernelsThatWouldChangeTheSize() {
        writeAll(new DmphnWidths(2, 3, 4, 4));

        assertRefused("'layer1.weight' has the shape [2, 3, 4, 4], and no kernel of even size");
    }

    @Test
    void refusesLocalPools() {
        writeAll(NARROW);
        DeblurModelOptions local = new DeblurModelOptions(Pooling.LOCAL, GraphForm.PLAIN);

        Exception refusal =
                assertThrows(InvalidModelException.class, () -> DeblurNetworks.load(ModelSource.of(folder), local));

        assertTrue(refusal.getMessage().contains("TLC"), refusal::getMessage);
    }

    private void writeAll(DmphnWidths widths) {
        for (int level = 1; level <= 3; level++) {
            Weights.ofDmphnEncoder(widths).write(folder.resolve("encoder_lv" + level + ".pkl"));
            Weights.ofDmphnDecoder(widths).write(folder.resolve("decoder_lv" + level + ".pkl"));
        }
    }

    private void assertRefused(String reason) {
        Exception refusal = assertThrows(InvalidModelException.class, () -> DmphnFiles.open(folder, Optional.empty()));
        assertTrue(refusal.getMessage().contains(reason), refusal::getMessage);
        assertTrue(refusal.getMessage().startsWith(folder.toString()), refusal::getMessage);
    }
}
