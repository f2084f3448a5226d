package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.samdeblur.api.AutomaticMaskSettings.Builder;
import org.samdeblur.api.AutomaticMaskSettings.CoveredPoints;
import org.samdeblur.api.AutomaticMaskSettings.PointGrid;
import org.samdeblur.api.AutomaticMaskSettings.PointGrid.Point;

class AutomaticMaskSettingsTest {
    @Test
    void defaultsAreThePublishedOnes() {
        AutomaticMaskSettings settings = AutomaticMaskSettings.DEFAULT;

        assertEquals(32, settings.pointsPerSide());
        assertEquals(64, settings.pointsPerBatch());
        assertEquals(OptionalDouble.empty(), settings.predIouThresh());
        assertFalse(settings.useM2m());
        assertTrue(settings.multimaskOutput());
        assertEquals(0.95, settings.stabilityScoreThresh());
        assertEquals(1, settings.stabilityScoreOffset());
        assertEquals(0.7, settings.boxNmsThresh());
        assertEquals(0, settings.cropNLayers());
        assertEquals(0.7, settings.cropNmsThresh());
        assertEquals(512.0 / 1500, settings.cropOverlapRatio());
        assertEquals(1, settings.cropNPointsDownscaleFactor());
        assertEquals(Optional.empty(), settings.pointGrids());
        assertEquals(0, settings.minMaskRegionArea());
        assertEquals(CoveredPoints.PROMPT, settings.coveredPoints());
    }

    @Test
    void changingOneSettingLeavesTheOthers() {
        AutomaticMaskSettings fine =
                AutomaticMaskSettings.builder().pointsPerSide(64).cropNLayers(1).build();

        AutomaticMaskSettings tidy = fine.toBuilder().minMaskRegionArea(100).build();

        assertEquals(64, tidy.pointsPerSide());
        assertEquals(1, tidy.cropNLayers());
        assertEquals(100, tidy.minMaskRegionArea());
        assertEquals(0, fine.minMaskRegionArea());
    }

    @Test
    void settingsAreEqualIfAllOfThemAre() {
        assertEquals(
                AutomaticMaskSettings.DEFAULT,
                AutomaticMaskSettings.builder().pointsPerSide(32).build());
        assertEquals(
                AutomaticMaskSettings.DEFAULT.hashCode(),
                AutomaticMaskSettings.builder().pointsPerSide(32).build().hashCode());
        assertNotEquals(
                AutomaticMaskSettings.DEFAULT,
                AutomaticMaskSettings.builder().cropOverlapRatio(0.3).build());
    }

    private static Arguments outOfRange(String name, Consumer<Builder> setting) {
        return Arguments.of(name, setting);
    }

    static Stream<Arguments> settingsOutOfRange() {
        return Stream.of(
                outOfRange("pointsPerSide", builder -> builder.pointsPerSide(0)),
                outOfRange("pointsPerSide", builder -> builder.pointsPerSide(100_000)),
                outOfRange("pointsPerBatch", builder -> builder.pointsPerBatch(0)),
                outOfRange("predIouThresh", builder -> builder.predIouThresh(1.1)),
                outOfRange("predIouThresh", builder -> builder.predIouThresh(Double.NaN)),
                outOfRange("stabilityScoreThresh", builder -> builder.stabilityScoreThresh(-0.1)),
                outOfRange("stabilityScoreOffset", builder -> builder.stabilityScoreOffset(-1)),
                outOfRange("stabilityScoreOffset", builder -> builder.stabilityScoreOffset(Double.POSITIVE_INFINITY)),
                outOfRange("boxNmsThresh", builder -> builder.boxNmsThresh(2)),
                outOfRange("cropNLayers", builder -> builder.cropNLayers(-1)),
                outOfRange("cropNmsThresh", builder -> builder.cropNmsThresh(-1)),
                outOfRange("cropOverlapRatio", builder -> builder.cropOverlapRatio(1)),
                outOfRange("cropNPointsDownscaleFactor", builder -> builder.cropNPointsDownscaleFactor(0)),
                outOfRange("minMaskRegionArea", builder -> builder.minMaskRegionArea(-1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settingsOutOfRange")
    void aSettingOutOfRangeIsNamedAtOnce(String name, Consumer<Builder> setting) {
        Builder builder = AutomaticMaskSettings.builder();

        Exception refusal = assertThrows(IllegalArgumentException.class, () -> setting.accept(builder));

        assertTrue(refusal.getMessage().startsWith(name), refusal::getMessage);
    }

    @Test
    void everyLayerOfCropsHasPoints() {
        Builder thin =
                AutomaticMaskSettings.builder().pointsPerSide(4).cropNLayers(3).cropNPointsDownscaleFactor(2);

        assertThrows(IllegalArgumentException.class, thin::build);
    }

    @Test
    void ownGridsAreOneForEveryLayer() {
        PointGrid centre = new PointGrid(List.of(new Point(0.5, 0.5)));

        Builder one =
                AutomaticMaskSettings.builder().pointGrids(List.of(centre)).cropNLayers(1);

        assertThrows(IllegalArgumentException.class, one::build);
        assertEquals(Optional.of(List.of(centre)), one.cropNLayers(0).build().pointGrids());
    }

    @Test
    void aRegularGridHasThePointsInTheMiddleOfItsCells() {
        List<Point> points = PointGrid.regular(2).points();

        assertEquals(
                List.of(new Point(0.25, 0.25), new Point(0.75, 0.25), new Point(0.25, 0.75), new Point(0.75, 0.75)),
                points);
    }

    @Test
    void pointsLieWithinTheImage() {
        assertThrows(IllegalArgumentException.class, () -> new Point(1.01, 0));
        assertThrows(IllegalArgumentException.class, () -> new Point(0, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new PointGrid(List.of()));
    }
}
