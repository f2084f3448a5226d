package org.samdeblur.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.DeblurResult;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageFormat;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.SamDeblurSettings;
import org.samdeblur.evaluation.Fidelity;
import org.samdeblur.map.files.CocoFiles;

/** Images in data frames, in local mode. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Hadoop needs native programs there")
class DataFramesTest {
    private static final SamDeblurSettings FAST =
            SamDeblur.builder().deblurModel(ModelSource.embeddedFast()).settings();

    @TempDir
    static Path temp;

    private static SparkSession spark;
    private static Path photographs;

    @BeforeAll
    static void start() throws IOException {
        spark = LocalSpark.start();
        photographs = Files.createDirectories(temp.resolve("photographs"));
        for (int i = 0; i < 6; i++) {
            Pictures.drawn(48 + 8 * i, 40, i).write(photographs.resolve("p" + i + (i % 2 == 0 ? ".png" : ".jpg")));
        }
        byte[] whole = Files.readAllBytes(photographs.resolve("p0.png"));
        Files.write(photographs.resolve("cut.png"), java.util.Arrays.copyOf(whole, whole.length / 2));
        Pictures.writeHuge(photographs.resolve("huge.png"));
        Files.writeString(photographs.resolve("notes.png"), "no image");
    }

    @AfterAll
    static void stop() {
        spark.stop();
        assertEquals(0, SharedModels.count(), "models are closed with the application");
    }

    private static Dataset<Row> images() {
        return spark.read().format("binaryFile").load(photographs.toString()).repartition(3);
    }

    private static Map<String, Row> byName(Dataset<Row> rows) {
        return rows.collectAsList().stream()
                .collect(Collectors.toMap(row -> nameOf(row.getAs("path")), Function.identity()));
    }

    private static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Test
    void deblursEachImageAsTheLibraryDoes() {
        Map<String, Row> rows = byName(Deblurring.with(FAST).transform(images()));
        assertEquals(9, rows.size());
        try (SamDeblur deblur = FAST.toBuilder().threads(1).build()) {
            for (int i = 0; i < 6; i++) {
                String name = "p" + i + (i % 2 == 0 ? ".png" : ".jpg");
                Row row = rows.get(name);
                DeblurResult result = deblur.deblur(Image.read(photographs.resolve(name)));
                ImageFormat format = i % 2 == 0 ? ImageFormat.PNG : ImageFormat.JPEG;
                assertArrayEquals(result.image().toBytes(format), row.<byte[]>getAs("content"), name);
                assertEquals(result.model().name(), row.getAs("model"));
                assertEquals(result.masks().size(), row.<Integer>getAs("masks"));
                assertEquals("cpu", row.getAs("device"));
                assertEquals(48 + 8 * i, row.<Integer>getAs("width"));
                assertTrue(row.<Row>getAs("milliseconds").<Double>getAs("network") > 0);
                assertNull(row.getAs("error"));
            }
        }
    }

    @Test
    void keepsTheColumnsOfTheInput() {
        Dataset<Row> sharp = Deblurring.with(FAST).transform(images());
        assertEquals(
                List.of("path", "modificationTime", "length", "content"),
                List.of(sharp.columns()).subList(0, 4));
    }

    @Test
    void givesABadImageAnErrorAndGoesOn() {
        Map<String, Row> rows = byName(Deblurring.with(FAST).transform(images()));
        for (String name : List.of("cut.png", "huge.png", "notes.png")) {
            String error = rows.get(name).getAs("error");
            assertTrue(error.contains(name), error);
            assertEquals(1, error.lines().count(), error);
            assertNull(rows.get(name).getAs("content"));
        }
        assertTrue(
                rows.get("huge.png").<String>getAs("error").contains("pixels"),
                () -> rows.get("huge.png").getAs("error"));
    }

    @Test
    void givesEmptyContentAnError() {
        Dataset<Row> empty = images().limit(1).selectExpr("'a.png' as path", "binary('') as content");
        assertTrue(Deblurring.with(FAST)
                .transform(empty)
                .first()
                .<String>getAs("error")
                .contains(".png"));
    }

    @Test
    void loadsModelsOnceForAllTasks() {
        Deblurring.with(FAST).transform(images().repartition(5)).collectAsList();
        int loaded = SharedModels.count();
        Deblurring.with(FAST.toBuilder().settings())
                .transform(images().repartition(4))
                .collectAsList();
        assertEquals(loaded, SharedModels.count());
    }

    @Test
    void writesOneFormatIfAsked() {
        Map<String, Row> rows =
                byName(Deblurring.with(FAST).format(ImageFormat.TIFF).transform(images()));
        byte[] content = rows.get("p1.jpg").getAs("content");
        assertTrue(content[0] == 'I' && content[1] == 'I' || content[0] == 'M' && content[1] == 'M');
    }

    @Test
    void findsMasksAsTheLibraryDoes() throws IOException {
        Map<String, Row> rows = byName(Segmentation.with(FAST).transform(images()));
        assertTrue(rows.get("cut.png").<String>getAs("error").contains("cut.png"));
        try (SamDeblur deblur = FAST.open()) {
            MaskSet masks = deblur.segment(Image.read(photographs.resolve("p2.png")));
            List<Row> annotations =
                    rows.get("p2.png").getList(rows.get("p2.png").fieldIndex("annotations"));
            assertEquals(masks.size(), annotations.size());
            List<String> counts = annotations.stream()
                    .map(row -> row.<Row>getAs("segmentation").<String>getAs("counts"))
                    .toList();
            assertEquals(masks.masks().stream().map(CocoFiles::compressedCounts).toList(), counts);
            assertEquals(masks.masks().get(0).area(), annotations.get(0).<Integer>getAs("area"));
        }
    }

    /** Masks go through a table and come back as the file that Python's tools read. */
    @Test
    void annotationsInJsonAreAMaskFile() throws IOException {
        Row row = Segmentation.with(FAST)
                .transform(images().where("path like '%p2.png'"))
                .select(
                        functions
                                .struct(functions.col("width"), functions.col("height"))
                                .as("image"),
                        functions.col("annotations"))
                .select(functions.to_json(functions.struct("image", "annotations")))
                .first();
        Path file = temp.resolve("masks.json");
        Files.writeString(file, row.getString(0));
        try (SamDeblur deblur = FAST.open()) {
            assertEquals(deblur.segment(Image.read(photographs.resolve("p2.png"))), CocoFiles.read(file));
        }
    }

    @Test
    void measuresPairsAndSumsThemUp() {
        Dataset<Row> sharp = images().selectExpr("path", "content as target");
        Dataset<Row> pairs = Deblurring.with(FAST)
                .format(ImageFormat.PNG)
                .transform(images().withColumn("blurred", functions.col("content")))
                .join(sharp, "path");
        Dataset<Row> figures = Evaluation.PUBLISHED.transform(pairs).cache();
        Map<String, Row> rows = byName(figures);
        try (SamDeblur deblur = FAST.toBuilder().threads(1).build()) {
            Image image = Image.read(photographs.resolve("p4.png"));
            Fidelity wanted = Fidelity.of(deblur.deblur(image).image(), image);
            assertEquals(wanted.psnr(), rows.get("p4.png").<Double>getAs("psnr"));
            assertEquals(wanted.ssim3d(), rows.get("p4.png").<Double>getAs("ssim3d"));
            assertEquals(wanted.ssim(), rows.get("p4.png").<Double>getAs("ssim"));
        }
        Row summary = Evaluation.summary(figures).first();
        assertEquals(9L, summary.<Long>getAs("images"));
        assertEquals(3L, summary.<Long>getAs("failed"));
        double mean = IntStream.range(0, 6)
                .mapToDouble(
                        i -> rows.get("p" + i + (i % 2 == 0 ? ".png" : ".jpg")).<Double>getAs("psnr"))
                .average()
                .orElseThrow();
        assertEquals(mean, summary.<Double>getAs("psnr"), 1e-9);
        // the inputs are their own targets, so that whatever a network does to them is infinitely worse
        assertEquals(1.0, summary.<Double>getAs("mcr"));
    }

    @Test
    void aMissingModelFailsTheJobWithItsName() {
        SamDeblurSettings settings = SamDeblur.builder()
                .deblurModel(ModelSource.of(Path.of("missing.pth")))
                .settings();
        Exception failure = assertThrows(
                Exception.class,
                () -> Deblurring.with(settings).transform(images()).collectAsList());
        assertTrue(failure.toString().contains("missing.pth")
                || String.valueOf(failure.getCause()).contains("missing.pth"));
    }

    @Test
    void refusesADataFrameWithoutImages() {
        assertThrows(
                SamDeblurException.class,
                () -> Deblurring.with(FAST).transform(spark.range(3).toDF()));
    }
}
