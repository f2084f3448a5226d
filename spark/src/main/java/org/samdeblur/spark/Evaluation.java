package org.samdeblur.spark;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import java.io.Serializable;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.samdeblur.api.Image;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.evaluation.Fidelity;
import org.samdeblur.evaluation.ModeCollapse;

/**
 * Measures how close images come to their sharp targets: PSNR, SSIM, and the mode collapse rate (MCR). Immutable, serializable.
 *
 * <pre>{@code
 * Dataset<Row> pairs = ...; // path, content, blurred, target
 * Dataset<Row> figures = Evaluation.PUBLISHED.transform(pairs);
 * Evaluation.summary(figures).show();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Evaluation implements Serializable {
    private static final long serialVersionUID = 1;

    /** Counts an image as collapsed as the paper does, when more than 3 dB are lost. */
    public static final Evaluation PUBLISHED = new Evaluation(ModeCollapse.PUBLISHED);

    private static final String TARGET = "target";
    private static final String BLURRED = "blurred";
    private static final String COLLAPSED = "collapsed";
    private static final String GAIN = "gain";

    private static final StructType FIGURES = new StructType()
            .add("psnr", DataTypes.DoubleType)
            .add("ssim3d", DataTypes.DoubleType)
            .add("ssim", DataTypes.DoubleType);

    private static final StructType COMPARED = FIGURES.add("blurredPsnr", DataTypes.DoubleType)
            .add("blurredSsim3d", DataTypes.DoubleType)
            .add("blurredSsim", DataTypes.DoubleType)
            .add(GAIN, DataTypes.DoubleType)
            .add(COLLAPSED, DataTypes.BooleanType);

    private final ModeCollapse modeCollapse;

    private Evaluation(ModeCollapse modeCollapse) {
        this.modeCollapse = Objects.requireNonNull(modeCollapse, "modeCollapse");
    }

    /**
     * Measures with another threshold for collapse.
     *
     * @param modeCollapse when an image counts as collapsed
     * @return the operation
     */
    public static Evaluation with(ModeCollapse modeCollapse) {
        return new Evaluation(modeCollapse);
    }

    /**
     * Measures images. The result has the columns of the input except {@code content}, {@code target} and {@code blurred}. Further
     * columns are {@code psnr} in decibels, infinite for equal images, {@code ssim3d} (the paper's), {@code ssim} (the usual one) and
     * {@code error}; with a column {@code blurred}, also {@code blurredPsnr}, {@code blurredSsim3d}, {@code blurredSsim}, {@code gain}
     * in decibels, and {@code collapsed}. Of a pair that fails, {@code error} is one line, and the other new columns are null.
     *
     * @param pairs has the columns {@code path} (text), {@code content} (the encoded image to be measured), {@code target} (the encoded
     *     sharp image) and, if results are to be compared with inputs, {@code blurred} (the encoded input)
     * @return as many rows in the same partitions
     * @throws SamDeblurException if a column is missing
     */
    public Dataset<Row> transform(Dataset<Row> pairs) {
        StructType before = pairs.schema();
        ImageColumns.require(before, ImageColumns.CONTENT, DataTypes.BinaryType);
        ImageColumns.require(before, TARGET, DataTypes.BinaryType);
        boolean compared = ImageColumns.has(before, BLURRED);
        ImageColumns columns =
                ImageColumns.of(before, Set.of(ImageColumns.CONTENT, TARGET, BLURRED), compared ? COMPARED : FIGURES);
        return RowsWithErrors.of(pairs, columns, compared ? this::openCompared : Evaluation::open);
    }

    private static RowOperation.OnRow open(ImageColumns columns, TaskContext task) {
        return row -> {
            Fidelity fidelity = fidelity(columns, row, ImageColumns.CONTENT);
            return new Object[] {fidelity.psnr(), fidelity.ssim3d(), fidelity.ssim()};
        };
    }

    private RowOperation.OnRow openCompared(ImageColumns columns, TaskContext task) {
        return row -> {
            Fidelity fidelity = fidelity(columns, row, ImageColumns.CONTENT);
            Fidelity blurred = fidelity(columns, row, BLURRED);
            return new Object[] {
                fidelity.psnr(),
                fidelity.ssim3d(),
                fidelity.ssim(),
                blurred.psnr(),
                blurred.ssim3d(),
                blurred.ssim(),
                fidelity.gainOver(blurred),
                modeCollapse.between(blurred, fidelity)
            };
        };
    }

    private static Fidelity fidelity(ImageColumns columns, Row row, String column) {
        Image image = Deblurring.read(columns.path(row) + " (" + column + ")", columns.bytes(row, column));
        Image target = Deblurring.read(columns.path(row) + " (" + TARGET + ")", columns.bytes(row, TARGET));
        if (!image.size().equals(target.size())) {
            throw new SamDeblurException(columns.path(row) + " has " + image.size() + " pixels, its target "
                    + target.size() + "; the images of a pair must have the same size");
        }
        return Fidelity.of(image, target);
    }

    /**
     * Sums figures up in one row: {@code images}, {@code failed}, and the means {@code psnr}, {@code ssim3d}, {@code ssim} over images
     * that did not fail; of figures with {@code blurred}, also the means {@code blurredPsnr}, {@code blurredSsim3d},
     * {@code blurredSsim}, {@code gain}, the extremes {@code worstGain} and {@code bestGain}, and {@code mcr} in [0, 1].
     *
     * @param figures what {@link #transform} made
     * @return a row
     */
    public static Dataset<Row> summary(Dataset<Row> figures) {
        return summary(figures.groupBy(), ImageColumns.has(figures.schema(), COLLAPSED));
    }

    private static Dataset<Row> summary(org.apache.spark.sql.RelationalGroupedDataset groups, boolean compared) {
        Column failed = count(col(ImageColumns.ERROR)).as("failed");
        Column images = count(lit(1)).as("images");
        Column[] means = {failed, mean("psnr"), mean("ssim3d"), mean("ssim")};
        Column[] all = {
            failed,
            mean("psnr"),
            mean("ssim3d"),
            mean("ssim"),
            mean("blurredPsnr"),
            mean("blurredSsim3d"),
            mean("blurredSsim"),
            mean(GAIN),
            min(col(GAIN)).as("worstGain"),
            max(col(GAIN)).as("bestGain"),
            avg(col(COLLAPSED).cast(DataTypes.DoubleType)).as("mcr")
        };
        return groups.agg(images, compared ? all : means);
    }

    private static Column mean(String column) {
        return avg(col(column)).as(column);
    }
}
