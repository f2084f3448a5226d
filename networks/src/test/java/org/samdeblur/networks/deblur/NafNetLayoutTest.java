package org.samdeblur.networks.deblur;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.InvalidModelException;

class NafNetLayoutTest {
    private static final NafNetLayout SMALL = new NafNetLayout(3, 0, 2, List.of(1, 1), 1, List.of(1, 1));

    @Property(tries = 50)
    void isReadOffTheWeightsWhateverTheSizes(@ForAll("layouts") NafNetLayout layout) throws IOException {
        Path folder = Files.createTempDirectory("layout");
        try {
            assertEquals(layout, NafNetLayout.of(Weights.of(layout).checkpoint(folder)));
        } finally {
            Files.deleteIfExists(folder.resolve("weights.safetensors"));
            Files.delete(folder);
        }
    }

    @Provide
    Arbitrary<NafNetLayout> layouts() {
        return Arbitraries.integers().between(1, 3).flatMap(this::layoutsOfLevels);
    }

    private Arbitrary<NafNetLayout> layoutsOfLevels(int levels) {
        Arbitrary<List<Integer>> blocks =
                Arbitraries.integers().between(0, 3).list().ofSize(levels);
        Arbitrary<Integer> few = Arbitraries.integers().between(1, 3);
        Arbitrary<Integer> guided = Arbitraries.integers().between(0, 3);
        return Combinators.combine(guided, Arbitraries.of(true, false), few, blocks, few, blocks)
                .as((extra, encoder, width, encoders, middle, decoders) ->
                        new NafNetLayout(3 + extra, encoder ? extra : 0, width, encoders, middle, decoders));
    }

    @Test
    void namesTheKinOfTheFamily() {
        assertEquals("NAFNet", SMALL.architecture());
        assertEquals("MaskNAFNet", new NafNetLayout(4, 0, 2, List.of(1), 1, List.of(1)).architecture());
        assertEquals("SegNAFNet", new NafNetLayout(4, 1, 2, List.of(1), 1, List.of(1)).architecture());
        assertEquals("NAFNet", new NafNetLayout(5, 0, 2, List.of(1), 1, List.of(1)).architecture());
    }

    @Test
    void saysWhichWeightIsMissing(@TempDir Path folder) {
        assertMisfit(
                "'encoders.1.0.sca.1.bias' is missing", Weights.of(SMALL).without("encoders.1.0.sca.1.bias"), folder);
    }

    @Test
    void saysWhichWeightIsOfAnotherShape(@TempDir Path folder) {
        assertMisfit(
                "'ups.0.0.weight' has the shape [8, 8, 1, 1] instead of [16, 8, 1, 1]",
                Weights.of(SMALL).put("ups.0.0.weight", 8, 8, 1, 1),
                folder);
    }

    @Test
    void saysWhichWeightIsLeftOver(@TempDir Path folder) {
        assertMisfit("'attention.weight' has no place in it", Weights.of(SMALL).put("attention.weight", 2), folder);
    }

    @Test
    void saysWhenTheEncoderAndTheNetworkDisagree(@TempDir Path folder) {
        Weights weights = Weights.of(new NafNetLayout(5, 2, 2, List.of(1), 1, List.of(1)));
        assertMisfit(
                "looks like SegNAFNet, but 'intro.weight' takes 4 channels where the image and 'pre_seg' make 5",
                weights.put("intro.weight", 2, 4, 3, 3),
                folder);
    }

    @Test
    void refusesNetworksForGreyImages(@TempDir Path folder) {
        assertMisfit(
                "'intro.weight' takes 1 channels; colour images have 3",
                Weights.of(SMALL).put("intro.weight", 2, 1, 3, 3),
                folder);
    }

    private static void assertMisfit(String reason, Weights weights, Path folder) {
        var checkpoint = weights.checkpoint(folder);
        Exception refusal = assertThrows(InvalidModelException.class, () -> NafNetLayout.of(checkpoint));
        assertTrue(refusal.getMessage().contains(reason), refusal::getMessage);
        assertTrue(refusal.getMessage().startsWith(checkpoint.file().toString()), refusal::getMessage);
    }
}
