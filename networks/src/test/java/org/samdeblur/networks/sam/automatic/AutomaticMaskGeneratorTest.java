package org.samdeblur.networks.sam.automatic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.AutomaticMaskSettings;
import org.samdeblur.api.AutomaticMaskSettings.CoveredPoints;
import org.samdeblur.api.AutomaticMaskSettings.PointGrid;
import org.samdeblur.api.AutomaticMaskSettings.PointGrid.Point;
import org.samdeblur.api.Box;
import org.samdeblur.api.CancelledException;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskDetails;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Progress;
import org.samdeblur.networks.sam.automatic.DrawnScene.Disc;
import org.samdeblur.networks.sam.automatic.DrawnScene.Question;
import org.samdeblur.networks.sam.run.MaskChoice;

/** The automatic mask generator over a network that answers as the test wants. */
class AutomaticMaskGeneratorTest {
    private static final ImageSize IMAGE = new ImageSize(200, 256);

    private static AutomaticMaskSettings.Builder settings() {
        return AutomaticMaskSettings.builder().pointsPerSide(8).stabilityScoreThresh(0.9);
    }

    private static MaskSet generate(AutomaticMaskSettings.Builder settings, DrawnScene scene) {
        return new AutomaticMaskGenerator(settings.build()).generate(IMAGE, scene, Progress.NONE);
    }

    private static List<Double> ious(MaskSet masks) {
        return masks.masks().stream()
                .map(mask -> (double) Math.round(mask.details().orElseThrow().predictedIou() * 100) / 100)
                .toList();
    }

    @Test
    void findsEveryThingOnceTheBestFirst() {
        DrawnScene scene =
                new DrawnScene(new Disc(60, 60, 40, 0.9), new Disc(190, 60, 30, 0.95), new Disc(128, 140, 30, 0.92));

        MaskSet masks = generate(settings(), scene);

        assertEquals(List.of(0.95, 0.92, 0.9), ious(masks));
        double area = Math.PI * 30 * 30;
        assertEquals(area, masks.masks().get(0).area(), 0.03 * area);
        Box box = masks.masks().get(0).boundingBox();
        assertEquals(160, box.x(), 2);
        assertEquals(60, box.width(), 3);
    }

    @Test
    void promptsAreThePointsOfTheGridEachEndedByNoPoint() {
        DrawnScene scene = new DrawnScene();
        PointGrid grid = new PointGrid(List.of(new Point(0.25, 0.5), new Point(1, 0), new Point(0.75, 0.1)));

        generate(settings().pointGrids(List.of(grid)).pointsPerBatch(2).predIouThresh(0.88), scene);

        Question first = scene.questions.get(0);
        assertEquals(MaskChoice.SEVERAL, first.choice());
        assertEquals(0.88f, first.iouAbove());
        assertArrayEquals(new int[] {2, 2, 2}, first.prompts().coordinates().shape());
        // 256 columns are shrunk to 128, 200 rows to 100
        assertArrayEquals(
                new float[] {32, 50, 0, 0, 128, 0, 0, 0},
                first.prompts().coordinates().toArray());
        assertArrayEquals(new float[] {1, -1, 1, -1}, first.prompts().labels().toArray());
        assertTrue(first.prompts().mask().isEmpty());
        assertArrayEquals(
                new float[] {96, 10, 0, 0},
                scene.questions.get(1).prompts().coordinates().toArray());
    }

    @Test
    void aThresholdOfZeroAsksForAllMasks() {
        DrawnScene scene = new DrawnScene();

        generate(settings().predIouThresh(0), scene);

        assertEquals(Float.NEGATIVE_INFINITY, scene.questions.get(0).iouAbove());
    }

    @Test
    void masksThatMoveWithTheThresholdAreDropped() {
        DrawnScene scene = new DrawnScene(new Disc(60, 60, 40, 0.9f, 0.05), new Disc(190, 60, 30, 0.9));

        assertEquals(1, generate(settings(), scene).size());
        assertEquals(2, generate(settings().stabilityScoreThresh(0), scene).size());
        assertEquals(2, generate(settings().stabilityScoreOffset(0.01), scene).size());
    }

    @Test
    void ofMasksWithNearlyTheSameBoxTheBestStays() {
        DrawnScene scene = new DrawnScene(new Disc(100, 100, 60, 0.9), new Disc(102, 100, 60, 0.95));

        assertEquals(List.of(0.95), ious(generate(settings(), scene)));
        assertEquals(List.of(0.95, 0.9), ious(generate(settings().boxNmsThresh(0.99), scene)));
    }

    @Test
    void cropsFindWhatTheWholeImageDoesAndWinOverIt() {
        DrawnScene scene = new DrawnScene(new Disc(50, 50, 20, 0.9), new Disc(128, 100, 80, 0.99));

        MaskSet masks = generate(settings().cropNLayers(1).cropNPointsDownscaleFactor(2), scene);

        // the large disc is cut by every crop
        assertEquals(List.of(0.9, 0.99), ious(masks));
        MaskDetails small = masks.masks().get(0).details().orElseThrow();
        assertEquals(new Box(0, 0, 162, 134), small.cropBox());
        assertEquals(
                new Box(0, 0, 256, 200),
                masks.masks().get(1).details().orElseThrow().cropBox());
        assertTrue(Math.hypot(small.pointX() - 50, small.pointY() - 50) < 20, small.toString());
    }

    @Test
    void masksOfCropsLieInTheImage() {
        DrawnScene scene = new DrawnScene(new Disc(190, 150, 20, 0.9));

        Mask mask = generate(settings().cropNLayers(1), scene).masks().get(0);

        assertEquals(new Box(94, 66, 162, 134), mask.details().orElseThrow().cropBox());
        assertEquals(170, mask.boundingBox().x(), 2);
        assertEquals(130, mask.boundingBox().y(), 2);
        // the first point of the crop's grid of 8 × 8 that lies in the disc, in columns of 20.25 and rows of 16.75
        MaskDetails details = mask.details().orElseThrow();
        assertEquals(94 + 4.5 * 20.25, details.pointX(), 1e-9);
        assertEquals(66 + 4.5 * 16.75, details.pointY(), 1e-9);
    }

    @Test
    void whereNothingSurvivesTheSetIsEmpty() {
        assertEquals(MaskSet.empty(new ImageSize(200, 256)), generate(settings(), new DrawnScene()));
        assertEquals(
                MaskSet.empty(new ImageSize(200, 256)),
                generate(settings().cropNLayers(1).minMaskRegionArea(9), new DrawnScene()));
    }

    @Test
    void masksWithoutSmallRegionsComeFirst() {
        // the background of the best mask is one region smaller than asked for, so it is filled
        DrawnScene scene = new DrawnScene(new Disc(128, 100, 158, 0.95), new Disc(128, 100, 40, 0.9));

        MaskSet masks = generate(settings().minMaskRegionArea(2000), scene);

        assertEquals(List.of(0.9, 0.95), ious(masks));
        assertEquals(200 * 256, masks.masks().get(1).area());
    }

    @Test
    void progressCountsPointsOverAllCrops() {
        List<Long> done = new ArrayList<>();
        AutomaticMaskSettings settings = settings()
                .pointsPerSide(4)
                .pointsPerBatch(10)
                .cropNLayers(1)
                .cropNPointsDownscaleFactor(2)
                .build();

        new AutomaticMaskGenerator(settings).generate(IMAGE, new DrawnScene(), (stage, now, total) -> {
            assertEquals(16 + 4 * 4, total);
            return done.add(now);
        });

        assertEquals(List.of(0L, 10L, 16L, 20L, 24L, 28L, 32L), done);
    }

    @Test
    void mayBeCancelledBetweenBatches() {
        DrawnScene scene = new DrawnScene();
        AutomaticMaskGenerator generator =
                new AutomaticMaskGenerator(settings().pointsPerBatch(10).build());

        assertThrows(
                CancelledException.class, () -> generator.generate(IMAGE, scene, (stage, done, total) -> done < 20));

        assertEquals(20, scene.points());
    }

    @Test
    void coveredPointsAreSkippedOnRequest() {
        Disc[] discs = {new Disc(40, 40, 30, 0.9), new Disc(130, 60, 30, 0.95), new Disc(200, 150, 30, 0.92)};
        DrawnScene all = new DrawnScene(discs);
        DrawnScene fewer = new DrawnScene(discs);

        MaskSet masks = generate(settings().pointsPerSide(32), all);
        MaskSet fast = generate(settings().pointsPerSide(32).coveredPoints(CoveredPoints.SKIP), fewer);

        assertEquals(masks, fast);
        assertEquals(1024, all.points());
        // of 168 points in discs not many more than one each
        assertTrue(fewer.points() < 1024 - 150, fewer.points() + " points");
    }

    @Test
    void largeMasksCoverNoPoints() {
        DrawnScene scene = new DrawnScene(new Disc(128, 100, 60, 0.9));

        generate(settings().coveredPoints(CoveredPoints.SKIP), scene);

        assertEquals(64, scene.points());
    }
}
