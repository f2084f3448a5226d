package org.samdeblur.evaluation.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidImageException;
import org.samdeblur.api.SamDeblurException;

class PairedImagesTest {
    @TempDir
    private Path root;

    private Path file(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.write(file, new byte[0]);
    }

    private PairedImages pairs() {
        return PairedImages.of("set", root.resolve("input"), root.resolve("target"));
    }

    private PairedImages pairsWithMasks() {
        return PairedImages.of("set", root.resolve("input"), root.resolve("target"), root.resolve("grouped_masks"));
    }

    @Test
    void filesOfOnePathAndStemBelongTogether() throws IOException {
        Path input = file("input/scene/7.png");
        Path target = file("target/scene/7.JPG");
        Path masks = file("grouped_masks/scene/7.npz");
        file("input/scene/notes.txt");
        file("input/.hidden.png");

        assertEquals(
                List.of(ImagePair.of("scene/7", input, target).withMasks(masks)),
                pairsWithMasks().pairs());
    }

    @Test
    void filesWithoutASuffixAreNotImages() throws IOException {
        Path image = file("input/scene/1.png");
        Path bare = file("input/scene/png");

        NamedFiles files = NamedFiles.images(root.resolve("input"));

        assertEquals(Set.of("scene/1"), files.names());
        assertEquals(image, files.file("scene/1"));
        assertEquals(List.of(bare), files.others());
    }

    @Test
    void pairsAreOrderedByName() throws IOException {
        for (String name : List.of("b", "a/z", "a")) {
            file("input/" + name + ".png");
            file("target/" + name + ".png");
        }

        assertEquals(
                List.of("a", "a/z", "b"),
                pairs().pairs().stream().map(ImagePair::name).toList());
    }

    /** A suffix is what follows the last dot; {@code 1.2} and {@code 1} are two images. */
    @Test
    void dotsMayBePartOfAName() throws IOException {
        file("input/1.2.png");
        file("target/1.2.png");
        file("target/1.png");

        assertEquals(
                List.of("1.2"), pairs().pairs().stream().map(ImagePair::name).toList());
    }

    @Test
    void inputsWithoutATargetAreNamed() throws IOException {
        Path input = file("input/a/1.png");
        file("target/b/1.png");

        PairedImages pairs = pairs();

        assertEquals(List.of(), pairs.pairs());
        assertEquals(
                List.of(new Unpaired(
                        "a/1", "no target of " + input + ": there is no a/1.* in " + root.resolve("target"))),
                pairs.unpaired());
        assertEquals(1, pairs.unusedTargets());
    }

    @Test
    void ambiguousNamesAreReported() throws IOException {
        file("input/1.png");
        file("target/1.jpg");
        file("target/1.png");
        file("input/2.png");
        file("input/2.bmp");
        file("target/2.png");

        List<Unpaired> unpaired = pairs().unpaired();

        assertEquals(2, unpaired.size());
        assertTrue(
                unpaired.get(0)
                        .problem()
                        .contains("no target of " + root.resolve("input/1.png") + ": 1 is ambiguous: "),
                unpaired.toString());
        assertTrue(unpaired.get(1).problem().contains("2 is ambiguous: "), unpaired.toString());
    }

    @Test
    void aPairNeedsNoMasks() throws IOException {
        file("input/1.png");
        file("target/1.png");
        file("grouped_masks/2.npz");

        assertEquals(Optional.empty(), pairsWithMasks().pairs().get(0).masks());
    }

    @Test
    void ambiguousMasksAreReported() throws IOException {
        file("input/1.png");
        file("target/1.png");
        file("grouped_masks/1.npz");
        file("grouped_masks/1.json");

        assertTrue(pairsWithMasks().unpaired().get(0).problem().contains("no masks of "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GoPro/test", "GoPro"})
    void thePublishedLayoutIsFound(String folder) throws IOException {
        file("GoPro/test/input/1.png");
        file("GoPro/test/target/1.png");
        Path grouped = file("GoPro/test/grouped_masks/1.npz");
        file("GoPro/test/input_mask/1.png");
        Path given = root.resolve(folder);

        PairedImages pairs = PairedImages.in(PairedImages.nameOf(given), given);

        assertEquals("GoPro", pairs.name());
        assertEquals(Optional.of(grouped), pairs.pairs().get(0).masks());
    }

    @Test
    void inputMasksAreUsedWithoutGroupedMasks() throws IOException {
        file("input/1.png");
        file("target/1.png");
        Path codes = file("input_mask/1.png");

        assertEquals(
                Optional.of(codes), PairedImages.in("set", root).pairs().get(0).masks());
    }

    @Test
    void foldersThatAreNoDataSetAreRefused() throws IOException {
        file("input/1.txt");
        Files.createDirectories(root.resolve("target"));

        assertThrows(SamDeblurException.class, this::pairs);
        Path nowhere = root.resolve("nowhere");
        String refusal = assertThrows(SamDeblurException.class, () -> PairedImages.in("set", nowhere))
                .getMessage();
        assertTrue(refusal.contains(nowhere + " does not exist"), refusal);
    }

    @Test
    void aPairIsOfOneSize() throws IOException {
        Image.ofRgb(new ImageSize(3, 4), new byte[36]).write(file("input/1.png"));
        Image.ofRgb(new ImageSize(4, 3), new byte[36]).write(file("target/1.png"));

        ImagePair pair = pairs().pairs().get(0);

        String refusal = assertThrows(InvalidImageException.class, pair::read).getMessage();
        assertTrue(refusal.contains("1.png has 4×3 pixels"), refusal);
        assertTrue(refusal.contains("3×4"), refusal);
    }
}
