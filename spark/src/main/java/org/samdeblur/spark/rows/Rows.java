package org.samdeblur.spark.rows;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Makes rows whose columns have names and whose lists are Scala's. Spark passes rows on as they are from one operation to the next, so that
 * they have to look like those that it makes itself.
 */
public final class Rows {
    private Rows() {}

    /**
     * Makes a row.
     *
     * @param columns the names and types of its columns
     * @param values their values
     * @return the row
     */
    public static Row of(StructType columns, Object... values) {
        return new GenericRowWithSchema(values, columns);
    }

    /**
     * Makes the value of a column of lists.
     *
     * @param <T> the type of the elements
     * @param values the elements
     * @return the value
     */
    public static <T> Seq<T> sequence(List<T> values) {
        return CollectionConverters.asScala(values).toSeq();
    }
}
