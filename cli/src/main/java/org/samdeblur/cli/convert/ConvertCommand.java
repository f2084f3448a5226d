package org.samdeblur.cli.convert;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.DeblurModelOptions.Pooling;
import org.samdeblur.api.ModelSource;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.cli.files.OutputFolder;
import org.samdeblur.cli.options.Choice;
import org.samdeblur.cli.options.CommonOptions;
import org.samdeblur.cli.options.ModelOptions;
import org.samdeblur.cli.options.StatedOptions;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;
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
            paramLabel = "CHECKPOINT",
            converter = ModelOptions.SourceName.class,
            description = "A checkpoint (.pth, .safetensors), the folder of DMPHN's checkpoints, an .onnx file, or"
                    + " embedded.")
    private ModelSource checkpoint;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description =
                    "The file to write, named .onnx or, for weights alone, .safetensors; or with --format savedmodel the"
                            + " folder, which is not there yet, or empty.")
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
            description =
                    "Take weights between the network's and those of this one, which is of the same kind, as after"
                            + " fine-tuning. The other options hold for both.")
    private Optional<ModelSource> other = Optional.empty();

    @Option(names = "--alpha", paramLabel = "SHARE", description = "The share of --interpolate, 0 to 1. Default: 0.5.")
    private Optional<Double> alpha = Optional.empty();

    @Option(names = "--plain", description = "Write the network operator by operator, not rewritten.")
    private boolean plain;

    @Option(names = "--tlc", description = "Pool over a window of 1.5 training patches instead of the whole image.")
    private boolean tlc;

    @Mixin
    private StatedOptions stated;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        format.requireFit(output);
        requireShare();
        OutputFolder.requireWritable(output.toAbsolutePath().getParent());
        DeblurModelOptions options = stated.applyTo(DeblurModelOptions.DEFAULT
                .withPooling(tlc ? Pooling.LOCAL : Pooling.GLOBAL)
                .withGraphForm(GraphForm.PLAIN));
        DeblurNetwork network = interpolated(DeblurNetworks.load(checkpoint, options), options);
        OutputFolder.createFor(output);
        String written = format.write(network, plain ? UnaryOperator.identity() : GraphRewriter::rewrite, output);
        spec.commandLine()
                .getOut()
                .println(checkpoint + " -> " + output + " (" + network.info().architecture() + ", " + written + ")");
        return ExitCode.OK;
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
