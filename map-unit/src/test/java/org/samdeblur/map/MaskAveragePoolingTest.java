package org.samdeblur.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;
import org.samdeblur.map.files.MaskArchives;
import org.samdeblur.map.files.NpyFiles;

class MaskAveragePoolingTest {
    private static final float TOLERANCE = 1e-4f;

    @Test
    void encodesAsThePublishedNetworkDoes() {
        Tensor expected = NpyFiles.read(Golden.file("nafnet/segnafnet_encoded.npy"));

        Tensor encoded = DensePooling.collect(new EncodedRows(Golden.encoder(), Golden.paddedInput()));

        assertArrayEquals(expected.shape(), encoded.shape());
        assertEquals(0, Golden.largestDifference(expected, encoded), TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"partition", "overlapping"})
    void poolsAsThePublishedNetworkDoes(String kind) {
        Tensor expected = NpyFiles.read(Golden.file("nafnet/segnafnet_map_" + kind + ".npy"));
        Tensor image = Golden.paddedInput();
        MaskSet masks = MaskArchives.read(Golden.file("nafnet/masks_" + kind + ".npz"));

        Tensor pooled = new MaskAveragePooling(Golden.encoder())
                .guide(image, masks.padded(new ImageSize(image.dim(1), image.dim(2))));

        assertArrayEquals(expected.shape(), pooled.shape());
        assertEquals(0, Golden.largestDifference(expected, pooled), TOLERANCE);
    }

    @Test
    void overlappingMasksAddUpAndTheUncoveredRegionIsOneMore() {
        Tensor features = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 2, 3);
        MaskSet masks = MaskSet.of(
                new ImageSize(2, 3),
                List.of(Mask.ofRuns(new ImageSize(2, 3), 0, 2), Mask.ofRuns(new ImageSize(2, 3), 1, 3)));

        Tensor pooled = MaskAveragePooling.average(features, masks);

        assertArrayEquals(new float[] {1.5f, 4.5f, 3, 3, 5.5f, 5.5f}, pooled.toArray());
    }

    @Test
    void anEmptyMaskContributesNothing() {
        Tensor features = Tensor.of(new float[] {1, 3}, 1, 1, 2);
        MaskSet masks = MaskSet.of(
                new ImageSize(1, 2), List.of(Mask.ofRuns(new ImageSize(1, 2)), Mask.ofRuns(new ImageSize(1, 2), 0, 1)));

        assertArrayEquals(
                new float[] {1, 3}, MaskAveragePooling.average(features, masks).toArray());
        assertArrayEquals(
                new float[] {1, 3},
                RunPooling.pool(FeatureRows.of(features), masks).toArray());
    }

    @Test
    void withoutMasksTheWholeImageIsOneRegion() {
        Tensor features = Tensor.of(new float[] {1, 3, 5, 7}, 2, 1, 2);

        assertArrayEquals(
                new float[] {2, 2, 6, 6},
                MaskAveragePooling.average(features, MaskSet.empty(new ImageSize(1, 2)))
                        .toArray());
    }

    @Test
    void masksOfAnotherSizeAreRefusedByName() {
        MaskAveragePooling unit = new MaskAveragePooling(MapEncoder.random(2, 1));
        Tensor image = Tensor.zeros(3, 16, 32);

        InvalidMaskException refusal =
                assertThrows(InvalidMaskException.class, () -> unit.guide(image, MaskSet.empty(new ImageSize(16, 31))));

        assertTrue(refusal.getMessage().contains("31×16"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("32×16"), refusal.getMessage());
    }

    @Test
    void imagesOfAnotherNumberOfChannelsAreRefused() {
        MaskAveragePooling unit = new MaskAveragePooling(MapEncoder.random(2, 1));

        assertThrows(
                IllegalArgumentException.class,
                () -> unit.guide(Tensor.zeros(4, 16, 16), MaskSet.empty(new ImageSize(16, 16))));
    }
}
