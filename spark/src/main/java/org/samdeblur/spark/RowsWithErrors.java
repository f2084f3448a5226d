package org.samdeblur.spark;

import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.samdeblur.api.CancelledException;
import org.samdeblur.api.text.Printable;
import org.samdeblur.api.text.Reason;

/** Works on rows one after the other. A row that fails gets an error; it fails neither its task nor its job. */
final class RowsWithErrors implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1;

    private final ImageColumns columns;
    private final RowOperation operation;

    private RowsWithErrors(ImageColumns columns, RowOperation operation) {
        this.columns = columns;
        this.operation = operation;
    }

    static Dataset<Row> of(Dataset<Row> rows, ImageColumns columns, RowOperation operation) {
        SharedModels.closeWith(rows.sparkSession().sparkContext());
        return rows.mapPartitions(new RowsWithErrors(columns, operation), Encoders.row(columns.after()));
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        TaskContext task = TaskContext.get();
        return new Iterator<>() {
            private RowOperation.OnRow onRow;

            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Row next() {
                Row row = rows.next();
                String error = columns.earlierError(row);
                if (error != null) {
                    return columns.failed(row, error);
                }
                if (onRow == null) {
                    onRow = operation.open(columns, task);
                }
                return work(row, onRow, task);
            }
        };
    }

    private Row work(Row row, RowOperation.OnRow onRow, TaskContext task) {
        try {
            return columns.done(row, onRow.make(row));
        } catch (CancelledException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            if (task.isInterrupted()) {
                throw e;
            }
            return columns.failed(row, describe(columns.path(row), e));
        }
    }

    private static String describe(String path, Throwable failure) {
        String reason = failure instanceof OutOfMemoryError
                ? "not enough memory: " + failure.getMessage() + "; give executors more, or fewer cores"
                : Reason.of(failure);
        return Printable.line(reason.contains(path) ? reason : path + ": " + reason);
    }
}
