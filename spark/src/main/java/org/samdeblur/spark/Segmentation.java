package org.samdeblur.spark;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.samdeblur.api.Box;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskDetails;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.SamDeblurSettings;
import org.samdeblur.api.Segmenter;
import org.samdeblur.map.files.CocoFiles;
import org.samdeblur.spark.rows.Rows;

/**
 * Finds the masks of the images of a data frame. Immutable, serializable.
 *
 * <pre>{@code
 * SamDeblurSettings settings = SamDeblur.builder().segmenter(ModelSource.named("sam-vit-b")).settings();
 * Dataset<Row> masks = Segmentation.with(settings).transform(images);
 * masks.selectExpr("path", "explode(annotations) as a").where("a.area > 1000");
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Segmentation implements Serializable {
    private static final long serialVersionUID = 1;

    private static final StructType SEGMENTATION = new StructType()
            .add("size", DataTypes.createArrayType(DataTypes.IntegerType, false))
            .add("counts", DataTypes.StringType);

    private static final StructType ANNOTATION = new StructType()
            .add("segmentation", SEGMENTATION)
            .add("area", DataTypes.IntegerType)
            .add("bbox", DataTypes.createArrayType(DataTypes.IntegerType, false))
            .add("predicted_iou", DataTypes.DoubleType)
            .add("stability_score", DataTypes.DoubleType)
            .add(
                    "point_coords",
                    DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.DoubleType, false), false))
            .add("crop_box", DataTypes.createArrayType(DataTypes.IntegerType, false));

    private static final StructType MADE = new StructType()
            .add("width", DataTypes.IntegerType)
            .add("height", DataTypes.IntegerType)
            .add("annotations", DataTypes.createArrayType(ANNOTATION, false))
            .add(StageTimes.COLUMN, DataTypes.DoubleType);

    private final SamDeblurSettings settings;

    private Segmentation(SamDeblurSettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /**
     * Finds masks with given settings.
     *
     * @param settings the segmenter and what it runs on; its deblurring network is not loaded
     * @return the operation
     */
    public static Segmentation with(SamDeblurSettings settings) {
        return new Segmentation(settings);
    }

    /**
     * Finds the masks of images. The result has the columns of the input except {@code content}. Further columns are {@code width},
     * {@code height}, {@code annotations}, {@code milliseconds} and {@code error}. An annotation has the fields of the data set SA-1B:
     * {@code segmentation} ({@code size}, which is {@code [height, width]}, and {@code counts}, the run lengths in COCO's compressed
     * form), {@code area}, {@code bbox}, and, where the segmenter knows them, {@code predicted_iou}, {@code stability_score},
     * {@code point_coords} and {@code crop_box}. Of an image that fails, {@code error} is one line, and the other new columns are null.
     *
     * @param images has the columns {@code path} (text) and {@code content} (an encoded image), as Spark's source {@code binaryFile}
     * @return as many rows in the same partitions
     * @throws SamDeblurException if a column is missing
     */
    public Dataset<Row> transform(Dataset<Row> images) {
        ImageColumns.require(images.schema(), ImageColumns.CONTENT, DataTypes.BinaryType);
        ImageColumns columns = ImageColumns.of(images.schema(), Set.of(ImageColumns.CONTENT), MADE);
        return RowsWithErrors.of(images, columns, this::open);
    }

    private RowOperation.OnRow open(ImageColumns columns, TaskContext task) {
        Segmenter segmenter = SharedModels.segmenterOf(settings, task);
        return row -> segment(columns.path(row), columns.bytes(row, ImageColumns.CONTENT), segmenter, task);
    }

    private static Object[] segment(String path, byte[] content, Segmenter segmenter, TaskContext task) {
        Image image = Deblurring.read(path, content);
        long start = System.nanoTime();
        MaskSet masks = segmenter.segment(image, (stage, done, total) -> !task.isInterrupted());
        double milliseconds = (System.nanoTime() - start) / 1e6;
        List<Row> annotations =
                masks.masks().stream().map(Segmentation::annotation).toList();
        return new Object[] {image.width(), image.height(), Rows.sequence(annotations), milliseconds};
    }

    /**
     * Returns the masks of a row that {@link #transform} made.
     *
     * @param row a row without an error
     * @return the masks, with their details
     * @throws InvalidMaskException if the row's run lengths do not fit its size
     */
    public static MaskSet masks(Row row) {
        ImageSize size = new ImageSize(row.<Integer>getAs("height"), row.<Integer>getAs("width"));
        List<Row> annotations = row.getList(row.fieldIndex("annotations"));
        return MaskSet.of(
                size,
                annotations.stream().map(annotation -> mask(annotation, size)).toList());
    }

    private static Mask mask(Row annotation, ImageSize size) {
        Mask mask = CocoFiles.ofCompressedCounts(
                annotation.<Row>getAs("segmentation").getAs("counts"), size);
        if (annotation.getAs("crop_box") == null) {
            return mask;
        }
        MaskDetails.Builder details = MaskDetails.builder(boxOf(annotation));
        Double iou = annotation.getAs("predicted_iou");
        Double stability = annotation.getAs("stability_score");
        if (iou != null) {
            details.predictedIou(iou);
        }
        if (stability != null) {
            details.stabilityScore(stability);
        }
        if (annotation.getAs("point_coords") != null) {
            List<scala.collection.Seq<Double>> points = annotation.getList(annotation.fieldIndex("point_coords"));
            details.point(points.get(0).apply(0), points.get(0).apply(1));
        }
        return mask.withDetails(details.build());
    }

    private static Box boxOf(Row annotation) {
        List<Integer> box = annotation.getList(annotation.fieldIndex("crop_box"));
        return new Box(box.get(0), box.get(1), box.get(2), box.get(3));
    }

    private static Row annotation(Mask mask) {
        Row segmentation = Rows.of(
                SEGMENTATION, Rows.sequence(List.of(mask.height(), mask.width())), CocoFiles.compressedCounts(mask));
        Optional<MaskDetails> details = mask.details();
        return Rows.of(
                ANNOTATION,
                segmentation,
                mask.area(),
                box(mask.boundingBox()),
                details.map(known -> known(known.predictedIou())).orElse(null),
                details.map(known -> known(known.stabilityScore())).orElse(null),
                details.map(Segmentation::point).orElse(null),
                details.map(known -> box(known.cropBox())).orElse(null));
    }

    private static Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static Object point(MaskDetails details) {
        return Double.isNaN(details.pointX()) || Double.isNaN(details.pointY())
                ? null
                : Rows.sequence(List.of(Rows.sequence(List.of(details.pointX(), details.pointY()))));
    }

    private static Object box(Box box) {
        return Rows.sequence(List.of(box.x(), box.y(), box.width(), box.height()));
    }
}
