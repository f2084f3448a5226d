package org.samdeblur.cli.deblur;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.samdeblur.api.Image;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.cli.console.Errors;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.cli.console.ProgressDisplay;
import org.samdeblur.cli.files.ImageNames;
import org.samdeblur.cli.options.CommonOptions;
import org.samdeblur.cli.options.JsonOption;
import org.samdeblur.cli.options.ModelOptions;
import org.samdeblur.cli.options.OverwriteOption;
import org.samdeblur.cli.options.PipelineOptions;
import org.samdeblur.cli.options.WorkerOptions;
import org.samdeblur.cli.run.JobPlan;
import org.samdeblur.cli.run.JobRun;
import org.samdeblur.cli.run.Jobs;
import org.samdeblur.cli.run.RunReport;
import org.samdeblur.cli.segmenter.SegmenterChoice;
import org.samdeblur.cli.segmenter.SegmenterOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Deblurs photographs. */
@Command(
        name = "deblur",
        abbreviateSynopsis = true,
        description = "Deblurs a photograph, or all images of a folder and its subfolders.",
        footer = {
            "",
            "Examples:",
            "  samdeblur deblur blurry.jpg -o sharp.jpg",
            "  samdeblur deblur holiday/ -o holiday-sharp/",
            "  samdeblur deblur a.png -o b.png --model SegNAFNet-GoPro.pth --device gpu:0",
            "  samdeblur deblur a.png -o b.png --model segnafnet.onnx --masks masks.json",
            "",
            "Of several inputs, one that fails is reported, the others are still processed, and the exit code",
            "is 1.",
            "",
            "An INPUT named .npy (float32, [C, H, W] or [1, C, H, W], in [0, 1]) goes into the network",
            "as it is, the channels of masks included.",
            "",
            "Masks of your own for --masks are a NumPy array [M, H, W] of 0 and 1, written in Python by",
            "  numpy.savez_compressed('masks.npz', masks=masks.astype(bool))",
            "",
            "--json prints one object: input, output, model, architecture, backend, device, masks (how",
            "many), collapsedRegions (how many), collapsedShare (of the pixels), and milliseconds by stage;",
            "for several inputs, one object that has such an object for every input under files."
        })
public final class DeblurCommand implements Callable<Integer> {
    private static final long MANY_WEIGHTS = 5_000_000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "INPUT", arity = "1..*", description = "Images, or folders of images.")
    private List<Path> inputs;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "The deblurred image, in the format its name says (png, jpg, tif, bmp); a folder for"
                    + " several inputs.")
    private Optional<String> output = Optional.empty();

    @Mixin
    private ModelOptions model;

    @Mixin
    private SegmenterOptions segmenter;

    @Option(
            names = "--masks",
            paramLabel = "FILE",
            description = "Masks of another program: a NumPy array of 0 and 1 (.npz, .npy), COCO's JSON, or a label"
                    + " map (.png) in which each value is a group. If JSON has several images, the masks are"
                    + " selected by the input's file name.")
    private Optional<Path> masks = Optional.empty();

    @Mixin
    private PipelineOptions pipeline;

    @Mixin
    private WorkerOptions workers;

    @Option(
            names = "--output-npy",
            paramLabel = "FILE",
            description = "Write the output of the network, float32 [3, H, W], before it is clamped to [0, 1]; not"
                    + " affected by --strength and --guard.")
    private Optional<Path> outputNpy = Optional.empty();

    @Option(
            names = "--strip-metadata",
            description = "Write only pixels, in sRGB. Default: EXIF, XMP, IPTC, resolution and colour profile of the"
                    + " input are kept as far as the output's format allows.")
    private boolean stripMetadata;

    @Mixin
    private OverwriteOption overwrite;

    @Mixin
    private JsonOption json;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        requireSense();
        JobPlan plan = new JobPlan(inputs, output, outputNpy, overwrite.existing());
        Jobs jobs = plan.jobs();
        SegmenterChoice choice = segmenter.choice();
        SamDeblur.Builder builder = configure(choice);
        Optional<EarlySegmenter> early = segmenterAhead(choice).filter(ahead -> plan.isSingle());
        early.ifPresent(builder::segmenter);
        RunReport report = new RunReport(
                spec.commandLine(), json.isGiven() ? RunReport.Form.JSON : RunReport.Form.LINES, "deblurred");
        try (ProgressDisplay display = ProgressDisplay.suitable();
                DeblurWork work = new DeblurWork(
                        isWorthLoadingAhead(early, jobs) ? Opening.ahead(() -> open(builder)) : whenNeeded(builder),
                        masks,
                        stripMetadata ? Image::withoutMetadata : UnaryOperator.identity(),
                        image -> early.ifPresent(ahead -> ahead.begin(image)),
                        this::warnOfOptionsWithoutEffect)) {
            new JobRun<>(work, display, workers.batch()).run(jobs, report);
        }
        return plan.isSingle() ? report.concludeSingle() : report.conclude();
    }

    private void requireSense() {
        if (masks.isPresent() && (inputs.size() > 1 || Files.isDirectory(inputs.get(0)))) {
            throw new MisuseException("--masks goes with a single input image");
        }
        if (masks.isPresent() && ImageNames.isTensor(inputs.get(0))) {
            throw new MisuseException("--masks goes with an image; a .npy input holds the masks' channels itself");
        }
        if (pipeline.finish().isGiven() && inputs.stream().anyMatch(ImageNames::isTensor)) {
            throw new MisuseException("--strength and --guard go with images, not with a .npy input");
        }
    }

    /** A missing backend is reported before the first image is read. */
    private Opening whenNeeded(SamDeblur.Builder builder) {
        pipeline.runtime().provider(model.source());
        return Opening.whenNeeded(() -> open(builder));
    }

    /** Reading the image takes a notable part of the time that the small embedded model takes; others gain little. */
    private static boolean isWorthLoadingAhead(Optional<EarlySegmenter> early, Jobs jobs) {
        return early.isPresent()
                && jobs.all().stream().allMatch(job -> Files.isRegularFile(job.input()) && !job.isDone());
    }

    private SamDeblur open(SamDeblur.Builder builder) {
        SamDeblur deblur = builder.build();
        if (deblur.model().parameters() >= MANY_WEIGHTS) {
            // what was read is garbage by now, and would stay in memory beside what the network makes of the image
            System.gc();
        }
        return deblur;
    }

    private void warnOfOptionsWithoutEffect(SamDeblur deblur) {
        if ((masks.isPresent() || segmenter.isRequested()) && deblur.model().inputChannels() == Image.COLOUR_CHANNELS) {
            String option = masks.isPresent() ? "--masks" : "--segmenter";
            spec.commandLine()
                    .getErr()
                    .println(Errors.oneLine(option + " has no effect, because "
                            + deblur.model().name() + " takes no masks; --model embedded-fast does"));
        }
    }

    /** The small embedded model is known to take masks before it is loaded. */
    private Optional<EarlySegmenter> segmenterAhead(SegmenterChoice choice) {
        return masks.isEmpty()
                        && model.source().equals(ModelSource.embeddedFast())
                        && choice instanceof SegmenterChoice.Graph graph
                ? Optional.of(new EarlySegmenter(graph.segmenter()))
                : Optional.empty();
    }

    private SamDeblur.Builder configure(SegmenterChoice choice) {
        SamDeblur.Builder builder = SamDeblur.builder();
        model.applyTo(builder);
        if (masks.isEmpty()) {
            choice.applyTo(builder);
        }
        pipeline.applyTo(builder);
        return builder;
    }
}
