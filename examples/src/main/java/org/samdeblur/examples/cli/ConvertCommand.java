package org.samdeblur.examples.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.DeblurModelOptions.Pooling;
import org.samdeblur.api.ModelSource;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.OnnxFiles;
import org.samdeblur.networks.graph.rewrite.GraphRewriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a checkpoint as an ONNX file. */
@Command(
        name = "convert",
        description = "Writes a network as an .onnx file, rewritten to run faster.",
        footer = {
            "",
            "The file remembers what guides the network, MAP encoder included, so that 'samdeblur deblur --model",
            "model.onnx' does what it does with the checkpoint.",
            "",
            "Example:",
            "  samdeblur convert SegNAFNet-GoPro.pth -o segnafnet.onnx"
        })
final class ConvertCommand implements Callable<Integer> {
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
            description = "The file to write, named .onnx.")
    private Path output;

    @Option(names = "--plain", description = "Write the network operator by operator, not rewritten.")
    private boolean plain;

    @Option(names = "--tlc", description = "Pool over a window of 1.5 training patches instead of the whole image.")
    private boolean tlc;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        if (!ImageNames.suffix(output).equals("onnx")) {
            throw new MisuseException("networks are written as .onnx files, not " + output.getFileName());
        }
        OutputFolder.requireWritable(output.toAbsolutePath().getParent());
        DeblurModelOptions options = new DeblurModelOptions(tlc ? Pooling.LOCAL : Pooling.GLOBAL, GraphForm.PLAIN);
        DeblurNetwork network = DeblurNetworks.load(checkpoint, options);
        Graph graph = plain ? network.graph() : GraphRewriter.rewrite(network.graph());
        OutputFolder.createFor(output);
        OnnxFiles.write(graph, output);
        spec.commandLine()
                .getOut()
                .println(checkpoint + " -> " + output + " (" + network.info().architecture() + ", "
                        + graph.nodes().size() + " nodes, opset " + graph.opset() + ")");
        return ExitCode.OK;
    }
}
