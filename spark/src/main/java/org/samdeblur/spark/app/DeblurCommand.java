package org.samdeblur.spark.app;

import java.util.concurrent.Callable;
import org.samdeblur.api.ImageFormat;
import org.samdeblur.api.SamDeblurSettings;
import org.samdeblur.spark.Deblurring;
import org.samdeblur.spark.archive.ArchiveImage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Deblurs folders of images. */
@Command(
        name = "deblur",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = "Deblurs images, into one file each or into a table.",
        footer = {
            "",
            SettingsOptions.ON_SPARK,
            "",
            "Examples:",
            "  deblur hdfs:///photographs -o hdfs:///sharp",
            "  deblur 's3a://bucket/2024-*/' --table s3a://bucket/sharp --model NAFNet.pth",
            "",
            "Files are equal to those of 'samdeblur deblur FOLDER -o DIR'. Each appears whole or not at all.",
            "A bad image is reported while the others go on; the exit code is 1 then."
        })
final class DeblurCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RunOptions run;

    @Mixin
    private SettingsOptions options;

    @Override
    public Integer call() {
        run.requireSense();
        SamDeblurSettings settings = options.settings();
        Deblurring deblurring = Deblurring.with(settings);
        return new ArchiveRun(spec.commandLine(), run, "deblurred")
                .run(DeblurCommand::nameOf, deblurring::transform, row -> row.getAs("content"));
    }

    /** Names a file after its image: in the same format if it can be written, else as PNG. */
    private static String nameOf(ArchiveImage image) {
        boolean writable = ImageFormat.ofName(java.nio.file.Path.of("image." + image.suffix()))
                .isPresent();
        return writable ? image.name() : image.stem() + ".png";
    }
}
