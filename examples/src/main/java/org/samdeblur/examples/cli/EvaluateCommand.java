package org.samdeblur.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.evaluation.ModeCollapse;
import org.samdeblur.evaluation.data.PairedImages;
import org.samdeblur.evaluation.report.ReportPage;
import org.samdeblur.evaluation.results.DataSetResults;
import org.samdeblur.evaluation.results.Results;
import org.samdeblur.evaluation.results.ResultsJson;
import org.samdeblur.examples.cli.Job.Existing;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures networks on pairs of blurred and sharp images. */
@Command(
        name = "evaluate",
        abbreviateSynopsis = true,
        description = "Measures how close networks bring blurred images to sharp ones, and shows it: PSNR, SSIM and MCR"
                + " (the mode collapse rate), of the blurred input first and of every network after it.",
        footer = {
            "",
            "Examples:",
            "  samdeblur evaluate --input blur/ --target sharp/ --report report.html",
            "  samdeblur evaluate --data GoPro/test --data RealBlur-J --output outputs/ \\",
            "      --model SegNAFNet=SegNAFNet-GoPro.pth --model NAFNet=NAFNet-GoPro.pth --tlc \\",
            "      --segmenter sam_vit_h_4b8939.pth --json results.json --report report.html",
            "  samdeblur evaluate --input blur/ --target sharp/ --method theirs=their-outputs/",
            "",
            "PSNR and SSIM are of images as files hold them, all channels together; SSIM as in the paper's",
            "evaluation, with a window across channels, and beside it the usual one, per channel. An image",
            "counts as collapsed when its output has over 3 dB less PSNR than its blurred input; MCR is the",
            "share of these. The table has means over images.",
            "",
            "The report is one file for browsers: the table, and the worst images first, each with input,",
            "masks, outputs and target on either side of a divider.",
            "",
            "With --output, a run that was broken off goes on where it was; its outputs serve as a --method",
            "of later runs. A bad pair is reported while the others go on, and the exit code is 1 then."
        })
final class EvaluateCommand implements Callable<Integer> {
    /** What has no influence on networks' outputs, or is looked at by itself. */
    private static final Set<String> WITHOUT_INFLUENCE = Set.of(
            "--input",
            "--target",
            "--data",
            "--model",
            "--method",
            "--output",
            "--overwrite",
            "--json",
            "--report",
            "--report-images",
            "--report-size",
            "--collapse",
            "--backend",
            "--device",
            "--threads",
            "--verbose");

    /** What has none on the masks. */
    private static final Set<String> WITHOUT_INFLUENCE_ON_MASKS =
            Set.of("--tlc", "--plain", "--grouping", "--tile", "--overlap", "--padding");

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataSetOptions data;

    @Mixin
    private MethodOptions compared;

    @Mixin
    private FormOptions form;

    @Mixin
    private SegmenterOptions segmenter;

    @Option(
            names = "--grouping",
            paramLabel = "HOW",
            converter = Choice.OfGrouping.class,
            description =
                    "What becomes of overlapping masks: overlay (the cells they form), published (the paper's grey"
                            + " codes) or none. Default: what a network was made for, overlay for most.")
    private Optional<Grouping> grouping = Optional.empty();

    @Mixin
    private RuntimeOptions runtime;

    @Mixin
    private TileOptions tiles;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Keep outputs, as DIR/NETWORK/DATA SET/IMAGE.png, and the masks found. What is there already"
                    + " is not made again.")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--overwrite", description = "Make outputs in DIR again.")
    private boolean overwrite;

    @Option(
            names = "--collapse",
            paramLabel = "DB",
            description = "Count an image as collapsed when more than this is lost. Default: 3.")
    private double collapse = ModeCollapse.PUBLISHED.threshold();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the table and every image's figures as JSON.")
    private Optional<Path> json = Optional.empty();

    @Option(names = "--report", paramLabel = "FILE", description = "Write a page for browsers that shows it all.")
    private Optional<Path> report = Optional.empty();

    @Option(
            names = "--report-images",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "How many images the page shows, the worst of all. Default: 40.")
    private Integer reportImages = 40;

    @Option(
            names = "--report-size",
            paramLabel = "PIXELS",
            converter = PositiveNumber.class,
            description = "Scale the page's pictures down to this length of their longer side. Default: 1280.")
    private Integer reportSize = 1280;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        ModeCollapse modeCollapse = modeCollapse();
        ReportPage page = page();
        SegmenterChoice choice = segmenter.choice();
        Stream.of(json, report)
                .flatMap(Optional::stream)
                .forEach(file ->
                        OutputFolder.requireWritable(file.toAbsolutePath().getParent()));
        List<PairedImages> dataSets = data.open();
        try (WorkFolder work = WorkFolder.open(output);
                ProgressDisplay display = ProgressDisplay.suitable();
                EvaluationMasks masks = new EvaluationMasks(
                        () -> choice.open(runtime), work.path().resolve(EvaluationMasks.FOLDER), existing())) {
            List<Method> methods = compared.methods(dataSets, work.path());
            Problems problems = new Problems(spec.commandLine(), display);
            dataSets.forEach(problems::tell);
            dataSets.forEach(this::tellUnused);
            makeOutputs(methods, dataSets, masks, display, problems);
            Measurement measurement = new Measurement(methods, display, problems);
            List<DataSetResults> measured =
                    dataSets.stream().map(measurement::measure).toList();
            Results results =
                    new Results(methods.stream().map(Method::name).toList(), modeCollapse, measured, problems.all());
            ResultsText.linesOf(results).forEach(spec.commandLine().getOut()::println);
            json.ifPresent(file -> writeJson(file, results));
            report.ifPresent(file -> {
                OutputFolder.createFor(file);
                page.write(file, results, new ReportPictures(methods, masks, dataSets));
            });
            return problems.all().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private void tellUnused(PairedImages dataSet) {
        if (dataSet.unusedTargets() > 0) {
            spec.commandLine()
                    .getOut()
                    .println(dataSet.name() + ": passing over " + Wording.count(dataSet.unusedTargets(), "target")
                            + " without an input");
        }
    }

    private ModeCollapse modeCollapse() {
        try {
            return new ModeCollapse(collapse);
        } catch (IllegalArgumentException e) {
            throw new MisuseException("--collapse: " + e.getMessage());
        }
    }

    private ReportPage page() {
        try {
            return new ReportPage("Deblurring, evaluated", reportImages, reportSize);
        } catch (IllegalArgumentException e) {
            throw new MisuseException("--report-size: " + e.getMessage());
        }
    }

    private void makeOutputs(
            List<Method> methods,
            List<PairedImages> dataSets,
            EvaluationMasks masks,
            ProgressDisplay display,
            Problems problems) {
        List<Method.Network> networks = methods.stream()
                .filter(Method.Network.class::isInstance)
                .map(Method.Network.class::cast)
                .toList();
        networks.forEach(network -> runtime.provider(network.model())); // fails early, before an image is read
        for (PairedImages dataSet : dataSets) {
            claim(dataSet, networks, masks);
        }
        NetworkRun run = new NetworkRun(this::open, masks, existing(), display, problems);
        networks.forEach(network -> run.run(network, dataSets));
    }

    private SamDeblur open(Method.Network network) {
        SamDeblur.Builder builder = SamDeblur.builder();
        runtime.applyTo(builder);
        grouping.ifPresent(builder::grouping);
        return builder.deblurModel(network.model())
                .modelOptions(form.options())
                .tiling(tiles.tiling())
                .padding(tiles.padding())
                .build();
    }

    private Existing existing() {
        return overwrite ? Existing.REPLACE : Existing.KEEP;
    }

    /** Makes sure that outputs and masks that are there already are what this run would make. */
    private void claim(PairedImages dataSet, List<Method.Network> networks, EvaluationMasks masks) {
        Map<String, String> settings = influentialOptions();
        settings.put("inputs", dataSet.inputs().toAbsolutePath().normalize().toString());
        for (Method.Network network : networks) {
            settings.put("model", version(network.model()));
            new KeptSettings(settings).claim(network.folderOf(dataSet), existing());
        }
        if (!networks.isEmpty()) {
            settings.remove("model");
            settings.keySet().removeAll(WITHOUT_INFLUENCE_ON_MASKS);
            new KeptSettings(settings).claim(masks.folderOf(dataSet.name()), existing());
        }
    }

    private Map<String, String> influentialOptions() {
        Map<String, String> options = new LinkedHashMap<>();
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            if (!WITHOUT_INFLUENCE.contains(option.longestName())) {
                options.put(option.longestName(), String.join(" ", option.originalStringValues()));
            }
        }
        return options;
    }

    private static String version(ModelSource model) {
        if (!(model instanceof ModelSource.File file) || Files.isDirectory(file.path())) {
            return model.toString();
        }
        try {
            return file.path().toAbsolutePath().normalize() + ", " + Files.size(file.path()) + " bytes of "
                    + Files.getLastModifiedTime(file.path());
        } catch (IOException e) {
            throw new SamDeblurException("cannot read " + file.path() + ": " + Errors.describe(e), e);
        }
    }

    private static void writeJson(Path file, Results results) {
        OutputFolder.createFor(file);
        Path draft = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.writeString(draft, ResultsJson.of(results));
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SamDeblurException("cannot write " + file + ": " + Errors.describe(e), e);
        }
    }
}
