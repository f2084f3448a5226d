package org.samdeblur.spark.app;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** The application's part of Spark. */
final class Session implements AutoCloseable {
    private final SparkSession spark;

    private Session(SparkSession spark) {
        this.spark = spark;
    }

    static Session open(String command) {
        SparkConf configuration = new SparkConf()
                .setIfMissing("spark.master", "local[*]")
                .setIfMissing("spark.app.name", "samdeblur " + command);
        if (configuration.get("spark.master").matches("local(\\[.*\\])?")) {
            // else Spark takes its own process for lost, and ends, if the computer has slept for two minutes
            configuration.setIfMissing("spark.storage.blockManagerHeartbeatTimeoutMs", "365d");
        }
        return new Session(SparkSession.builder().config(configuration).getOrCreate());
    }

    SparkSession spark() {
        return spark;
    }

    JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(spark.sparkContext());
    }

    Configuration hadoop() {
        return spark.sparkContext().hadoopConfiguration();
    }

    @Override
    public void close() {
        spark.stop();
    }
}
