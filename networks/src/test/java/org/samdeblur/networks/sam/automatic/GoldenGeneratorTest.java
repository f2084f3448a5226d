package org.samdeblur.networks.sam.automatic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskDetails;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Progress;
import org.samdeblur.api.Tensor;
import org.samdeblur.map.Groupings;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.sam.TestEngine;
import org.samdeblur.networks.sam.graph.SmallSam;
import org.samdeblur.networks.sam.pixels.MaskFrame;

/** The generator returns what the published one does. */
class GoldenGeneratorTest {
    private static final double LEAST_OVERLAP = 0.99;
    private static final double SCORES = 1e-3;
    private static final double LEAST_EQUAL_CODES = 0.999;

    @ParameterizedTest
    @ValueSource(strings = {"default_grid", "loose_nms", "small_regions"})
    void masksAreThePublishedOnesInTheirOrder(String name) {
        GoldenMasks golden = GoldenMasks.read(name);

        MaskSet masks = generate(golden);

        assertEquals(golden.masks().size(), masks.size());
        for (int i = 0; i < masks.size(); i++) {
            assertSame(golden.masks().get(i), masks.masks().get(i), "mask " + i);
        }
        assertSameCodes(GoldenMasks.greyCodes(name), masks);
    }

    private static MaskSet generate(GoldenMasks golden) {
        MaskFrame frame = MaskFrame.of(golden.image(), SmallSam.SHAPE.imageSize(), SmallSam.SHAPE.maskSize());
        Tensor embedding = SmallSam.embedding().reshape(1, 64, 16, 16);
        try (TestEngine engine = new TestEngine();
                GraphSession decoder = engine.load(SmallSam.plainDecoder(), Map.of())) {
            return new AutomaticMaskGenerator(golden.settings())
                    .generate(golden.image(), crop -> new PlainlyDecoded(frame, embedding, decoder), Progress.NONE);
        }
    }

    private static void assertSame(Mask expected, Mask actual, String name) {
        double overlap = GoldenMasks.overlap(expected, actual);
        assertTrue(overlap >= LEAST_OVERLAP, () -> name + " overlaps by " + overlap + " only");
        MaskDetails published = expected.details().orElseThrow();
        MaskDetails own = actual.details().orElseThrow();
        assertEquals(published.predictedIou(), own.predictedIou(), SCORES, name);
        assertEquals(published.stabilityScore(), own.stabilityScore(), SCORES, name);
        assertEquals(published.pointX(), own.pointX(), 1e-6, name);
        assertEquals(published.pointY(), own.pointY(), 1e-6, name);
        assertEquals(published.cropBox(), own.cropBox(), name);
    }

    private static void assertSameCodes(int[] published, MaskSet masks) {
        MaskSet groups = Groupings.group(masks, Grouping.PUBLISHED);
        int[] labels = groups.labels().orElseThrow();
        int equal = 0;
        for (int pixel = 0; pixel < published.length; pixel++) {
            equal += published[pixel] == groups.greyCode(labels[pixel]).orElseThrow() ? 1 : 0;
        }
        double share = (double) equal / published.length;
        assertTrue(share >= LEAST_EQUAL_CODES, () -> "only " + share + " of all codes are equal");
    }
}
