package org.samdeblur.map.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.Box;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskDetails;
import org.samdeblur.api.MaskSet;
import org.samdeblur.map.Golden;

class CocoFilesTest {
    @TempDir
    private Path folder;

    private MaskSet read(String json) throws IOException {
        return CocoFiles.read(Files.writeString(folder.resolve("masks.json"), json));
    }

    @Test
    void readsTheOutputOfTheAutomaticMaskGenerator() throws IOException {
        Path file = Golden.file("segmentation/sa1b_crops.json");

        MaskSet masks = CocoFiles.read(file);

        assertEquals(9, masks.size());
        assertEquals(
                numbers(file, "\"area\":(\\d+)"),
                masks.masks().stream().map(mask -> "" + mask.area()).toList());
        // the generator's boxes end at the last pixel, ours (as pycocotools') after it
        assertEquals(
                numbers(file, "\"bbox\":\\[([^]]+)]"),
                masks.masks().stream()
                        .map(mask -> text(withoutLastPixel(mask.boundingBox())))
                        .toList());
        assertEquals(
                numbers(file, "\"crop_box\":\\[([^]]+)]"),
                masks.masks().stream()
                        .map(mask -> text(mask.details().orElseThrow().cropBox()))
                        .toList());
    }

    private static List<String> numbers(Path file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map(MatchResult::group)
                .map(found -> found.replaceAll("\"\\w+\":|[\\[\\]]", "").replaceAll("\\.0\\b", ""))
                .toList();
    }

    private static Box withoutLastPixel(Box box) {
        return new Box(box.x(), box.y(), box.width() - 1, box.height() - 1);
    }

    private static String text(Box box) {
        return box.x() + "," + box.y() + "," + box.width() + "," + box.height();
    }

    @ParameterizedTest
    @EnumSource
    void writtenMasksAreReadBackWithAllDetails(CocoFiles.Counts counts) {
        MaskSet masks = CocoFiles.read(Golden.file("segmentation/sa1b_crops.json"));
        Path file = folder.resolve("again.json");

        CocoFiles.write(file, masks, counts);

        MaskSet again = CocoFiles.read(file);
        assertEquals(masks, again);
        assertEquals(
                masks.masks().stream().map(Mask::details).toList(),
                again.masks().stream().map(Mask::details).toList());
    }

    @Test
    void unknownDetailsAreNotWritten() throws IOException {
        MaskDetails known =
                MaskDetails.builder(new Box(0, 0, 3, 2)).predictedIou(0.5).build();
        MaskSet masks = MaskSet.of(
                new ImageSize(2, 3),
                List.of(Mask.ofRuns(new ImageSize(2, 3), 0, 6).withDetails(known)));
        Path file = folder.resolve("masks.json");

        CocoFiles.write(file, masks, CocoFiles.Counts.PLAIN);

        assertTrue(Files.readString(file).endsWith("\"predicted_iou\":0.5,\"crop_box\":[0,0,3,2]}]}"));
        assertEquals(known, CocoFiles.read(file).masks().get(0).details().orElseThrow());
    }

    @Test
    void writesTheFormOfSa1b() throws IOException {
        Mask plain = Mask.ofRuns(new ImageSize(2, 3), 1, 3);
        Mask detailed = Mask.ofRuns(new ImageSize(2, 3), 0, 6)
                .withDetails(MaskDetails.builder(new Box(0, 0, 3, 2))
                        .predictedIou(0.5)
                        .stabilityScore(0.25)
                        .point(1, 0.5)
                        .build());
        Path file = folder.resolve("masks.json");

        CocoFiles.write(file, MaskSet.of(new ImageSize(2, 3), List.of(plain, detailed)), CocoFiles.Counts.PLAIN);

        assertEquals("""
                {"image":{"width":3,"height":2},"annotations":[\
                {"segmentation":{"size":[2,3],"counts":[1,2,1,1,1]},"area":3,"bbox":[0,0,3,2]},\
                {"segmentation":{"size":[2,3],"counts":[0,6]},"area":6,"bbox":[0,0,3,2],\
                "predicted_iou":0.5,"stability_score":0.25,"point_coords":[[1.0,0.5]],"crop_box":[0,0,3,2]}]}""", Files.readString(file));
    }

    @Test
    void writesTheCountsOfAnEmptyMaskInFull() throws IOException {
        Path file = folder.resolve("masks.json");

        CocoFiles.write(
                file,
                MaskSet.of(new ImageSize(2, 3), List.of(Mask.ofRuns(new ImageSize(2, 3)))),
                CocoFiles.Counts.PLAIN);

        assertTrue(Files.readString(file).contains("\"counts\":[6]"));
        assertEquals(0, CocoFiles.read(file).masks().get(0).area());
    }

    @Test
    void readsABareListOfAnnotations() throws IOException {
        MaskSet masks = read("[{\"segmentation\": {\"counts\": \"1210\", \"size\": [2, 3]}, \"id\": {\"a\": [1]}}]");

        assertEquals(MaskSet.of(new ImageSize(2, 3), List.of(Mask.ofRuns(new ImageSize(2, 3), 1, 3, 1, 1))), masks);
    }

    @Test
    void aMissingNumberIsNamedInPlainWords() {
        String annotation = "[{\"segmentation\": {\"size\": [2, 3], \"counts\": [6]}, \"predicted_iou\": ";

        assertEquals(
                "cannot read " + folder.resolve("masks.json")
                        + ": annotation 0 has NaN for 'predicted_iou', not a finite number",
                assertThrows(InvalidMaskException.class, () -> read(annotation + "NaN}]"))
                        .getMessage());
        assertEquals(
                "cannot read " + folder.resolve("masks.json")
                        + ": annotation 0 has null for 'predicted_iou', not a number",
                assertThrows(InvalidMaskException.class, () -> read(annotation + "null}]"))
                        .getMessage());
    }

    @Test
    void fieldsThatAreNotReadMayHaveAnyValue() throws IOException {
        assertEquals(
                1,
                read("[{\"segmentation\": {\"size\": [1, 1], \"counts\": [0, 1]}, \"area\": NaN, \"score\": null}]")
                        .size());
    }

    @Test
    void anEmptyListHasNoMasks() throws IOException {
        Path file = Files.writeString(folder.resolve("masks.json"), "[]");

        assertEquals(MaskSet.empty(new ImageSize(2, 3)), MaskFiles.read(file, new ImageSize(2, 3)));
        assertTrue(assertThrows(InvalidMaskException.class, () -> MaskFiles.read(file))
                .getMessage()
                .contains("how large the image is"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkIsSkipped(String charset) throws IOException {
        String json = "\uFEFF[{\"segmentation\": {\"size\": [1, 1], \"counts\": [0, 1]}}]";
        Path file = Files.write(folder.resolve("masks.json"), json.getBytes(charset));

        assertEquals(1, CocoFiles.read(file).size());
    }

    @Test
    void deepNestingAndLongNumbersAreRefusedInOneLine() {
        for (String json : List.of(
                "{\"x\":" + "[".repeat(5_000),
                "[".repeat(5_000),
                "{\"x\":" + "1".repeat(1_001) + "}",
                "{\"x\":".repeat(2_000))) {
            String message =
                    assertThrows(InvalidMaskException.class, () -> read(json)).getMessage();
            assertEquals(1, message.lines().count(), message);
            assertTrue(message.startsWith("cannot read "), message);
        }
    }

    /** A triangle and a square, by the pixels whose centres they hold. */
    @Test
    void polygonsAreFilled() throws IOException {
        MaskSet masks = read(
                "{\"images\": [{\"id\": 1, \"width\": 6, \"height\": 4}], \"annotations\": ["
                        + "{\"image_id\": 1, \"iscrowd\": 0, \"segmentation\": [[0, 0, 4, 0, 0, 4], [4, 2, 6, 2, 6, 4, 4, 4]]}]}");

        assertEquals(
                Mask.ofRuns(new ImageSize(4, 6), 0, 3, 3, 2, 4, 1, 3, 2, 4, 2),
                masks.masks().get(0));
    }

    @Test
    void polygonsMayReachBeyondTheImageOrBeEmpty() throws IOException {
        MaskSet masks = read("{\"image\": {\"width\": 3, \"height\": 2}, \"annotations\": ["
                + "{\"segmentation\": [[-9, -9, 99, -9, 99, 99, -9, 99]]}, {\"segmentation\": []}]}");

        assertEquals(6, masks.masks().get(0).area());
        assertEquals(0, masks.masks().get(1).area());
    }

    @Test
    void jsonCutShortIsReportedByItsLineAlone() {
        assertEquals(
                "cannot read " + folder.resolve("masks.json")
                        + ": line 2: Unexpected end-of-input: expected close marker for Object",
                assertThrows(InvalidMaskException.class, () -> read("{\n")).getMessage());
    }

    @Test
    void aFileInAnUnknownEncodingIsClosed() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(descriptors), "open files are listed in /proc");
        Path file = Files.write(folder.resolve("masks.json"), new byte[] {0, 0, (byte) 0xFF, (byte) 0xFE});

        assertThrows(InvalidMaskException.class, () -> CocoFiles.read(file));

        try (Stream<Path> open = Files.list(descriptors)) {
            assertTrue(open.noneMatch(descriptor -> leadsTo(descriptor, file)));
        }
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.isSameFile(descriptor, file);
        } catch (IOException e) {
            return false; // the descriptor of the listing itself is closed
        }
    }

    @Test
    void noAnnotationsAreNoMasks() throws IOException {
        assertEquals(
                MaskSet.empty(new ImageSize(4, 5)),
                read("{\"annotations\": [], \"image\": {\"height\": 4, \"width\": 5}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "null",
                "[null]",
                "[{\"segmentation\": null}]",
                "[{\"segmentation\": {\"size\": [2, 3], \"counts\": null}}]",
                "[{\"segmentation\": {\"size\": null, \"counts\": [6]}}]",
                "[{\"segmentation\": {\"size\": [2, 3], \"counts\": [true]}}]",
                "[{\"segmentation\": {\"size\": [2, 3], \"counts\": [Infinity]}}]",
                "[{\"segmentation\": {\"size\": [2, 3], \"counts\": [99999999999999999999]}}]",
                "[{\"segmentation\": {\"size\": [2, 3], \"counts\": [6]}, \"predicted_iou\": null}]",
                "[{\"segmentation\": {\"size\": [2, 3], \"counts\": [6]}, \"predicted_iou\": NaN}]",
                "[{\"segmentation\": {\"size\": [2, 3], \"counts\": [6]}, \"stability_score\": -Infinity}]",
                "[{\"segmentation\": {\"size\": [2, 3], \"counts\": [6]}, \"crop_box\": [0, 0, 1e999, 1]}]",
                "[{\"segmentation\": {\"size\": [2, 3], \"counts\": [6]}, \"point_coords\": [[true, 1]]}]",
                "[{\"segmentation\": {\"size\": [2, 3], \"counts\": [6]}, \"image_id\": {}}]",
                "{\"annotations\": null}",
                "{\"annotations\": []}",
                "{\"image\": null, \"annotations\": []}",
                "{\"images\": {}, \"annotations\": []}",
                "{\"image\": {\"width\": 3, \"height\": 2}, \"annotations\": [], \"annotations\": []}",
                "{\"image\": {\"width\": 3, \"height\": -2}, \"annotations\": []}",
                "{\"image\": {\"width\": 3, \"height\": 2.5}, \"annotations\": []}",
                "[{\"segmentation\": {\"size\": [2, 3], \"size\": [3, 2], \"counts\": [6]}}]",
                "{\"image\": {\"width\": 3, \"height\": 2}, \"annotations\": [{\"segmentation\": [[1, 2, 3]]}]}",
                "{\"image\": {\"width\": 3, \"height\": 2}, \"annotations\": [{\"segmentation\": [[1, 2, 3, 4]]}]}",
                "{\"image\": {\"width\": 3, \"height\": 2}, \"annotations\": [{\"segmentation\": [1, 2, 3, 4, 5, 6]}]}",
                "7",
                "{\"image\": {\"width\": 3, \"height\": 2}}",
                "{\"image\": {\"width\": 0, \"height\": 2}, \"annotations\": []}",
                "{\"image\": {\"width\": 50000, \"height\": 50000}, \"annotations\": []}",
                "{\"image\": {\"width\": \"3\", \"height\": 2}, \"annotations\": []}",
                "{\"image\": {\"width\": 3, \"height\": 2}, \"annotations\": []} []",
                "[{}]",
                "[7]",
                "[{\"segmentation\": [[1, 2, 3, 4, 5, 6]]}]",
                "[{\"segmentation\": {\"size\": [2, 3]}}]",
                "[{\"segmentation\": {\"counts\": [6]}}]",
                "[{\"segmentation\": {\"size\": [2], \"counts\": [6]}}]",
                "[{\"segmentation\": {\"size\": [2, 3], \"counts\": [5]}}]",
                "[{\"segmentation\": {\"size\": [2, 3], \"counts\": [7]}}]",
                "[{\"segmentation\": {\"size\": [2, 3], \"counts\": [7, -1]}}]",
                "[{\"segmentation\": {\"size\": [2, 3], \"counts\": [1e9]}}]",
                "[{\"segmentation\": {\"size\": [2, 3], \"counts\": \" \"}}]",
                "[{\"segmentation\": {\"size\": [2, 3], \"counts\": [6]}},"
                        + " {\"segmentation\": {\"size\": [3, 2], \"counts\": [6]}}]"
            })
    void otherJsonIsRefused(String json) {
        InvalidMaskException refusal = assertThrows(InvalidMaskException.class, () -> read(json));

        assertTrue(refusal.getMessage().contains("masks.json"), refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count(), refusal.getMessage());
    }
}
