package org.samdeblur.cli.evaluate;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.cli.console.Errors;
import org.samdeblur.cli.console.NumberText;
import org.samdeblur.cli.console.ProgressDisplay;
import org.samdeblur.cli.options.CommonOptions;
import org.samdeblur.cli.options.FormOptions;
import org.samdeblur.cli.options.JsonOption;
import org.samdeblur.cli.options.OverwriteOption;
import org.samdeblur.cli.options.PipelineOptions;
import org.samdeblur.cli.segmenter.SegmenterChoice;
import org.samdeblur.cli.segmenter.SegmenterOptions;
import org.samdeblur.evaluation.data.PairedImages;
import org.samdeblur.evaluation.results.DataSetResults;
import org.samdeblur.evaluation.results.Results;
import org.samdeblur.evaluation.results.ResultsJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures networks on pairs of blurred and sharp images. */
@Command(
        name = "evaluate",
        abbreviateSynopsis = true,
        description =
                "Measures networks on pairs of blurred and sharp images: PSNR, SSIM and MCR (the mode collapse rate), of"
                        + " the blurred input and of every network.",
        footer = {
            "",
            "Examples:",
            "  samdeblur evaluate blur/ --target sharp/ --report report.html",
            "  samdeblur evaluate --data GoPro/test --data RealBlur-J --output outputs/ \\",
            "      --model SegNAFNet=SegNAFNet-GoPro.pth --model NAFNet=NAFNet-GoPro.pth --tlc \\",
            "      --segmenter sam_vit_h_4b8939.pth --report report.html",
            "  samdeblur evaluate blur/ --target sharp/ --compare theirs=their-outputs/",
            "",
            "PSNR and SSIM are of images as files hold them, all channels together; SSIM as in the paper's",
            "evaluation, with a window across channels, and beside it the usual one, per channel. An image",
            "counts as collapsed when its output has over 3 dB less PSNR than its blurred input; MCR is the",
            "share of these. The table has means over images.",
            "",
            "The report is one file for browsers: the table, and the worst images first, each with input,",
            "masks, outputs and target on either side of a divider.",
            "",
            "With --output, a run that was interrupted continues where it stopped; its outputs serve as a",
            "--compare of later runs. A pair that fails is reported, the others are still processed, and the exit",
            "code is 1."
        })
public final class EvaluateCommand implements Callable<Integer> {
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

    @Mixin
    private PipelineOptions pipeline;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Keep outputs, as DIR/NETWORK/DATA SET/IMAGE.png, and the masks found. Outputs that"
                    + " exist are not made again.")
    private Optional<Path> output = Optional.empty();

    @Mixin
    private ResultOptions wanted;

    @Mixin
    private OverwriteOption overwrite;

    @Mixin
    private JsonOption json;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        wanted.requirePossible(overwrite.existing());
        SegmenterChoice choice = segmenter.choice();
        List<PairedImages> dataSets = data.open();
        try (WorkFolder work = WorkFolder.open(output);
                ProgressDisplay display = ProgressDisplay.suitable();
                EvaluationMasks masks = new EvaluationMasks(
                        () -> choice.open(pipeline.runtime()),
                        work.path().resolve(EvaluationMasks.FOLDER),
                        overwrite.existing())) {
            List<Method> methods = compared.methods(dataSets, work.path());
            Problems problems = new Problems(spec.commandLine(), display);
            dataSets.forEach(problems::tell);
            dataSets.forEach(this::reportIgnored);
            dataSets.forEach(this::tellUnused);
            dataSets.forEach(this::tellMissingMasks);
            makeOutputs(
                    networksOf(methods),
                    dataSets,
                    masks,
                    new NetworkRun(this::open, masks, overwrite.existing(), display, problems));
            Results results = measure(methods, dataSets, display, problems);
            print(results);
            wanted.write(results, new ReportPictures(methods, masks, problems, dataSets));
            return problems.all().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private void print(Results results) {
        PrintWriter out = spec.commandLine().getOut();
        if (json.isGiven()) {
            out.println(ResultsJson.of(results));
        } else {
            ResultsText.linesOf(results).forEach(out::println);
        }
    }

    private void reportIgnored(PairedImages dataSet) {
        dataSet.ignored().forEach(this::tell);
    }

    private void tell(String note) {
        spec.commandLine().getErr().println(Errors.oneLine(note));
    }

    private void tellUnused(PairedImages dataSet) {
        if (dataSet.unusedTargets() > 0) {
            String targets = NumberText.count(dataSet.unusedTargets(), "target");
            tell(dataSet.name() + ": " + targets + " without an input, not used");
        }
    }

    private void tellMissingMasks(PairedImages dataSet) {
        int all = dataSet.pairs().size();
        long missing =
                dataSet.pairs().stream().filter(pair -> pair.masks().isEmpty()).count();
        if (missing > 0 && missing < all) {
            tell(dataSet.name() + ": no file has the masks of " + missing + " of " + NumberText.count(all, "image")
                    + "; the segmenter finds them for networks that take masks");
        }
    }

    private static List<Method.Network> networksOf(List<Method> methods) {
        return methods.stream()
                .filter(Method.Network.class::isInstance)
                .map(Method.Network.class::cast)
                .toList();
    }

    private void makeOutputs(
            List<Method.Network> networks, List<PairedImages> dataSets, EvaluationMasks masks, NetworkRun run) {
        networks.forEach(
                network -> pipeline.runtime().provider(network.model())); // fails early, before an image is read
        OutputClaims claims = OutputClaims.of(spec.commandLine().getParseResult(), overwrite.existing());
        dataSets.forEach(dataSet -> claims.claim(dataSet, networks, masks));
        networks.forEach(network -> run.run(network, dataSets));
    }

    private SamDeblur open(Method.Network network) {
        SamDeblur.Builder builder = SamDeblur.builder();
        pipeline.applyTo(builder);
        return builder.deblurModel(network.model()).modelOptions(form.options()).build();
    }

    private Results measure(
            List<Method> methods, List<PairedImages> dataSets, ProgressDisplay display, Problems problems) {
        Measurement measurement = new Measurement(methods, display, problems);
        List<DataSetResults> measured =
                dataSets.stream().map(measurement::measure).toList();
        List<String> names = methods.stream().map(Method::name).toList();
        return new Results(names, wanted.modeCollapse(), measured, problems.all());
    }
}
