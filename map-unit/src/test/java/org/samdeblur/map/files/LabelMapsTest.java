package org.samdeblur.map.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.Image;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.MaskSet;
import org.samdeblur.map.Golden;

class LabelMapsTest {
    @TempDir
    private Path folder;

    @Test
    void everyGreyValueIsAGroupThatRemembersIt() {
        MaskSet groups = LabelMaps.read(Golden.file("nafnet/masknafnet_graymask.png"));

        assertArrayEquals(
                new int[] {74, 111, 148, 185},
                IntStream.range(0, groups.size())
                        .map(i -> groups.greyCode(i).orElseThrow())
                        .toArray());
        assertEquals(
                MaskArchives.read(Golden.file("nafnet/masks_partition.npz")).size(), groups.size());
    }

    @Test
    void groupsWithACodeAreWrittenByIt() {
        Path file = folder.resolve("codes.png");
        MaskSet groups = MaskSet.ofGreyCodes(1, 4, new int[] {200, 3, 0, 3});

        LabelMaps.write(file, groups);

        MaskSet again = LabelMaps.read(file);
        assertEquals(groups, again);
        assertEquals(200, again.greyCode(2).orElseThrow());
    }

    @Test
    void otherMasksAreWrittenFromOneUpAndTheUncoveredRegionAsZero() {
        Path file = folder.resolve("labels.png");

        LabelMaps.write(file, MaskSet.ofLabels(1, 4, new int[] {1, -1, 0, 0}));

        MaskSet read = LabelMaps.read(file);
        assertArrayEquals(new int[] {2, 0, 1, 1}, read.labels().orElseThrow());
        assertEquals(0, read.greyCode(0).orElseThrow());
    }

    @Test
    void moreThan255MasksTake16Bits() {
        Path file = folder.resolve("labels.png");
        MaskSet masks = MaskSet.ofLabels(20, 30, IntStream.range(0, 600).toArray());

        LabelMaps.write(file, masks);

        assertEquals(16, Image.read(file).bitDepth());
        assertEquals(masks, LabelMaps.read(file));
    }

    @Test
    void threeEqualChannelsAreGreyTooButColoursAreRefused() {
        Path file = folder.resolve("rgb.png");
        Image.ofRgb(1, 2, new byte[] {5, 5, 5, 9, 9, 9}).write(file);
        assertEquals(5, LabelMaps.read(file).greyCode(0).orElseThrow());

        Image.ofRgb(1, 2, new byte[] {5, 5, 5, 9, 9, 8}).write(file);
        assertTrue(assertThrows(InvalidMaskException.class, () -> LabelMaps.read(file))
                .getMessage()
                .contains("coloured"));
    }
}
