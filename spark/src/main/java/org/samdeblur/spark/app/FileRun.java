package org.samdeblur.spark.app;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.samdeblur.api.text.Reason;
import org.samdeblur.spark.archive.Job;
import org.samdeblur.spark.archive.OutputFolder;
import org.samdeblur.spark.archive.OutputFolder.Existing;
import org.samdeblur.spark.rows.Rows;

/** Runs jobs that make one file an image. */
final class FileRun implements Serializable {
    private static final long serialVersionUID = 1;

    private static final String OUTPUT = "output";
    private static final String STALE = "stale";

    private static final StructType SCHEMA = ImageRows.SCHEMA
            .add(OUTPUT, DataTypes.StringType)
            .add(STALE, DataTypes.createArrayType(DataTypes.StringType, false));

    private final OutputFolder folder;
    private final Existing existing;
    private final Content content;
    private final Tally tally;
    private final SerializableConfiguration hadoop;

    /** What a file holds. */
    interface Content extends Serializable {
        /**
         * Makes the content of the file of an image.
         *
         * @param row a row without an error
         * @return what the file holds
         * @throws IOException if it cannot be made
         */
        byte[] of(Row row) throws IOException;
    }

    FileRun(OutputFolder folder, Existing existing, Content content, Tally tally, Configuration hadoop) {
        this.folder = folder;
        this.existing = existing;
        this.content = content;
        this.tally = tally;
        this.hadoop = new SerializableConfiguration(hadoop);
    }

    /**
     * Does all jobs.
     *
     * @param chunks the jobs of each task
     * @param operation what is done with the images
     * @param session Spark
     */
    void run(List<List<Job>> chunks, UnaryOperator<Dataset<Row>> operation, Session session) {
        JavaRDD<Row> read = session.context().parallelize(chunks, chunks.size()).flatMap(this::read);
        Dataset<Row> images = session.spark().createDataset(read.rdd(), Encoders.row(SCHEMA));
        operation.apply(images).foreachPartition((ForeachPartitionFunction<Row>) this::write);
    }

    /** Reads a task's images one by one, as they are asked for. */
    private Iterator<Row> read(List<Job> jobs) {
        boolean again = existing == Existing.KEEP && TaskContext.get().attemptNumber() > 0;
        return jobs.stream()
                .filter(job -> !(again && isDone(job)))
                .map(this::row)
                .iterator();
    }

    private Row row(Job job) {
        Object[] image = ImageRows.row(job.image(), ImageRows.read(job.image(), hadoop.value()));
        Object[] row = Arrays.copyOf(image, SCHEMA.size());
        row[image.length] = job.output();
        row[image.length + 1] = Rows.sequence(job.stale());
        return Rows.of(SCHEMA, row);
    }

    private static Job job(Row row) {
        return new Job(ImageRows.image(row), row.getAs(OUTPUT), row.getList(row.fieldIndex(STALE)));
    }

    private boolean isDone(Job job) {
        try {
            boolean done = folder.isDone(job, hadoop.value());
            if (done) {
                tally.countDoneBefore();
            }
            return done;
        } catch (IOException e) {
            return false; // it is done again
        }
    }

    private void write(Iterator<Row> rows) {
        while (rows.hasNext()) {
            Row row = rows.next();
            String error = row.getAs("error");
            tallyOf(row, error == null ? written(row) : error);
        }
    }

    private void tallyOf(Row row, String error) {
        if (error == null) {
            tally.countDone(row);
        } else {
            tally.countFailed(error);
        }
    }

    private String written(Row row) {
        Job job = job(row);
        try {
            folder.write(job, content.of(row), hadoop.value());
            return null;
        } catch (IOException e) {
            return "cannot write " + folder.path() + "/" + job.output() + ": " + Reason.of(e);
        }
    }
}
