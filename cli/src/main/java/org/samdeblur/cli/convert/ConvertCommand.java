package org.samdeblur.cli.convert;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.DeblurModelOptions.Pooling;
import org.samdeblur.api.ModelSource;
import org.samdeblur.cli.files.OutputFolder;
import org.samdeblur.cli.options.Choice;
import org.samdeblur.cli.options.CommonOptions;
import org.samdeblur.cli.options.ModelOptions;
import org.samdeblur.cli.options.StatedOptions;
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
        description = "Writes a network as an .onnx file or as TensorFlow's SavedModel, rewritten to run faster.",
        footer = {
            "",
            "What is written remembers what guides the network, MAP encoder included, so that 'samdeblur deblur",
            "--model model.onnx' does what it does with the checkpoint. SavedModels need the TensorFlow backend,",
            "to be written as to be run.",
            "",
            "Examples:",
            "  samdeblur convert SegNAFNet-GoPro.pth -o segnafnet.onnx",
            "  samdeblur convert SegNAFNet-GoPro.pth -o segnafnet --format savedmodel"
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
                    "The file to write, named .onnx; or with --format savedmodel the folder, which is not there yet,"
                            + " or empty.")
    private Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormatName.class,
            description = "onnx or savedmodel. Default: onnx.")
    private NetworkFormat format = NetworkFormat.ONNX;

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
        OutputFolder.requireWritable(output.toAbsolutePath().getParent());
        DeblurModelOptions options = stated.applyTo(DeblurModelOptions.DEFAULT
                .withPooling(tlc ? Pooling.LOCAL : Pooling.GLOBAL)
                .withGraphForm(GraphForm.PLAIN));
        DeblurNetwork network = DeblurNetworks.load(checkpoint, options);
        Graph graph = plain ? network.graph() : GraphRewriter.rewrite(network.graph());
        OutputFolder.createFor(output);
        format.write(network.withGraph(graph), output);
        spec.commandLine()
                .getOut()
                .println(checkpoint + " -> " + output + " (" + network.info().architecture() + ", "
                        + graph.nodes().size() + " nodes, opset " + graph.opset() + ")");
        return ExitCode.OK;
    }

    /** Reads a format. */
    static final class FormatName extends Choice<NetworkFormat> {
        FormatName() {
            super(NetworkFormat.values());
        }
    }
}
