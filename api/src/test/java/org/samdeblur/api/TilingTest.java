package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TilingTest {
    @ParameterizedTest
    @CsvSource({"1, 0", "3, 1", "768, 64", "768, 383"})
    void theOverlapIsLessThanHalfTheTile(int size, int overlap) {
        assertEquals(new Tiling.Fixed(size, overlap), Tiling.of(size, overlap));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-5, 0", "10, -1", "10, 5", "1, 1", "2147483647, 2147483647"})
    void sizesThatDoNotFitTogetherAreRefused(int size, int overlap) {
        String message = assertThrows(IllegalArgumentException.class, () -> Tiling.of(size, overlap))
                .getMessage();
        assertEquals(
                "tiles of " + size + " pixels cannot overlap by " + overlap
                        + "; the overlap must be less than half the tile",
                message);
    }

    @Test
    void theChoicesWithoutSizesAreValues() {
        assertEquals(Tiling.auto(), Tiling.auto());
        assertEquals(Tiling.off(), Tiling.off());
    }
}
