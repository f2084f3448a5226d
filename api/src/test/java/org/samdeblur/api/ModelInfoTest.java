package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ModelInfoTest {
    @Test
    void aSimpleDescriptionDemandsNothingOfSizes() {
        ModelInfo info = ModelInfo.of("mine", 5);
        assertEquals(
                ModelInfo.builder("mine")
                        .architecture("mine")
                        .inputChannels(5)
                        .sizeMultiple(1)
                        .padding(Padding.ZERO)
                        .build(),
                info);
    }

    @Test
    void aNetworkTakesAtLeastTheImage() {
        assertThrows(IllegalArgumentException.class, () -> ModelInfo.of("mine", 2));
    }

    @Test
    void sizesAreMultiplesOfAtLeastOne() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ModelInfo.builder("mine").sizeMultiple(0).build());
    }

    @Test
    void anotherPaddingIsAllThatChanges() {
        ModelInfo.Builder info = ModelInfo.builder("mine")
                .architecture("kind")
                .inputChannels(5)
                .sizeMultiple(8)
                .placement(ModelInfo.Placement.CENTER)
                .square(true)
                .window(128)
                .fixedSize(new ImageSize(8, 16))
                .parameters(7);

        assertEquals(
                info.padding(Padding.REFLECT).build(),
                info.padding(Padding.ZERO).build().withPadding(Padding.REFLECT));
    }
}
