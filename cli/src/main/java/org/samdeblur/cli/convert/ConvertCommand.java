package org.samdeblur.cli.convert;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.ModelSource;
import org.samdeblur.cli.console.Json;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.cli.files.OutputFolder;
import org.samdeblur.cli.options.Choice;
import org.samdeblur.cli.options.CommonOptions;
import org.samdeblur.cli.options.FormOptions;
import org.samdeblur.cli.options.JsonOption;
import org.samdeblur.cli.options.ModelOptions;
import org.samdeblur.cli.options.OverwriteOption;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.rewrite.GraphRewriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a network in another format. */
@Command(
        name = "convert",
        description = "Writes a network as an .onnx file or as TensorFlow's SavedModel, rewritten to run faster, or its"
                + " weights alone.",
        footer = {
            "",
            "What is written remembers what guides the network, MAP encoder included, so that 'samdeblur deblur",
            "--model model.onnx' does what it does with the checkpoint. SavedModels need the TensorFlow backend,",
            "to be written as to be run.",
            "",
            "Examples:",
            "  samdeblur convert SegNAFNet-GoPro.pth -o segnafnet.onnx",
            "  samdeblur convert SegNAFNet-GoPro.pth -o segnafnet --format savedmodel",
            "  samdeblur convert before.pth --interpolate tuned.safetensors --alpha 0.3 -o between.onnx"
        })
public final class ConvertCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "MODEL",
            converter = ModelOptions.SourceName.class,
            description = "embedded, a name that 'samdeblur models' lists, a checkpoint (.pth, .safetensors), the"
                    + " folder of DMPHN's checkpoints, or an .onnx file.")
    private ModelSource model;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description =
                    "The file to write, named .onnx or, for weights alone, .safetensors; or with --format savedmodel the"
                            + " folder.")
    private Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormatName.class,
            description = "onnx, savedmodel, or weights alone: safetensors, safetensors-fp16 (16-bit floats). Default:"
                    + " onnx.")
    private NetworkFormat format = NetworkFormat.ONNX;

    @Option(
            names = "--interpolate",
            paramLabel = "MODEL",
            converter = ModelOptions.SourceName.class,
            description = "Interpolate between the weights of the network and of this one of the same kind, such as a"
                    + " fine-tuned one. The other options apply to both.")
    private Optional<ModelSource> other = Optional.empty();

    @Option(
            names = "--alpha",
            paramLabel = "SHARE",
            description = "The share of --interpolate in the result, 0 to 1. Default: 0.5.")
    private Optional<Double> alpha = Optional.empty();

    @Mixin
    private FormOptions form;

    @Mixin
    private OverwriteOption overwrite;

    @Mixin
    private JsonOption json;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        format.requireFit(output);
        requireShare();
        format.requireFree(output, overwrite.existing());
        OutputFolder.requireWritable(output.toAbsolutePath().getParent());
        UnaryOperator<Graph> rewriting =
                form.options().graphForm() == GraphForm.PLAIN ? UnaryOperator.identity() : GraphRewriter::rewrite;
        DeblurModelOptions options = form.options().withGraphForm(GraphForm.PLAIN);
        DeblurNetwork network = interpolated(DeblurNetworks.load(model, options), options);
        OutputFolder.createFor(output);
        Map<String, Object> content = format.write(network, rewriting, output);
        spec.commandLine()
                .getOut()
                .println(json.isGiven() ? Json.of(facts(network, content)) : summary(network, content));
        return ExitCode.OK;
    }

    private Map<String, Object> facts(DeblurNetwork network, Map<String, Object> content) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model", model.toString());
        facts.put("output", output.toString());
        facts.put("architecture", network.info().architecture());
        facts.putAll(content);
        return facts;
    }

    private String summary(DeblurNetwork network, Map<String, Object> content) {
        String numbers = content.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(joining(", "));
        return model + " -> " + output + " (" + network.info().architecture() + ", " + numbers + ")";
    }

    private void requireShare() {
        if (alpha.isPresent() && other.isEmpty()) {
            throw new MisuseException("--alpha goes with --interpolate");
        }
        alpha.filter(share -> !(share >= 0 && share <= 1)).ifPresent(share -> {
            throw new MisuseException("--alpha is a share from 0 to 1, not " + share);
        });
    }

    private DeblurNetwork interpolated(DeblurNetwork network, DeblurModelOptions options) {
        return other.map(source -> network.interpolated(DeblurNetworks.load(source, options), alpha.orElse(0.5)))
                .orElse(network);
    }

    /** Reads a format. */
    static final class FormatName extends Choice<NetworkFormat> {
        FormatName() {
            super(NetworkFormat.values());
        }
    }
}
