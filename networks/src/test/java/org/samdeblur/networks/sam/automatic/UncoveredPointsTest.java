package org.samdeblur.networks.sam.automatic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.AutomaticMaskSettings.PointGrid;
import org.samdeblur.api.AutomaticMaskSettings.PointGrid.Point;
import org.samdeblur.api.Box;

class UncoveredPointsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 70})
    void everyPointComesOnceWhereNothingIsFound(int pointsPerSide) {
        List<Point> grid = PointGrid.regular(pointsPerSide).points();
        UncoveredPoints queue = new UncoveredPoints(grid, 64, new Box(0, 0, 100, 100), 100);

        List<Point> taken = new ArrayList<>();
        while (!queue.isEmpty()) {
            List<Point> batch = queue.next();
            assertTrue(batch.size() <= 16, () -> "a batch of " + batch.size());
            taken.addAll(batch);
        }

        assertEquals(grid.size(), taken.size());
        assertEquals(new HashSet<>(grid), new HashSet<>(taken));
    }
}
