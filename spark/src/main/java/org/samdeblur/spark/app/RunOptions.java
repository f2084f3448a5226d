package org.samdeblur.spark.app;

import java.util.List;
import java.util.Optional;
import org.samdeblur.spark.archive.OutputFolder.Existing;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is worked on, and where results go. */
final class RunOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(
            paramLabel = "INPUT",
            arity = "1..*",
            description = "Images, folders of images, or glob patterns, of any of Hadoop's file systems.")
    private List<String> inputs;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "A folder for one file an image, in the tree of the inputs.")
    private Optional<String> output = Optional.empty();

    @Option(
            names = "--table",
            paramLabel = "DIR",
            description = "A folder of Parquet files with one row an image, instead of one file an image.")
    private Optional<String> table = Optional.empty();

    @Option(
            names = "--overwrite",
            description = "Do again what an earlier run has done. Default: images are skipped that are done and have"
                    + " the same path, size and modification time.")
    private boolean overwrite;

    @Option(
            names = "--images-per-task",
            paramLabel = "N",
            description = "The most images of a Spark task. Default: 64.")
    private int imagesPerTask = 64;

    @Option(
            names = "--images-per-commit",
            paramLabel = "N",
            description = "With --table, the images after which rows are committed; a run that is killed loses no more."
                    + " Default: 5000.")
    private int imagesPerCommit = 5000;

    List<String> inputs() {
        return inputs;
    }

    Optional<String> output() {
        return output;
    }

    Optional<String> table() {
        return table;
    }

    /** Returns the folder that results go to, of either kind. */
    String folder() {
        return output.or(() -> table).orElseThrow();
    }

    Existing existing() {
        return overwrite ? Existing.REPLACE : Existing.KEEP;
    }

    int imagesPerTask() {
        return imagesPerTask;
    }

    int imagesPerCommit() {
        return imagesPerCommit;
    }

    void requireSense() {
        if (output.isPresent() == table.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "an output is missing: give either -o DIR for files or --table DIR for Parquet");
        }
        if (imagesPerTask < 1 || imagesPerCommit < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--images-per-task and --images-per-commit take a number of at least 1");
        }
    }
}
