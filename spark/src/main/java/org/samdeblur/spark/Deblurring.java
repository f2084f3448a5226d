package org.samdeblur.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.samdeblur.api.DeblurResult;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageFormat;
import org.samdeblur.api.ImageReadOptions;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.SamDeblurSettings;

/**
 * Deblurs the images of a data frame. Immutable, serializable.
 *
 * <pre>{@code
 * Dataset<Row> blurred = spark.read().format("binaryFile").option("recursiveFileLookup", true).load("photographs");
 * Dataset<Row> sharp = Deblurring.with(SamDeblurSettings.DEFAULT).transform(blurred);
 * sharp.write().parquet("sharp");
 * }</pre>
 *
 * <p>Each executor loads the models once, for the first image, and its tasks share them. Unless the settings say otherwise, a network
 * uses {@code spark.task.cpus} threads, and runs on the GPU that Spark has given the task, if any. Files of models must be found on each
 * node. A relative path that does not exist in the working directory is looked for among the files that were sent with {@code spark-submit
 * --files} or {@code SparkContext.addFile}.
 *
 * @since 0.1.0
 */
public final class Deblurring implements Serializable {
    private static final long serialVersionUID = 1;

    private static final StructType MADE = new StructType()
            .add(ImageColumns.CONTENT, DataTypes.BinaryType)
            .add("width", DataTypes.IntegerType)
            .add("height", DataTypes.IntegerType)
            .add("model", DataTypes.StringType)
            .add("backend", DataTypes.StringType)
            .add("device", DataTypes.StringType)
            .add("masks", DataTypes.IntegerType)
            .add(StageTimes.COLUMN, StageTimes.TYPE);

    private final SamDeblurSettings settings;

    /** Null for that of the input. */
    private final ImageFormat format;

    private Deblurring(SamDeblurSettings settings, ImageFormat format) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.format = format;
    }

    /**
     * Deblurs with given settings. Results have the format that the suffix of their path says, or PNG where images are not written in
     * that format.
     *
     * @param settings models and what they run on
     * @return the operation
     */
    public static Deblurring with(SamDeblurSettings settings) {
        return new Deblurring(settings, null);
    }

    /**
     * Writes all results in one format.
     *
     * @param value the format
     * @return the operation with it
     */
    public Deblurring format(ImageFormat value) {
        return new Deblurring(settings, Objects.requireNonNull(value, "format"));
    }

    /**
     * Returns the format of an image's result.
     *
     * @param path the image's path
     * @return the format of its suffix, or PNG where images are not written in that format
     */
    public static ImageFormat formatFor(String path) {
        return ImageFormat.ofName(Path.of(path.substring(path.lastIndexOf('/') + 1)))
                .orElse(ImageFormat.PNG);
    }

    /**
     * Deblurs images. The result has the columns of the input; {@code content} is the encoded sharp image. Further columns are
     * {@code width}, {@code height}, {@code model}, {@code backend}, {@code device}, {@code masks} (how many guided the network),
     * {@code milliseconds} (a structure: {@code read}, {@code segment}, {@code group}, {@code map}, {@code network}, {@code finish},
     * {@code write}) and {@code error}. Of an image that fails, {@code error} is one line that names the path and the reason, and the
     * other new columns and {@code content} are null. A row that has an {@code error} already keeps it.
     *
     * @param images has the columns {@code path} (text) and {@code content} (an encoded image), as Spark's source {@code binaryFile}
     * @return as many rows in the same partitions
     * @throws SamDeblurException if a column is missing
     */
    public Dataset<Row> transform(Dataset<Row> images) {
        ImageColumns.require(images.schema(), ImageColumns.CONTENT, DataTypes.BinaryType);
        ImageColumns columns = ImageColumns.of(images.schema(), Set.of(), MADE);
        return RowsWithErrors.of(images, columns, this::open);
    }

    private RowOperation.OnRow open(ImageColumns columns, TaskContext task) {
        SamDeblur deblur = SharedModels.of(settings, task);
        return row -> deblur(columns.path(row), columns.bytes(row, ImageColumns.CONTENT), deblur, task);
    }

    private Object[] deblur(String path, byte[] content, SamDeblur deblur, TaskContext task) {
        long start = System.nanoTime();
        Image image = read(path, content);
        long read = System.nanoTime();
        DeblurResult result = deblur.deblur(image, (stage, done, total) -> !task.isInterrupted());
        long deblurred = System.nanoTime();
        byte[] encoded = result.image().toBytes(Optional.ofNullable(format).orElseGet(() -> formatFor(path)));
        long written = System.nanoTime();
        return new Object[] {
            encoded,
            image.width(),
            image.height(),
            result.model().name(),
            result.backend(),
            result.device().toString(),
            result.masks().size(),
            StageTimes.of(Duration.ofNanos(read - start), result.times(), Duration.ofNanos(written - deblurred))
        };
    }

    static Image read(String path, byte[] content) {
        if (content == null) {
            throw new SamDeblurException("there is no content");
        }
        return Image.read(content, ImageReadOptions.DEFAULT.withName(path));
    }
}
