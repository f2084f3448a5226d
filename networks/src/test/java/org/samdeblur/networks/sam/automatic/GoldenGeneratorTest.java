package org.samdeblur.networks.sam.automatic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskDetails;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Progress;
import org.samdeblur.api.Tensor;
import org.samdeblur.map.Groupings;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.sam.TestEngine;
import org.samdeblur.networks.sam.graph.SamNetwork;
import org.samdeblur.networks.sam.graph.SamNetworks;
import org.samdeblur.networks.sam.graph.SmallSam;
import org.samdeblur.networks.sam.pixels.EncoderInput;
import org.samdeblur.networks.sam.pixels.MaskFrame;
import org.samdeblur.networks.sam.pixels.RgbPixels;
import org.samdeblur.networks.sam.run.EmbeddedImage;

/** The generator returns what the published one does. */
class GoldenGeneratorTest {
    private static final double LEAST_OVERLAP = 0.99;
    private static final double SCORES = 1e-3;
    private static final double LEAST_EQUAL_CODES = 0.999;

    private static final SamNetwork NETWORK = SamNetworks.load(ModelSource.of(SmallSam.file("sam.pth")));
    private static final RgbPixels PICTURE = RgbPixels.of(Image.read(SmallSam.file("input.png")));

    private final TestEngine engine = new TestEngine();
    private final GraphSession decoder = engine.load(NETWORK.maskDecoder(), Map.of());

    @AfterEach
    void close() {
        decoder.close();
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"default_grid", "loose_nms", "small_regions"})
    void masksOfThePublishedEmbeddingAreThePublishedOnesInTheirOrder(String name) {
        assertPublished(name, crop -> {
            assertEquals(PICTURE.size(), new ImageSize(crop.height(), crop.width()));
            return embedded(PICTURE.size(), SmallSam.embedding().reshape(1, 64, 16, 16));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"default_grid", "loose_nms", "small_regions", "crops"})
    void masksOfThePictureAreThePublishedOnesInTheirOrder(String name) {
        try (GraphSession encoder = engine.load(NETWORK.imageEncoder(), Map.of())) {
            assertPublished(name, crop -> encode(encoder, PICTURE.crop(crop)));
        }
    }

    private EmbeddedImage encode(GraphSession encoder, RgbPixels pixels) {
        Tensor input = EncoderInput.of(pixels, frame(pixels.size()), NETWORK.pixels());
        Map<String, Tensor> embedding =
                encoder.run(Map.of(NETWORK.imageEncoder().inputs().get(0).name(), input));
        return embedded(pixels.size(), embedding.values().iterator().next());
    }

    private EmbeddedImage embedded(ImageSize size, Tensor embedding) {
        return new PlainlyDecoded(frame(size), embedding, decoder);
    }

    private static MaskFrame frame(ImageSize size) {
        return MaskFrame.of(size, NETWORK.shape().imageSize(), NETWORK.shape().maskSize());
    }

    private static void assertPublished(String name, CropEmbedder embedder) {
        GoldenMasks golden = GoldenMasks.read(name);

        MaskSet masks = new AutomaticMaskGenerator(golden.settings()).generate(golden.image(), embedder, Progress.NONE);

        assertEquals(golden.masks().size(), masks.size());
        for (int i = 0; i < masks.size(); i++) {
            assertSame(golden.masks().get(i), masks.masks().get(i), "mask " + i);
        }
        assertSameCodes(GoldenMasks.greyCodes(name), masks);
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
