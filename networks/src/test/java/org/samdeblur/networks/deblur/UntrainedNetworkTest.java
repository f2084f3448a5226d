package org.samdeblur.networks.deblur;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MapUnit;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.ModelSource;
import org.samdeblur.map.GreyCodes;
import org.samdeblur.map.MaskAveragePooling;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.checkpoint.Safetensors;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.OnnxFiles;
import org.samdeblur.networks.nafnet.NafNetDesign;

/** Networks that are made here, widened, and given other weights, on their way through files. */
class UntrainedNetworkTest {
    private static final NafNetDesign DESIGN = new NafNetDesign(4, List.of(1, 2), 1, List.of(2, 1));
    private static final MapUnit UNIT = new MaskAveragePooling(MapEncoder.random(2, 5));

    @TempDir
    Path folder;

    @Test
    void theGuidanceMakesTheArchitecture() {
        assertEquals(
                "NAFNet",
                DeblurNetworks.untrained(DESIGN, MaskGuidance.none(), 1).info().architecture());
        assertEquals(
                "MaskNAFNet",
                DeblurNetworks.untrained(DESIGN, new GreyCodes(), 1).info().architecture());
        assertEquals(
                "SegNAFNet", DeblurNetworks.untrained(DESIGN, UNIT, 1).info().architecture());
    }

    @Test
    void weightsBetweenTwoNetworksAreTheirWeightedMeans() {
        DeblurNetwork one = DeblurNetworks.untrained(DESIGN, UNIT, 1);
        DeblurNetwork other = DeblurNetworks.untrained(DESIGN, new MaskAveragePooling(MapEncoder.random(2, 6)), 2);

        Map<String, Constant> between = one.interpolated(other, 0.25).weights();

        assertEquals(one.weights(), one.interpolated(other, 0).weights());
        assertEquals(other.weights(), one.interpolated(other, 1).weights());
        for (String name : List.of("intro.weight", "pre_seg_in.weight", "decoders.1.0.conv5.bias")) {
            assertEquals(
                    0.75 * first(one.weights().get(name))
                            + 0.25 * first(other.weights().get(name)),
                    first(between.get(name)),
                    1e-7,
                    name);
        }
        DeblurNetwork plain = DeblurNetworks.untrained(DESIGN, MaskGuidance.none(), 1);
        assertThrows(InvalidModelException.class, () -> one.interpolated(plain, 0.5));
    }

    private static float first(Constant weight) {
        return weight.toTensor().data().get(0);
    }

    @Test
    void weightsInHalfPrecisionLoadAsTheSameNetwork() {
        DeblurNetwork network = DeblurNetworks.untrained(DESIGN, UNIT, 1);
        Path file = folder.resolve("half.safetensors");

        network.writeWeights(file, WeightPrecision.HALF);
        DeblurNetwork read = DeblurNetworks.load(ModelSource.of(file), DeblurModelOptions.DEFAULT);

        assertEquals(network.info().architecture(), read.info().architecture());
        assertEquals(network.info().padding(), read.info().padding());
        assertEquals(
                network.weights().get("intro.weight").toHalf().toTensor(),
                read.weights().get("intro.weight").toTensor());
    }

    @Test
    void weightsLieWithinPyTorchsBounds() {
        Map<String, Constant> weights =
                DeblurNetworks.untrained(DESIGN, MaskGuidance.none(), 1).weights();
        assertSpread(weights.get("intro.weight"), 1 / Math.sqrt(27));
        assertSpread(weights.get("encoders.1.0.conv2.weight"), 1 / Math.sqrt(9));
        assertSpread(weights.get("middle_blks.0.conv4.weight"), 1 / Math.sqrt(16));
        assertSpread(weights.get("ups.0.0.weight"), 1 / Math.sqrt(16));
        assertAll(weights.get("decoders.0.1.norm1.weight"), 1);
        assertAll(weights.get("decoders.0.1.norm1.bias"), 0);
        assertAll(weights.get("decoders.1.0.beta"), 0);
        assertEquals(List.of(8), weights.get("decoders.0.1.norm1.weight").shape());
    }

    private static void assertSpread(Constant weight, double bound) {
        FloatBuffer values = weight.toTensor().data();
        double largest = 0;
        while (values.hasRemaining()) {
            largest = Math.max(largest, Math.abs(values.get()));
        }
        assertTrue(largest <= bound && largest > 0.9 * bound, largest + " of " + bound);
    }

    private static void assertAll(Constant weight, float value) {
        FloatBuffer values = weight.toTensor().data();
        while (values.hasRemaining()) {
            assertEquals(value, values.get());
        }
    }

    @Test
    void theSeedDecides() {
        assertEquals(
                DeblurNetworks.untrained(DESIGN, UNIT, 1).weights(),
                DeblurNetworks.untrained(DESIGN, UNIT, 1).weights());
        assertNotEquals(
                DeblurNetworks.untrained(DESIGN, UNIT, 1).weights().get("intro.weight"),
                DeblurNetworks.untrained(DESIGN, UNIT, 2).weights().get("intro.weight"));
    }

    @Test
    void sizesThatMakeNoNetworkAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new NafNetDesign(0, List.of(1), 1, List.of(1)));
        assertThrows(IllegalArgumentException.class, () -> new NafNetDesign(8, List.of(1, 1), 1, List.of(1)));
        assertThrows(IllegalArgumentException.class, () -> new NafNetDesign(8, List.of(), 1, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new NafNetDesign(8, List.of(-1), 1, List.of(1)));
    }

    @Test
    void aLevelMayHaveNoBlocks() {
        DeblurNetwork network = DeblurNetworks.untrained(new NafNetDesign(4, List.of(0, 2), 1, List.of(1, 0)), UNIT, 1);
        Safetensors.write(folder.resolve("network.safetensors"), network.weights());

        DeblurNetwork loaded =
                DeblurNetworks.load(ModelSource.of(folder.resolve("network.safetensors")), DeblurModelOptions.DEFAULT);

        assertEquals(4, loaded.info().sizeMultiple());
        assertEquals(network.graph(), loaded.graph());
    }

    @Test
    void weightsGoThroughACheckpointAndAnOnnxFile() {
        DeblurNetwork network = DeblurNetworks.untrained(DESIGN, UNIT, 1);
        Safetensors.write(folder.resolve("network.safetensors"), network.weights());
        OnnxFiles.write(network.graph(), folder.resolve("network.onnx"));
        for (String file : List.of("network.safetensors", "network.onnx")) {
            DeblurNetwork loaded =
                    DeblurNetworks.load(ModelSource.of(folder.resolve(file)), DeblurModelOptions.DEFAULT);
            assertEquals(network.weights(), loaded.weights());
            assertEquals(network.graph().constants(), loaded.graph().constants());
        }
    }

    @Test
    void otherWeightsTakeTheirPlaces() {
        DeblurNetwork network = DeblurNetworks.untrained(DESIGN, UNIT, 1);
        Map<String, Constant> other = DeblurNetworks.untrained(
                        DESIGN, new MaskAveragePooling(MapEncoder.random(2, 6)), 2)
                .weights();
        DeblurNetwork exchanged = network.withWeights(other);
        assertEquals(other, exchanged.weights());
        Path file = folder.resolve("exchanged.onnx");
        OnnxFiles.write(exchanged.graph(), file);
        assertEquals(
                other,
                DeblurNetworks.load(ModelSource.of(file), DeblurModelOptions.DEFAULT)
                        .weights());
    }

    @Test
    void weightsThatDoNotFitAreRefused() {
        DeblurNetwork network = DeblurNetworks.untrained(DESIGN, UNIT, 1);
        Constant two = Constant.create(values -> {}, 2);
        assertThrows(InvalidModelException.class, () -> network.withWeights(Map.of("nowhere.weight", two)));
        assertThrows(InvalidModelException.class, () -> network.withWeights(Map.of("intro.bias", two)));
    }

    @Test
    void aWidenedNetworkRemembersItsUnitInAFile() {
        DeblurNetwork wide =
                DeblurNetworks.untrained(DESIGN, MaskGuidance.none(), 1).widened(UNIT);
        assertEquals(5, wide.info().inputChannels());
        Path file = folder.resolve("wide.onnx");
        OnnxFiles.write(wide.graph(), file);
        DeblurNetwork loaded = DeblurNetworks.load(ModelSource.of(file), DeblurModelOptions.DEFAULT);
        assertEquals(wide.weights(), loaded.weights());
        assertEquals(5, loaded.info().inputChannels());
        assertThrows(InvalidModelException.class, () -> wide.widened(UNIT));
    }

    @Test
    void aCheckpointInMemoryNamesWhatIsMissing() {
        Checkpoint checkpoint = Checkpoint.of(Path.of("fresh"), Map.of());
        InvalidModelException e = assertThrows(InvalidModelException.class, () -> checkpoint.weight("intro.weight"));
        assertEquals("fresh has no weight 'intro.weight' among its 0", e.getMessage());
    }
}
