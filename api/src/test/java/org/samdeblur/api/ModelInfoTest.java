package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelInfoTest {
    @Test
    void aSimpleDescriptionDemandsNothingOfSizes() {
        ModelInfo info = ModelInfo.of("mine", 5);
        assertEquals(new ModelInfo("mine", "mine", 5, 1, Padding.ZERO, Optional.empty(), 0), info);
    }

    @Test
    void aNetworkTakesAtLeastTheImage() {
        assertThrows(IllegalArgumentException.class, () -> ModelInfo.of("mine", 2));
    }

    @Test
    void sizesAreMultiplesOfAtLeastOne() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new ModelInfo("mine", "mine", 3, 0, Padding.ZERO, Optional.empty(), 0));
    }

    @Test
    void anotherPaddingIsAllThatChanges() {
        assertEquals(
                new ModelInfo("mine", "kind", 5, 8, Padding.REFLECT, Optional.of(new ImageSize(8, 16)), 7),
                new ModelInfo("mine", "kind", 5, 8, Padding.ZERO, Optional.of(new ImageSize(8, 16)), 7)
                        .withPadding(Padding.REFLECT));
    }
}
