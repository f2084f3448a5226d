package org.samdeblur.spark.app;

import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.util.SerializableConfiguration;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.text.Reason;
import org.samdeblur.spark.archive.ArchiveImage;
import org.samdeblur.spark.archive.Chunks;
import org.samdeblur.spark.archive.Job;
import org.samdeblur.spark.archive.OutputFolder.Existing;
import org.samdeblur.spark.rows.Rows;

/** Makes a table of Parquet files with one row an image. Rows are committed in parts, so that a run that is killed loses one of them. */
final class TableRun implements Serializable {
    private static final long serialVersionUID = 1;

    private final String table;
    private final Existing existing;
    private final Tally tally;
    private final SerializableConfiguration hadoop;

    TableRun(String table, Existing existing, Tally tally, Configuration hadoop) {
        this.table = table;
        this.existing = existing;
        this.tally = tally;
        this.hadoop = new SerializableConfiguration(hadoop);
    }

    /** Returns the images that the table has no row of, in their present version. */
    List<ArchiveImage> remaining(List<ArchiveImage> images, Session session) {
        if (existing == Existing.REPLACE || !isThere()) {
            return images;
        }
        Set<ArchiveImage> done = session
                .spark()
                .read()
                .schema(ImageRows.FILE) // a run that was killed may have left a folder without rows
                .parquet(table)
                .collectAsList()
                .stream()
                .map(ImageRows::image)
                .collect(Collectors.toSet());
        return images.stream().filter(image -> !done.contains(image)).toList();
    }

    private boolean isThere() {
        try {
            Path path = new Path(table);
            return path.getFileSystem(hadoop.value()).exists(path);
        } catch (IOException | IllegalArgumentException e) {
            throw new SamDeblurException("cannot read " + table + ": " + Reason.of(e), e);
        }
    }

    /**
     * Adds rows.
     *
     * @param images the images
     * @param sizes how many images make a task and a part
     * @param operation what is done with the images
     * @param session Spark
     */
    void run(List<ArchiveImage> images, RunOptions sizes, UnaryOperator<Dataset<Row>> operation, Session session) {
        SaveMode mode = existing == Existing.REPLACE ? SaveMode.Overwrite : SaveMode.Append;
        for (int start = 0; start < images.size(); start += sizes.imagesPerCommit()) {
            List<ArchiveImage> part = images.subList(start, Math.min(images.size(), start + sizes.imagesPerCommit()));
            Dataset<Row> rows = operation.apply(read(part, sizes.imagesPerTask(), session));
            rows.map((MapFunction<Row, Row>) this::counted, Encoders.row(rows.schema()))
                    .write()
                    .mode(mode)
                    .parquet(table);
            mode = SaveMode.Append;
        }
    }

    private Dataset<Row> read(List<ArchiveImage> images, int imagesPerTask, Session session) {
        List<Job> jobs = images.stream()
                .map(image -> new Job(image, image.name(), List.of()))
                .toList();
        List<List<Job>> chunks = Chunks.of(jobs, session.context().defaultParallelism(), imagesPerTask);
        JavaRDD<Row> rows = session.context().parallelize(chunks, chunks.size()).flatMap(this::rows);
        return session.spark().createDataset(rows.rdd(), Encoders.row(ImageRows.SCHEMA));
    }

    private Iterator<Row> rows(List<Job> jobs) {
        return jobs.stream()
                .map(Job::image)
                .map(image -> Rows.of(ImageRows.SCHEMA, ImageRows.row(image, ImageRows.read(image, hadoop.value()))))
                .iterator();
    }

    private Row counted(Row row) {
        tally.count(row);
        return row;
    }
}
