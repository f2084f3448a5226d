package org.samdeblur.map.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
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
        MaskSet groups = MaskSet.ofGreyCodes(new ImageSize(1, 4), new int[] {200, 3, 0, 3});

        LabelMaps.write(file, groups);

        MaskSet again = LabelMaps.read(file);
        assertEquals(groups, again);
        assertEquals(200, again.greyCode(2).orElseThrow());
    }

    @Test
    void otherMasksAreWrittenFromOneUpAndTheUncoveredRegionAsZero() {
        Path file = folder.resolve("labels.png");

        LabelMaps.write(file, MaskSet.ofLabels(new ImageSize(1, 4), new int[] {1, -1, 0, 0}));

        MaskSet read = LabelMaps.read(file);
        assertArrayEquals(new int[] {2, 0, 1, 1}, read.labels().orElseThrow().toArray());
        assertEquals(0, read.greyCode(0).orElseThrow());
    }

    @Test
    void moreThan255MasksTake16Bits() {
        Path file = folder.resolve("labels.png");
        MaskSet masks =
                MaskSet.ofLabels(new ImageSize(20, 30), IntStream.range(0, 600).toArray());

        LabelMaps.write(file, masks);

        assertEquals(16, Image.read(file).bitDepth());
        assertEquals(masks, LabelMaps.read(file));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void aPalettesIndexesAreTheLabels(int bits) throws IOException {
        int colours = 1 << bits;
        byte[] red = new byte[colours];
        byte[] others = new byte[colours];
        red[1] = (byte) 128;
        IndexColorModel palette = new IndexColorModel(bits, colours, red, others, others);
        BufferedImage picture = new BufferedImage(5, 2, BufferedImage.TYPE_BYTE_INDEXED, palette);
        int highest = colours - 1;
        for (int x = 0; x < 5; x++) {
            picture.getRaster().setSample(x, 0, 0, x % 2 * highest);
        }
        Path file = folder.resolve("palette.png");
        ImageIO.write(picture, "png", file.toFile());

        MaskSet groups = LabelMaps.read(file);

        assertEquals(2, groups.size());
        assertEquals(highest, groups.greyCode(1).orElseThrow());
        assertArrayEquals(
                new int[] {0, 1, 0, 1, 0, 0, 0, 0, 0, 0},
                groups.labels().orElseThrow().toArray());
    }

    @Test
    void aPaletteOfGreysIsLookedUp() throws IOException {
        byte[] greys = {0, (byte) 200};
        BufferedImage picture = new BufferedImage(
                2, 1, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 2, greys, greys, greys));
        picture.getRaster().setSample(1, 0, 0, 1);
        Path file = folder.resolve("palette.png");
        ImageIO.write(picture, "png", file.toFile());

        assertEquals(200, LabelMaps.read(file).greyCode(1).orElseThrow());
    }

    @Test
    void threeEqualChannelsAreGreyTooButColoursAreRefused() {
        Path file = folder.resolve("rgb.png");
        Image.ofRgb(new ImageSize(1, 2), new byte[] {5, 5, 5, 9, 9, 9}).write(file);
        assertEquals(5, LabelMaps.read(file).greyCode(0).orElseThrow());

        Image.ofRgb(new ImageSize(1, 2), new byte[] {5, 5, 5, 9, 9, 8}).write(file);
        assertTrue(assertThrows(InvalidMaskException.class, () -> LabelMaps.read(file))
                .getMessage()
                .contains("coloured"));
    }
}
