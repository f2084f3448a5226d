package org.samdeblur.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;
import org.samdeblur.map.files.LabelMaps;

class GreyCodesTest {
    @Test
    void writesTheCodesOfAGreyCodeImageDividedBy255() {
        MaskSet groups = LabelMaps.read(Golden.file("nafnet/masknafnet_graymask.png"));
        Tensor expected = Image.read(Golden.file("nafnet/masknafnet_graymask.png"))
                .toTensor()
                .slice(0, 1);

        Tensor codes = new GreyCodes().guide(Tensor.zeros(3, groups.height(), groups.width()), groups);

        assertEquals(expected, codes);
    }

    @Test
    void leavesZeroInThePadding() {
        MaskSet groups =
                MaskSet.ofGreyCodes(new ImageSize(1, 2), new int[] {51, 255}).padded(new ImageSize(2, 3));

        Tensor codes = new GreyCodes().guide(Tensor.zeros(3, 2, 3), groups);

        assertArrayEquals(new float[] {0.2f, 1, 0, 0, 0, 0}, codes.toArray());
    }

    @Test
    void codesOtherMasksAsPublished() {
        MaskSet masks = MaskSet.of(
                new ImageSize(1, 3),
                List.of(Mask.ofRuns(new ImageSize(1, 3), 0, 2), Mask.ofRuns(new ImageSize(1, 3), 1, 1)));

        Tensor codes = new GreyCodes().guide(Tensor.zeros(3, 1, 3), masks);

        assertArrayEquals(new float[] {2 / 255f, 6 / 255f, 0}, codes.toArray());
    }

    @Test
    void asksForThePublishedGrouping() {
        assertEquals(Grouping.PUBLISHED, new GreyCodes().grouping());
        assertEquals(1, new GreyCodes().channels());
    }

    @Test
    void refusesMasksOfAnotherSize() {
        assertThrows(
                InvalidMaskException.class,
                () -> new GreyCodes().guide(Tensor.zeros(3, 4, 4), MaskSet.empty(new ImageSize(4, 5))));
    }
}
