package org.samdeblur.cli.masks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.Segmenter;
import org.samdeblur.cli.console.ProgressDisplay;
import org.samdeblur.cli.files.ImageNames;
import org.samdeblur.cli.options.Choice;
import org.samdeblur.cli.options.CommonOptions;
import org.samdeblur.cli.options.ModelOptions;
import org.samdeblur.cli.options.RuntimeOptions;
import org.samdeblur.cli.options.TileOptions;
import org.samdeblur.cli.options.WorkerOptions;
import org.samdeblur.cli.run.FolderJobs;
import org.samdeblur.cli.run.Job.Existing;
import org.samdeblur.cli.run.JobPlan;
import org.samdeblur.cli.run.JobRun;
import org.samdeblur.cli.run.Jobs;
import org.samdeblur.cli.run.RunReport;
import org.samdeblur.cli.segmenter.MaskFinder;
import org.samdeblur.cli.segmenter.SegmenterChoice;
import org.samdeblur.cli.segmenter.SegmenterOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the masks that a network is trained with. */
@Command(
        name = "masks",
        abbreviateSynopsis = true,
        description =
                "Makes masks to train with: deblurs every image of a folder and those below it with a first"
                        + " network, finds masks in that, groups them, and writes them in the layout of SAM-Deblur's data sets.",
        footer = {
            "",
            "Each image's groups go to a file of its name in the same tree, IMAGE.npz: bool, [M, 1, H, W],",
            "under 'masks'. Files that are there already are skipped, so that a run that was broken off",
            "goes on where it was; a bad image is reported while the others go on, and the exit code is",
            "1 then.",
            "",
            "Examples:",
            "  samdeblur masks --input GoPro/train/blur -o GoPro/train/masks \\",
            "      --pre-deblur NAFNet-GoPro.pth --segmenter sam_vit_h_4b8939.pth",
            "  samdeblur masks --input val/blur -o val/masks --segmenter sam_vit_h_4b8939.pth"
        })
public final class MasksCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--input", paramLabel = "DIR", required = true, description = "The folder of images.")
    private Path input;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            required = true,
            description = "The folder for the masks.")
    private Path output;

    @Option(
            names = "--pre-deblur",
            paramLabel = "MODEL",
            converter = ModelOptions.SourceName.class,
            description = "The network that deblurs images before masks are sought in them, without masks itself, as"
                    + " the paper does for training: embedded, a checkpoint or an ONNX network. Default: none, as the"
                    + " paper does for testing.")
    private Optional<ModelSource> preDeblur = Optional.empty();

    @Mixin
    private SegmenterOptions segmenter;

    @Option(
            names = "--grouping",
            paramLabel = "HOW",
            converter = Choice.OfGrouping.class,
            description = "What becomes of overlapping masks: published (the paper's grey codes), overlay (the cells"
                    + " they form) or none. Default: published; for graph overlay, since there are often more of its"
                    + " masks than grey codes can tell apart.")
    private Optional<Grouping> grouping = Optional.empty();

    @Mixin
    private RuntimeOptions runtime;

    @Mixin
    private TileOptions tiles;

    @Mixin
    private WorkerOptions workers;

    @Option(names = "--overwrite", description = "Replace masks that are there already.")
    private boolean overwrite;

    @Option(names = "--json", description = "Print one JSON object about what was done.")
    private boolean json;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        SegmenterChoice choice = segmenter.choice();
        MaskWork work = new MaskWork(new MaskFinder(
                preDeblur.map(this::configure), () -> choice.open(runtime), grouping.orElse(choice.usualGrouping())));
        requireFolder();
        Jobs jobs = new FolderJobs(output, ImageNames::masksFor, overwrite ? Existing.REPLACE : Existing.KEEP)
                .jobs(List.of(input));
        JobPlan.requirePossible(jobs.all());
        RunReport report =
                new RunReport(spec.commandLine(), json ? RunReport.Form.JSON : RunReport.Form.LINES, "segmented");
        try (ProgressDisplay display = ProgressDisplay.suitable();
                work) {
            new JobRun<>(work, display, workers.batch()).run(jobs, report);
        }
        return report.conclude();
    }

    private SamDeblur.Builder configure(ModelSource model) {
        SamDeblur.Builder builder = SamDeblur.builder();
        runtime.applyTo(builder);
        tiles.applyTo(builder);
        return builder.deblurModel(model).segmenter(Segmenter.none());
    }

    private void requireFolder() {
        if (!Files.isDirectory(input)) {
            throw new SamDeblurException(input + (Files.exists(input) ? " is no folder" : " is not there"));
        }
    }
}
