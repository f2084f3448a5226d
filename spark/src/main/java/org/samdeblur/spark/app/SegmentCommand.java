package org.samdeblur.spark.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.samdeblur.api.SamDeblurSettings;
import org.samdeblur.map.files.CocoFiles.Counts;
import org.samdeblur.spark.Segmentation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds the masks of folders of images. */
@Command(
        name = "segment",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description =
                "Finds masks, into one file of JSON for each image or into a table, in the form of the data set SA-1B.",
        footer = {
            "",
            SettingsOptions.ON_SPARK,
            "",
            "Examples:",
            "  segment hdfs:///photographs -o hdfs:///masks --segmenter sam_vit_b_01ec64.pth",
            "  segment hdfs:///photographs --table hdfs:///masks",
            "",
            "Files are equal to those of 'samdeblur segment IMAGE -o IMAGE.json'."
        })
final class SegmentCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RunOptions run;

    @Mixin
    private SettingsOptions options;

    @Option(
            names = "--compressed-rle",
            description =
                    "Write run lengths as the compact text of COCO's tools instead of lists of numbers. Tables always"
                            + " have this form.")
    private boolean compressed;

    @Override
    public Integer call() {
        run.requireSense();
        SamDeblurSettings settings = options.settings();
        Segmentation segmentation = Segmentation.with(settings);
        return new ArchiveRun(spec.commandLine(), run, "segmented")
                .run(
                        image -> image.stem() + ".json",
                        segmentation::transform,
                        new Json(compressed ? Counts.COMPRESSED : Counts.PLAIN));
    }

    /**
     * Makes a mask file of a row.
     *
     * @param counts the form of the run lengths
     */
    record Json(Counts counts) implements FileRun.Content, Serializable {
        @Override
        public byte[] of(Row row) throws IOException {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            org.samdeblur.map.files.CocoFiles.write(content, Segmentation.masks(row), counts);
            return content.toByteArray();
        }
    }
}
