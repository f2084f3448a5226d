package org.samdeblur.networks.sam.automatic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samdeblur.api.Box;
import org.samdeblur.api.ImageSize;

/** Crops as the published code lays them out; figures are what its generate_crop_boxes returns. */
class CropTest {
    private static List<String> corners(List<Crop> crops) {
        return crops.stream()
                .map(crop ->
                        crop.layer() + ":" + crop.box().x() + "," + crop.box().y() + ","
                                + (crop.box().x() + crop.box().width()) + ","
                                + (crop.box().y() + crop.box().height()))
                .toList();
    }

    @Test
    void withoutLayersThereIsTheWholeImageOnly() {
        assertEquals(List.of("0:0,0,437,300"), corners(Crop.layout(new ImageSize(300, 437), 0, 0.25)));
    }

    @Test
    void aLayerGoesColumnByColumn() {
        assertEquals(
                List.of("0:0,0,437,300", "1:0,0,270,201", "1:0,99,270,300", "1:168,0,437,201", "1:168,99,437,300"),
                corners(Crop.layout(new ImageSize(300, 437), 1, 512.0 / 1500)));
    }

    @Test
    void laterLayersOverlapLess() {
        List<String> crops = corners(Crop.layout(new ImageSize(101, 67), 2, 0.25));

        assertEquals(21, crops.size());
        assertEquals(List.of("1:0,0,42,59", "1:0,43,42,101", "1:26,0,67,59", "1:26,43,67,101"), crops.subList(1, 5));
        assertEquals(List.of("2:0,0,23,32", "2:0,24,23,56", "2:0,48,23,80", "2:0,72,23,101"), crops.subList(5, 9));
        assertEquals("2:45,72,67,101", crops.get(20));
    }

    @Test
    void cropsOfALargeImage() {
        List<String> crops = corners(Crop.layout(new ImageSize(720, 1280), 2, 512.0 / 1500));

        assertEquals(List.of("1:518,0,1280,483", "1:518,238,1280,720", "2:0,0,412,272"), crops.subList(3, 6));
        assertEquals("2:870,450,1280,720", crops.get(20));
    }

    @Test
    void cropsThatWouldBeEmptyAreLeftOut() {
        List<Crop> crops = Crop.layout(new ImageSize(4, 5), 2, 0);

        assertTrue(crops.stream()
                .allMatch(crop -> crop.box().width() > 0 && crop.box().height() > 0));
        // of crops two columns wide the fourth would begin behind the fifth column
        assertEquals(1 + 4 + 3 * 4, crops.size());
    }

    @Test
    void moreCropsThanPixelsAreRefused() {
        ImageSize image = new ImageSize(300, 437);

        String message = assertThrows(IllegalArgumentException.class, () -> Crop.layout(image, 9, 0.25))
                .getMessage();

        assertEquals(1 + 4 + 16, Crop.layout(image, 2, 0.25).size());
        assertTrue(message.contains("cropNLayers 9") && message.contains("437×300"), message);
    }

    /** The crop is columns 100 to 199 and rows 0 to 99 of an image of 400 × 100. */
    @ParameterizedTest
    @CsvSource({
        "121, 30, 178, 60, false",
        "120, 30, 178, 60, true",
        "121, 30, 179, 60, false",
        "121, 30, 180, 60, true",
        "90, 30, 150, 60, true",
        "121, 0, 150, 99, false",
    })
    void aMaskIsCutWhereItComesNearAnEdgeThatIsNotTheImages(int left, int top, int right, int bottom, boolean cut) {
        Corners box = new Corners(left, top, right, bottom);

        assertEquals(cut, box.isCutBy(new Box(100, 0, 100, 100), 400, 100));
    }

    @Test
    void theImagesOwnEdgesCutNothing() {
        assertFalse(new Corners(0, 0, 399, 99).isCutBy(new Box(0, 0, 400, 100), 400, 100));
    }
}
