package org.samdeblur.spark;

import java.io.Serializable;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;

/** What is done with each row of a task. */
interface RowOperation extends Serializable {
    /**
     * Gets ready for the rows of a task, such as by loading models. What fails here fails the task.
     *
     * @param columns the columns
     * @param task the task
     * @return what is done with a row
     */
    OnRow open(ImageColumns columns, TaskContext task);

    /** What is done with a row. */
    @FunctionalInterface
    interface OnRow {
        /**
         * Works on a row. What fails here is the row's error.
         *
         * @param row the row
         * @return the values of the columns that are made
         */
        Object[] make(Row row);
    }
}
