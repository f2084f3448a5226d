package org.samdeblur.spark.app;

import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.SamDeblurSettings;
import org.samdeblur.cli.options.ModelOptions;
import org.samdeblur.cli.options.PipelineOptions;
import org.samdeblur.cli.segmenter.SegmenterOptions;
import picocli.CommandLine.Mixin;

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

    @Mixin
    private PipelineOptions pipeline;

    /** Returns the settings. */
    SamDeblurSettings settings() {
        SamDeblur.Builder builder = SamDeblur.builder();
        model.applyTo(builder);
        segmenter.choice().applyTo(builder);
        pipeline.applyTo(builder);
        return builder.settings();
    }
}
