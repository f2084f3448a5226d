package org.samdeblur.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** A small Spark within the test's process. Surefire sets its configuration as system properties. */
final class LocalSpark {
    private LocalSpark() {}

    static SparkSession start() {
        SparkConf configuration = new SparkConf()
                .setAppName("test")
                .setIfMissing("spark.master", "local[2]")
                .setIfMissing("spark.ui.enabled", "false");
        return SparkSession.builder().config(configuration).getOrCreate();
    }
}
