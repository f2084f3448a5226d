package org.samdeblur.spark.app;

import java.util.Optional;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.SamDeblurSettings;
import org.samdeblur.cli.options.Choice;
import org.samdeblur.cli.options.FinishOptions;
import org.samdeblur.cli.options.ModelOptions;
import org.samdeblur.cli.options.RuntimeOptions;
import org.samdeblur.cli.options.TileOptions;
import org.samdeblur.cli.segmenter.SegmenterOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Models and what they run on: the options of the command line. */
final class SettingsOptions {
    /** In what they differ from those of the command line. */
    static final String ON_SPARK =
            "Networks run in Spark's tasks: with spark.task.cpus threads unless --threads says otherwise,"
                    + " and on the GPU that Spark has given the task, if any, unless --device says otherwise. Files of models"
                    + " must be on each node, or are sent with spark-submit's --files and named without folder; names of"
                    + " models are looked up in the models folder of each node.";

    @Mixin
    private ModelOptions model;

    @Mixin
    private SegmenterOptions segmenter;

    @Option(
            names = "--grouping",
            paramLabel = "HOW",
            converter = Choice.OfGrouping.class,
            description = "What becomes of overlapping masks: overlay, published or none. Default: what the network was"
                    + " made for.")
    private Optional<Grouping> grouping = Optional.empty();

    @Mixin
    private RuntimeOptions runtime;

    @Mixin
    private TileOptions tiles;

    @Mixin
    private FinishOptions finish;

    /** Returns the settings. */
    SamDeblurSettings settings() {
        SamDeblur.Builder builder = SamDeblur.builder();
        model.applyTo(builder);
        segmenter.choice().applyTo(builder);
        grouping.ifPresent(builder::grouping);
        runtime.applyTo(builder);
        tiles.applyTo(builder);
        finish.applyTo(builder);
        return builder.settings();
    }
}
