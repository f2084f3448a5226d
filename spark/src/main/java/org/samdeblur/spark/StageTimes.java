package org.samdeblur.spark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.samdeblur.api.Stage;
import org.samdeblur.spark.rows.Rows;

/** How long the stages of an image took, as a column. */
final class StageTimes {
    static final String COLUMN = "milliseconds";

    /** {@code read}, the stages in their order, {@code write}. */
    static final StructType TYPE = type();

    private StageTimes() {}

    private static StructType type() {
        List<StructField> fields = new ArrayList<>();
        fields.add(field("read"));
        for (Stage stage : Stage.values()) {
            fields.add(field(stage.name().toLowerCase(Locale.ROOT)));
        }
        fields.add(field("write"));
        return DataTypes.createStructType(fields);
    }

    private static StructField field(String name) {
        return DataTypes.createStructField(name, DataTypes.DoubleType, true);
    }

    static Row of(Duration read, Map<Stage, Duration> stages, Duration write) {
        Object[] values = new Object[TYPE.size()];
        values[0] = milliseconds(read);
        for (Stage stage : Stage.values()) {
            Duration time = stages.get(stage);
            values[1 + stage.ordinal()] = time == null ? null : milliseconds(time);
        }
        values[values.length - 1] = milliseconds(write);
        return Rows.of(TYPE, values);
    }

    private static Double milliseconds(Duration time) {
        return time.toNanos() / 1e6;
    }
}
