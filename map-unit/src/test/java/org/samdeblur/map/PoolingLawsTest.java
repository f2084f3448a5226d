package org.samdeblur.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;

@Domain(MaskSets.class)
@Domain(DomainContext.Global.class)
class PoolingLawsTest {
    private static final float ROUNDING = 1e-5f;

    @Property
    void agreesWithTheDenseFormulation(@ForAll MaskSet masks, @ForAll long seed) {
        Tensor features = MaskSets.features(2, masks, seed);

        Tensor pooled = MaskAveragePooling.average(features, masks);

        Tensor expected = DensePooling.pool(features, DensePooling.dense(masks));
        assertEquals(0, Golden.largestDifference(expected, pooled), ROUNDING);
    }

    @Property
    void labelsAndRunsPoolDisjointMasksAlike(
            @ForAll @IntRange(min = 1, max = 20) int height,
            @ForAll @IntRange(min = 1, max = 20) int width,
            @ForAll @IntRange(min = 1, max = 30) int labels,
            @ForAll boolean covering,
            @ForAll long seed) {
        MaskSet masks = MaskSets.disjoint(height, width, labels, covering, seed);
        Tensor features = MaskSets.features(3, masks, seed);

        Tensor byLabels =
                LabelPooling.pool(FeatureRows.of(features), masks.labels().orElseThrow(), masks.size());
        Tensor byRuns = RunPooling.pool(FeatureRows.of(features), masks);

        assertEquals(0, Golden.largestDifference(byLabels, byRuns), ROUNDING);
    }

    @Property
    void groupsOfAConstantAverageToThatConstant(@ForAll MaskSet masks, @ForAll @IntRange(max = 255) int value) {
        MaskSet groups = Groupings.overlay(masks);
        float constant = value / 255f;
        Tensor features = Tensor.create(
                values -> {
                    while (values.hasRemaining()) {
                        values.put(constant);
                    }
                },
                2,
                masks.height(),
                masks.width());

        assertEquals(0, Golden.largestDifference(features, MaskAveragePooling.average(features, groups)), ROUNDING);
    }

    @Property
    void groupsKeepTheMeanOfTheImage(@ForAll MaskSet masks, @ForAll long seed) {
        Tensor features = MaskSets.features(1, masks, seed);

        Tensor pooled = MaskAveragePooling.average(features, Groupings.overlay(masks));

        assertEquals(mean(features), mean(pooled), ROUNDING);
    }

    private static double mean(Tensor tensor) {
        double sum = 0;
        for (float value : tensor.toArray()) {
            sum += value;
        }
        return sum / tensor.size();
    }

    @Property
    void poolingGroupsTwiceIsPoolingThemOnce(@ForAll MaskSet masks, @ForAll long seed) {
        MaskSet groups = Groupings.overlay(masks);
        Tensor once = MaskAveragePooling.average(MaskSets.features(1, masks, seed), groups);

        assertEquals(0, Golden.largestDifference(once, MaskAveragePooling.average(once, groups)), ROUNDING);
    }

    @Property
    void theFusedEncoderIsBothConvolutionsOneAfterTheOther(
            @ForAll @IntRange(min = 1, max = 6) int height,
            @ForAll @IntRange(min = 1, max = 6) int width,
            @ForAll @IntRange(min = 1, max = 4) int channels,
            @ForAll long seed) {
        MapEncoder encoder = MapEncoder.random(channels, seed);
        Tensor image = MaskSets.features(3, MaskSet.empty(new ImageSize(height, width)), seed);

        Tensor fused = DensePooling.collect(new EncodedRows(encoder, image));

        assertArrayEquals(new int[] {channels, height, width}, fused.shape());
        assertEquals(0, Golden.largestDifference(PlainEncoder.encode(encoder, image), fused), ROUNDING);
    }
}
