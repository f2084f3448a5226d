package org.samdeblur.networks.nafnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.map.GreyCodes;
import org.samdeblur.map.MaskAveragePooling;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.graph.Constant;

class NafNetArchitectureTest {
    private static final NafNetDesign SMALL = new NafNetDesign(2, List.of(1, 1), 1, List.of(1, 1));
    private static final MaskGuidance TWO_CHANNELS = new MaskAveragePooling(MapEncoder.random(2, 5));

    @Property(tries = 50)
    void isReadOffTheWeightsWhateverTheSizes(
            @ForAll("designs") NafNetDesign design, @ForAll("guidances") MaskGuidance guidance) {
        DeblurNetwork untrained = DeblurNetworks.untrained(design, guidance, 1);
        Checkpoint checkpoint = Checkpoint.of(Path.of("untrained"), untrained.weights());

        assertEquals(NafNetArchitecture.published(design, guidance), new NafNetArchitecture().read(checkpoint));
        assertEquals(
                untrained.graph(), DeblurNetworks.of("untrained", checkpoint).graph());
    }

    @Provide
    Arbitrary<NafNetDesign> designs() {
        return Arbitraries.integers().between(1, 3).flatMap(levels -> {
            Arbitrary<List<Integer>> blocks =
                    Arbitraries.integers().between(0, 3).list().ofSize(levels);
            Arbitrary<Integer> few = Arbitraries.integers().between(1, 3);
            return Combinators.combine(few, blocks, few, blocks).as(NafNetDesign::new);
        });
    }

    @Provide
    Arbitrary<MaskGuidance> guidances() {
        return Arbitraries.of(
                MaskGuidance.none(), new GreyCodes(), new MaskAveragePooling(MapEncoder.random(1, 5)), TWO_CHANNELS);
    }

    @Test
    void saysWhichWeightIsMissing() {
        Map<String, Constant> weights = weights(SMALL, MaskGuidance.none());
        weights.remove("encoders.1.0.sca.1.bias");
        assertMisfit("'encoders.1.0.sca.1.bias' is missing", weights);
    }

    @Test
    void saysWhichWeightIsOfAnotherShape() {
        Map<String, Constant> weights = weights(SMALL, MaskGuidance.none());
        weights.put("ups.0.0.weight", zeros(8, 8, 1, 1));
        assertMisfit("'ups.0.0.weight' has the shape [8, 8, 1, 1] instead of [16, 8, 1, 1]", weights);
    }

    @Test
    void saysWhichWeightIsLeftOver() {
        Map<String, Constant> weights = weights(SMALL, MaskGuidance.none());
        weights.put("attention.weight", zeros(2));
        assertMisfit("'attention.weight' has no place in it", weights);
    }

    @Test
    void saysWhenTheEncoderAndTheNetworkDisagree() {
        Map<String, Constant> weights = weights(SMALL, TWO_CHANNELS);
        weights.put("intro.weight", zeros(2, 4, 3, 3));
        assertMisfit(
                "looks like SegNAFNet, but 'intro.weight' takes 4 channels where the image and 'pre_seg' make 5",
                weights);
    }

    @Test
    void refusesNetworksForGreyImages() {
        Map<String, Constant> weights = weights(SMALL, MaskGuidance.none());
        weights.put("intro.weight", zeros(2, 1, 3, 3));
        assertMisfit("'intro.weight' takes 1 channels; colour images have 3", weights);
    }

    @Test
    void refusesChannelsThatCannotBeHalved() {
        Map<String, Constant> weights = weights(new NafNetDesign(3, List.of(1), 1, List.of(1)), MaskGuidance.none());
        weights.put("encoders.0.0.conv1.weight", zeros(3, 3, 1, 1));
        assertMisfit("cannot be halved", weights);
    }

    private static Map<String, Constant> weights(NafNetDesign design, MaskGuidance guidance) {
        return new LinkedHashMap<>(DeblurNetworks.untrained(design, guidance, 1).weights());
    }

    private static Constant zeros(int... shape) {
        return Constant.create(values -> {}, shape);
    }

    private static void assertMisfit(String reason, Map<String, Constant> weights) {
        Checkpoint checkpoint = Checkpoint.of(Path.of("folder", "weights.pth"), weights);
        Exception refusal = assertThrows(InvalidModelException.class, () -> DeblurNetworks.of("network", checkpoint));
        assertTrue(refusal.getMessage().contains(reason), refusal::getMessage);
        assertTrue(refusal.getMessage().startsWith(checkpoint.file().toString()), refusal::getMessage);
    }
}
