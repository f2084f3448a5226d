package org.samdeblur.cli.masks;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.cli.console.ProgressDisplay;
import org.samdeblur.cli.files.ImageNames;
import org.samdeblur.cli.options.CommonOptions;
import org.samdeblur.cli.options.JsonOption;
import org.samdeblur.cli.options.OverwriteOption;
import org.samdeblur.cli.options.RuntimeOptions;
import org.samdeblur.cli.options.TileOptions;
import org.samdeblur.cli.options.WorkerOptions;
import org.samdeblur.cli.run.FolderJobs;
import org.samdeblur.cli.run.JobPlan;
import org.samdeblur.cli.run.JobRun;
import org.samdeblur.cli.run.Jobs;
import org.samdeblur.cli.run.RunReport;
import org.samdeblur.cli.segmenter.TrainingMaskOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the masks that a network is trained with. */
@Command(
        name = "masks",
        abbreviateSynopsis = true,
        description = "Makes masks to train with. Deblurs every image with a first network, finds masks in the result,"
                + " groups them, and writes them in the layout of SAM-Deblur's data sets.",
        footer = {
            "",
            "The groups of DIR/scene/7.png go to scene/7.npz in the output folder: bool, [M, 1, H, W], under the",
            "name 'masks'. A run that was interrupted continues where it stopped. An image that fails is",
            "reported, the others are still processed, and the exit code is 1.",
            "",
            "Examples:",
            "  samdeblur masks GoPro/train/blur -o GoPro/train/masks \\",
            "      --pre-deblur NAFNet-GoPro.pth --segmenter sam_vit_h_4b8939.pth",
            "  samdeblur masks val/blur -o val/masks --segmenter sam_vit_h_4b8939.pth"
        })
public final class MasksCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "INPUT", arity = "1..*", description = "Images, or folders of images.")
    private List<Path> inputs;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            required = true,
            description = "The folder for the masks.")
    private Path output;

    @Mixin
    private TrainingMaskOptions masks;

    @Mixin
    private RuntimeOptions runtime;

    @Mixin
    private TileOptions tiles;

    @Mixin
    private WorkerOptions workers;

    @Mixin
    private OverwriteOption overwrite;

    @Mixin
    private JsonOption json;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        MaskWork work = new MaskWork(masks.finder(runtime, this::configure));
        Jobs jobs = new FolderJobs(output, ImageNames::masksFor, overwrite.existing()).jobs(inputs);
        JobPlan.requirePossible(jobs.all());
        RunReport report = new RunReport(
                spec.commandLine(), json.isGiven() ? RunReport.Form.JSON : RunReport.Form.LINES, "segmented");
        try (ProgressDisplay display = ProgressDisplay.suitable();
                work) {
            new JobRun<>(work, display, workers.batch()).run(jobs, report);
        }
        return report.conclude();
    }

    private void configure(SamDeblur.Builder builder) {
        runtime.applyTo(builder);
        tiles.applyTo(builder);
    }
}
