package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings travel to other processes. */
class SerializationTest {
    @TempDir
    private Path folder;

    private static byte[] write(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }

    private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    static Stream<Serializable> values() {
        MaskDetails details = MaskDetails.builder(new Box(0, 0, 3, 2))
                .predictedIou(0.5)
                .point(1, 2)
                .build();
        return Stream.of(
                Device.auto(),
                Device.gpu(3),
                BackendOptions.DEFAULT,
                BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(4),
                BackendOptions.DEFAULT.withPrecision(Precision.BFLOAT16),
                DeblurModelOptions.DEFAULT,
                DeblurModelOptions.DEFAULT
                        .withSizeMultiple(8)
                        .withValueRange(new ValueRange(0, 255))
                        .withOutput("out")
                        .withWeights("params"),
                SamDeblurSettings.DEFAULT,
                SamDeblurSettingsTest.everyValue().settings(),
                Tiling.auto(),
                Tiling.off(),
                Tiling.of(256, 32),
                Padding.REFLECT,
                Grouping.PUBLISHED,
                new ImageSize(3, 4),
                new Box(1, 2, 3, 4),
                details,
                new AutomaticMaskSettings.PointGrid.Point(0.5, 1),
                AutomaticMaskSettings.PointGrid.regular(2),
                ModelSource.embedded(),
                ModelSource.embeddedFast(),
                ModelSource.named("maxim-gopro"),
                ModelSource.of(Path.of("models", "a.pth")),
                ModelSource.of(Path.of("a.pth").toAbsolutePath()),
                ModelSource.of(Path.of("")),
                ModelSource.of(Path.of("encoder.onnx"), Path.of("decoder.onnx")),
                ModelSource.of(URI.create("https://example.org/a.pth"), "0".repeat(64)),
                Mask.ofRuns(new ImageSize(2, 3), 1, 2),
                MaskSet.of(
                        new ImageSize(1, 3),
                        List.of(Mask.ofRuns(new ImageSize(1, 3), 0, 2), Mask.ofRuns(new ImageSize(1, 3), 1, 2))),
                MaskSet.ofLabels(new ImageSize(1, 4), new int[] {1, -1, 0, 0}),
                MaskSet.empty(new ImageSize(2, 2)),
                Tensor.of(new float[] {1, 2, Float.NaN, -0f}, 2, 1, 2));
    }

    @ParameterizedTest
    @MethodSource("values")
    void writtenMasksAreReadBack(Serializable value) throws Exception {
        assertEquals(value, read(write(value)));
    }

    @Test
    void detailsOfMasksAndGreyCodesTravelAlong() throws Exception {
        MaskDetails details = MaskDetails.builder(new Box(0, 0, 3, 2))
                .predictedIou(0.5)
                .stabilityScore(0.25)
                .point(1, 2)
                .build();
        Mask mask = (Mask) read(write(Mask.ofRuns(new ImageSize(2, 3), 1, 2).withDetails(details)));
        assertEquals(details, mask.details().orElseThrow());

        MaskSet groups = (MaskSet) read(write(MaskSet.ofGreyCodes(new ImageSize(1, 3), new int[] {9, 200, 9})));
        assertEquals(200, groups.greyCode(1).orElseThrow());
        assertArrayEquals(new int[] {0, 1, 0}, groups.labels().orElseThrow().toArray());
    }

    @Test
    void everySettingOfAutomaticMasksTravels() throws Exception {
        AutomaticMaskSettings settings = AutomaticMaskSettings.builder()
                .pointsPerSide(3)
                .pointsPerBatch(5)
                .predIouThresh(0.1)
                .stabilityScoreThresh(0.2)
                .stabilityScoreOffset(0.3)
                .boxNmsThresh(0.4)
                .cropNLayers(1)
                .cropNmsThresh(0.5)
                .cropOverlapRatio(0.6)
                .cropNPointsDownscaleFactor(2)
                .pointGrids(
                        List.of(AutomaticMaskSettings.PointGrid.regular(2), AutomaticMaskSettings.PointGrid.regular(1)))
                .minMaskRegionArea(7)
                .coveredPoints(AutomaticMaskSettings.CoveredPoints.SKIP)
                .build();

        AutomaticMaskSettings again = (AutomaticMaskSettings) read(write(settings));

        assertEquals(3, again.pointsPerSide());
        assertEquals(5, again.pointsPerBatch());
        assertEquals(OptionalDouble.of(0.1), again.predIouThresh());
        assertEquals(0.2, again.stabilityScoreThresh());
        assertEquals(0.3, again.stabilityScoreOffset());
        assertEquals(0.4, again.boxNmsThresh());
        assertEquals(1, again.cropNLayers());
        assertEquals(0.5, again.cropNmsThresh());
        assertEquals(0.6, again.cropOverlapRatio());
        assertEquals(2, again.cropNPointsDownscaleFactor());
        assertEquals(settings.pointGrids(), again.pointGrids());
        assertEquals(7, again.minMaskRegionArea());
        assertEquals(AutomaticMaskSettings.CoveredPoints.SKIP, again.coveredPoints());
        assertTrue(((AutomaticMaskSettings) read(write(AutomaticMaskSettings.DEFAULT)))
                .pointGrids()
                .isEmpty());
    }

    @Test
    void aPathInAnotherFileSystemIsReadWhereThatIsOpen() throws Exception {
        Path archive = folder.resolve("models.zip");
        byte[] bytes;
        try (FileSystem zip =
                FileSystems.newFileSystem(URI.create("jar:" + archive.toUri()), Map.of("create", "true"))) {
            ModelSource source = ModelSource.of(zip.getPath("/a.pth"));
            bytes = write(source);
            assertEquals(source, read(bytes));
        }
        assertTrue(assertThrows(InvalidObjectException.class, () -> read(bytes))
                .getMessage()
                .contains("not open in this process"));
    }

    /** A stream that was tampered with is held to the same rules as a caller. */
    @Test
    void valuesAreCheckedWhenTheyAreRead() throws Exception {
        byte[] bytes = write(Device.gpu(1));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        bytes[text.lastIndexOf("gpu")] = '!';

        assertThrows(InvalidObjectException.class, () -> read(bytes));
    }
}
