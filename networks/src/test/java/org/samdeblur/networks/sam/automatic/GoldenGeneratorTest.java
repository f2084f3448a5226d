package org.samdeblur.networks.sam.automatic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Progress;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.contract.GoldenMasks;
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
        return MaskFrame.fitted(
                size, NETWORK.shape().imageSize(), NETWORK.shape().maskSize());
    }

    private static void assertPublished(String name, CropEmbedder embedder) {
        GoldenMasks golden = GoldenMasks.read(name);

        MaskSet masks = new AutomaticMaskGenerator(golden.settings()).generate(PICTURE.size(), embedder, Progress.NONE);

        golden.assertFound(masks);
    }
}
