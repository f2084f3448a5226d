package org.samdeblur.map.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.MaskSet;

/** Files of annotations that belong to more than one image. */
class SeveralImagesTest {
    private static final ImageSize SIZE = new ImageSize(1, 4);

    @TempDir
    private Path folder;

    private Path file(String json) throws IOException {
        return Files.writeString(folder.resolve("masks.json"), json.replace('\'', '"'));
    }

    private static String image(String id, String name) {
        return "{'id': " + id + ", 'file_name': '" + name + "', 'width': 4, 'height': 1}";
    }

    /** An annotation of so many pixels from the left. */
    private static String annotation(String imageId, int pixels) {
        return "{'segmentation': {'size': [1, 4], 'counts': [0, " + pixels + ", " + (4 - pixels) + "]}, 'image_id': "
                + imageId + ", 'category_id': 1}";
    }

    private static String coco(String images, String... annotations) {
        return "{'annotations': [" + String.join(",", annotations) + "], 'images': [" + images
                + "], 'categories': [{'id': 1, 'name': 'x'}]}";
    }

    private static int[] areas(MaskSet masks) {
        return masks.masks().stream().mapToInt(mask -> mask.area()).toArray();
    }

    private String areas(Path file, String image) {
        return java.util.Arrays.toString(areas(MaskFiles.read(file, Path.of(image), SIZE)));
    }

    @Test
    void theImagesOwnMasksAreTakenByItsFileName() throws IOException {
        Path file = file(coco(
                image("1", "cat.png") + "," + image("2", "dog.png"),
                annotation("2", 2),
                annotation("1", 1),
                annotation("2", 3)));

        assertEquals("[1]", areas(file, "photos/cat.png"));
        assertEquals("[2, 3]", areas(file, "dog.png"));
        assertEquals("[2, 3]", areas(file, "dog.jpg")); // the same picture in another format
    }

    @Test
    void anImageWithoutMasksHasNone() throws IOException {
        Path file = file(coco(image("1", "cat.png") + "," + image("2", "dog.png"), annotation("2", 2)));

        assertEquals(MaskSet.empty(new ImageSize(1, 4)), MaskFiles.read(file, Path.of("cat.png"), SIZE));
    }

    @Test
    void idsMayBeTexts() throws IOException {
        Path file = file(coco(image("'a'", "cat.png") + "," + image("'b'", "dog.png"), annotation("'b'", 2)));

        assertEquals("[2]", areas(file, "dog.png"));
    }

    @ParameterizedTest
    @CsvSource({"/data/train/0.png, [1]", "/data/val/0.png, [2]", "0.png, ''", "/data/test/0.png, ''"})
    void foldersTellFilesOfOneNameApart(String image, String expected) throws IOException {
        Path file = file(coco(
                image("1", "train/0.png") + "," + image("2", "val\\\\0.png"), annotation("1", 1), annotation("2", 2)));

        if (expected.isEmpty()) {
            String message = assertThrows(InvalidMaskException.class, () -> areas(file, image))
                    .getMessage();
            assertTrue(message.endsWith("more than one of them named 0.png: train/0.png, val\\0.png"), message);
        } else {
            assertEquals(expected, areas(file, image));
        }
    }

    @Test
    void anUnknownImageIsRefusedWithTheNamesInTheFile() throws IOException {
        Path file = file(coco(image("1", "cat.png") + "," + image("2", "dog\\u001b.png"), annotation("1", 1)));

        assertEquals(
                "cannot read " + file + ": it holds masks of 2 images, none of them named cow.png: cat.png, dog?.png",
                assertThrows(InvalidMaskException.class, () -> areas(file, "cow.png"))
                        .getMessage());
        assertEquals(
                "cannot read " + file
                        + ": it holds masks of 2 images (cat.png, dog?.png), and none was chosen: name the image that the"
                        + " masks are for",
                assertThrows(InvalidMaskException.class, () -> MaskFiles.read(file))
                        .getMessage());
    }

    @Test
    void theOnlyImageIsTakenWhateverItsName() throws IOException {
        Path file = file(coco(image("7", "cat.png"), annotation("7", 1), annotation("8", 2)));

        assertEquals("[1]", areas(file, "another.png"));
        assertEquals(1, MaskFiles.read(file).size());
    }

    @Test
    void annotationsOfImagesThatAreNotListedAreRefused() throws IOException {
        Path file = file(coco(image("7", "cat.png"), annotation("8", 2)));

        assertEquals(
                "cannot read " + file + ": its annotations belong to images that it does not list: id 8",
                assertThrows(InvalidMaskException.class, () -> MaskFiles.read(file))
                        .getMessage());
    }

    @Test
    void theIdInTheFileNameSelectsFromABareList() throws IOException {
        Path file = file("[" + annotation("42", 1) + "," + annotation("397133", 2) + "]");

        assertEquals("[2]", areas(file, "000000397133.jpg"));
        assertEquals("[1]", areas(file, "42.png"));
        assertThrows(InvalidMaskException.class, () -> areas(file, "cat.png"));
    }

    @Test
    void imagesOfOneFileMayDifferInSize() throws IOException {
        Path file = file(coco(
                image("1", "cat.png") + ",{'id': 2, 'file_name': 'dog.png', 'width': 3, 'height': 2}",
                annotation("1", 1),
                "{'image_id': 2, 'segmentation': {'size': [2, 3], 'counts': [0, 6]}}"));

        assertEquals("[1]", areas(file, "cat.png"));
        assertEquals(
                2, MaskFiles.read(file, Path.of("dog.png"), new ImageSize(2, 3)).height());
    }

    @Test
    void anAnnotationOfAnotherSizeThanItsImageIsRefused() throws IOException {
        Path file = file(
                coco(image("1", "cat.png"), "{'image_id': 1, 'segmentation': {'size': [2, 3], 'counts': [0, 6]}}"));

        assertTrue(assertThrows(InvalidMaskException.class, () -> areas(file, "cat.png"))
                .getMessage()
                .contains("3×2"));
    }
}
