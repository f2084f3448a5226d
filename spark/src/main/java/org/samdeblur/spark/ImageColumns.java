package org.samdeblur.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.spark.rows.Rows;

/** The columns of images before and after an operation: what it makes replaces columns of the same names, the others stay. */
final class ImageColumns implements Serializable {
    private static final long serialVersionUID = 1;

    static final String PATH = "path";
    static final String CONTENT = "content";
    static final String ERROR = "error";

    private final StructType before;
    private final int[] kept;
    private final StructType after;

    private ImageColumns(StructType before, int[] kept, StructType after) {
        this.before = before;
        this.kept = kept;
        this.after = after;
    }

    /**
     * Plans columns.
     *
     * @param before the columns there are
     * @param taken columns that the operation uses up
     * @param made columns that it makes, before {@value #ERROR}
     * @return the columns
     */
    static ImageColumns of(StructType before, Set<String> taken, StructType made) {
        require(before, PATH, DataTypes.StringType);
        Set<String> dropped = new HashSet<>(taken);
        dropped.addAll(Arrays.asList(made.fieldNames()));
        dropped.add(ERROR);
        int[] kept = java.util.stream.IntStream.range(0, before.size())
                .filter(column -> !dropped.contains(before.fieldNames()[column]))
                .toArray();
        List<StructField> after = new ArrayList<>();
        Arrays.stream(kept).mapToObj(column -> before.fields()[column]).forEach(after::add);
        after.addAll(Arrays.asList(made.fields()));
        after.add(DataTypes.createStructField(ERROR, DataTypes.StringType, true));
        return new ImageColumns(before, kept, DataTypes.createStructType(after));
    }

    /** Demands a column. */
    static void require(StructType columns, String name, DataType type) {
        if (!has(columns, name) || !columns.apply(name).dataType().equals(type)) {
            throw new SamDeblurException("there is no column '" + name + "' of type " + type.simpleString()
                    + "; read images with spark.read().format(\"binaryFile\"), or name columns so. Found: "
                    + columns.simpleString());
        }
    }

    static boolean has(StructType columns, String name) {
        return Arrays.asList(columns.fieldNames()).contains(name);
    }

    StructType after() {
        return after;
    }

    String path(Row row) {
        return row.getString(before.fieldIndex(PATH));
    }

    byte[] bytes(Row row, String column) {
        return row.getAs(before.fieldIndex(column));
    }

    /** Returns why an earlier operation failed on the row; null if it did not. */
    String earlierError(Row row) {
        return has(before, ERROR) ? row.getAs(before.fieldIndex(ERROR)) : null;
    }

    /** Makes the row of an image that the operation worked on. */
    Row done(Row row, Object[] made) {
        return row(row, made, null);
    }

    /** Makes the row of an image that the operation failed on. */
    Row failed(Row row, String error) {
        return row(row, new Object[after.size() - kept.length - 1], error);
    }

    private Row row(Row row, Object[] made, String error) {
        Object[] values = new Object[after.size()];
        for (int i = 0; i < kept.length; i++) {
            values[i] = row.get(kept[i]);
        }
        System.arraycopy(made, 0, values, kept.length, made.length);
        values[values.length - 1] = error;
        return Rows.of(after, values);
    }
}
