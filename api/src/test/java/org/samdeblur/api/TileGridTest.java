package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TileGridTest {
    private static ModelInfo network(int sizeMultiple) {
        return ModelInfo.builder("net").sizeMultiple(sizeMultiple).build();
    }

    private static ModelInfo fixedNetwork(int height, int width) {
        return ModelInfo.builder("net").fixedSize(new ImageSize(height, width)).build();
    }

    @Test
    void anImageIsPaddedToTheNetworksSizeMultiple() {
        TileGrid grid = TileGrid.of(new ImageSize(93, 101), network(16), Tiling.auto());

        assertEquals(new ImageSize(96, 112), grid.padded());
        assertEquals(1, grid.count());
    }

    @Test
    void byDefaultAnImageRunsWholeUpToItsPixelBudgetAndInTilesBeyondIt() {
        assertEquals(
                1,
                TileGrid.of(new ImageSize(1000, 1500), network(16), Tiling.auto())
                        .count());
        assertEquals(
                4,
                TileGrid.of(new ImageSize(1100, 1400), network(16), Tiling.auto())
                        .count());
    }

    @Test
    void withoutTilingEverythingRunsWhole() {
        assertEquals(
                1,
                TileGrid.of(new ImageSize(4000, 6000), network(16), Tiling.off())
                        .count());
    }

    @Test
    void aTileSizeIsRoundedUpToTheNetworksSizeMultiple() {
        TileGrid grid = TileGrid.of(new ImageSize(400, 400), network(16), Tiling.of(100, 10));

        assertEquals(112, grid.rows().tile());
    }

    @Test
    void tilesOverlapByWhatIsAskedForHoweverSmallTheyAre() {
        TileAxis columns = TileGrid.of(new ImageSize(100, 100), network(16), Tiling.of(16, 4))
                .columns();

        for (int i = 1; i < columns.count(); i++) {
            assertTrue(columns.starts()[i - 1] + columns.tile() - columns.starts()[i] >= 4);
        }
    }

    @Test
    void aTileLargerThanAnyImageIsTheWholeImage() {
        TileGrid grid = TileGrid.of(new ImageSize(90, 400), network(16), Tiling.of(Integer.MAX_VALUE, 0));

        assertEquals(1, grid.count());
        assertEquals(new ImageSize(96, 400), grid.padded());
    }

    @Test
    void anImageNarrowerThanATileIsCutAlongItsLengthOnly() {
        TileGrid grid = TileGrid.of(new ImageSize(50, 400), network(16), Tiling.of(96, 16));

        assertEquals(64, grid.rows().tile());
        assertEquals(1, grid.rows().count());
        assertEquals(96, grid.columns().tile());
    }

    @Test
    void aNetworkOfOneSizeSetsTheTilesAndImagesBelowItArePadded() {
        TileGrid small = TileGrid.of(new ImageSize(20, 30), fixedNetwork(42, 58), Tiling.off());
        TileGrid large = TileGrid.of(new ImageSize(100, 58), fixedNetwork(42, 58), Tiling.off());

        assertEquals(new ImageSize(42, 58), small.padded());
        assertEquals(1, small.count());
        assertEquals(42, large.rows().tile());
        assertEquals(3, large.rows().count());
        assertEquals(1, large.columns().count());
    }
}
