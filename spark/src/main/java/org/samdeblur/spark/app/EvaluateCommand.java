package org.samdeblur.spark.app;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.samdeblur.api.ImageFormat;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.SamDeblurSettings;
import org.samdeblur.cli.console.NumberText;
import org.samdeblur.cli.evaluate.SummaryText;
import org.samdeblur.evaluation.results.Results;
import org.samdeblur.evaluation.results.Summary;
import org.samdeblur.spark.Deblurring;
import org.samdeblur.spark.Evaluation;
import org.samdeblur.spark.archive.Archive;
import org.samdeblur.spark.archive.ArchiveImage;
import org.samdeblur.spark.rows.Rows;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures a network on pairs of blurred and sharp images. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description =
                "Measures how close a network brings blurred images to sharp ones: PSNR, SSIM and MCR (the mode collapse"
                        + " rate), of the blurred images first.",
        footer = {
            "",
            SettingsOptions.ON_SPARK,
            "",
            "Example:",
            "  evaluate hdfs:///gopro/blur --target hdfs:///gopro/sharp --table hdfs:///figures",
            "",
            "Pairs have equal paths within the two folders, without suffix. The figures are those of",
            "'samdeblur evaluate'; --table keeps them image by image."
        })
final class EvaluateCommand implements Callable<Integer> {
    private static final StructType SCHEMA = ImageRows.SCHEMA.add("target", DataTypes.BinaryType);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "INPUT", description = "The folder of blurred images.")
    private String input;

    @Option(names = "--target", paramLabel = "DIR", required = true, description = "The sharp images.")
    private String target;

    @Option(
            names = "--table",
            paramLabel = "DIR",
            description = "A folder of Parquet files for the figures of each image; replaced if it is there.")
    private Optional<String> table = Optional.empty();

    @Option(names = "--images-per-task", paramLabel = "N", description = "The images of a Spark task. Default: 16.")
    private int imagesPerTask = 16;

    @Mixin
    private SettingsOptions options;

    /** A blurred image and its target. */
    record Pair(ArchiveImage input, ArchiveImage target) implements Serializable {}

    @Override
    public Integer call() {
        SamDeblurSettings settings = options.settings();
        try (Session session = Session.open("evaluate")) {
            List<Pair> pairs = pairs(session);
            Dataset<Row> read = read(pairs, session);
            Dataset<Row> restored =
                    Deblurring.with(settings).format(ImageFormat.PNG).transform(read);
            Dataset<Row> figures = Evaluation.PUBLISHED.transform(restored).persist(StorageLevel.MEMORY_AND_DISK());
            table.ifPresent(folder -> figures.write().mode(SaveMode.Overwrite).parquet(folder));
            Row summary = Evaluation.summary(figures).first();
            figures.where("error is not null")
                    .select("error")
                    .limit(1000)
                    .collectAsList()
                    .forEach(row -> spec.commandLine().getErr().println(Main.oneLine(row.getString(0))));
            print(summary);
            return summary.<Long>getAs("failed") > 0 ? ExitCode.SOFTWARE : ExitCode.OK;
        }
    }

    private List<Pair> pairs(Session session) {
        Map<String, ArchiveImage> targets = new HashMap<>();
        images(target, session).forEach(image -> targets.put(image.stem(), image));
        List<Pair> pairs = new ArrayList<>();
        for (ArchiveImage image : images(input, session)) {
            ArchiveImage sharp = targets.get(image.stem());
            if (sharp == null) {
                throw new SamDeblurException(
                        image.path() + " has no target: there is no " + image.stem() + " in " + target);
            }
            pairs.add(new Pair(image, sharp));
        }
        if (pairs.isEmpty()) {
            throw new SamDeblurException("there are no images in " + input);
        }
        return pairs;
    }

    private static List<ArchiveImage> images(String folder, Session session) {
        return Archive.of(List.of(folder), Optional.empty(), session.hadoop()).images();
    }

    private Dataset<Row> read(List<Pair> pairs, Session session) {
        int tasks = Math.max(
                session.context().defaultParallelism(),
                (pairs.size() + imagesPerTask - 1) / Math.max(1, imagesPerTask));
        SerializableConfiguration hadoop = new SerializableConfiguration(session.hadoop());
        JavaRDD<Row> rows = session.context()
                .parallelize(pairs, Math.min(tasks, pairs.size()))
                .map(pair -> row(pair, hadoop));
        return session.spark()
                .createDataset(rows.rdd(), Encoders.row(SCHEMA))
                .withColumn("blurred", functions.col("content"));
    }

    private static Row row(Pair pair, SerializableConfiguration hadoop) {
        ImageRows.Content sharp = ImageRows.read(pair.target(), hadoop.value());
        ImageRows.Content blurred = ImageRows.read(pair.input(), hadoop.value());
        String error = blurred.error() != null ? blurred.error() : sharp.error();
        Object[] image = ImageRows.row(pair.input(), new ImageRows.Content(blurred.bytes(), error));
        Object[] row = Arrays.copyOf(image, image.length + 1);
        row[image.length] = sharp.bytes();
        return Rows.of(SCHEMA, row);
    }

    private void print(Row row) {
        int images = Math.toIntExact(row.<Long>getAs("images") - row.<Long>getAs("failed"));
        Map<String, Optional<Summary>> summaries = new LinkedHashMap<>();
        if (images > 0) {
            summaries.put(
                    Results.BLURRED, Optional.of(summary(row, images, "blurredPsnr", "blurredSsim3d", "blurredSsim")));
            summaries.put("deblurred", Optional.of(summary(row, images, "psnr", "ssim3d", "ssim")));
        }
        SummaryText.linesOf(NumberText.count(images, "image"), summaries)
                .forEach(spec.commandLine().getOut()::println);
    }

    private static Summary summary(Row row, int images, String psnr, String ssim3d, String ssim) {
        return new Summary(
                images,
                number(row, psnr),
                number(row, ssim3d),
                number(row, ssim),
                number(row, "mcr"),
                number(row, "gain"),
                number(row, "worstGain"),
                number(row, "bestGain"),
                0,
                0);
    }

    private static double number(Row summary, String column) {
        Double value = summary.getAs(column);
        return value == null ? Double.NaN : value;
    }
}
