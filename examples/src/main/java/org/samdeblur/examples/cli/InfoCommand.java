package org.samdeblur.examples.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.MapUnit;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.ModelSource;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Describes a network. */
@Command(
        name = "info",
        description = "Says what kind of network a file holds, and what it takes.",
        footer = {"", "Examples:", "  samdeblur info embedded", "  samdeblur info SegNAFNet-GoPro.pth --json"})
final class InfoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "MODEL",
            converter = ModelOptions.SourceName.class,
            description = "embedded, a checkpoint (.pth, .safetensors), an .onnx file, or the folder of DMPHN's"
                    + " checkpoints.")
    private ModelSource model;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        Map<String, Object> facts = describe(DeblurNetworks.load(model, DeblurModelOptions.DEFAULT));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(facts));
        } else {
            facts.forEach((name, fact) -> out.printf(Locale.ROOT, "%-14s  %s%n", name, fact));
        }
        return ExitCode.OK;
    }

    private Map<String, Object> describe(DeblurNetwork network) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model", model.toString());
        facts.put("architecture", network.info().architecture());
        facts.put("parameters", network.info().parameters());
        facts.put("inputChannels", network.info().inputChannels());
        facts.put("guidance", guidance(network.guidance()));
        facts.put("grouping", network.guidance().grouping().name().toLowerCase(Locale.ROOT));
        facts.put("sizeMultiple", network.info().sizeMultiple());
        network.info().fixedSize().ifPresent(size -> facts.put("fixedSize", size.width() + "x" + size.height()));
        facts.put("opset", network.graph().opset());
        facts.put("nodes", network.graph().nodes().size());
        facts.put("weightBytes", weightBytes(network));
        return facts;
    }

    private static String guidance(MaskGuidance guidance) {
        if (guidance.channels() == 0) {
            return "none";
        }
        return guidance instanceof MapUnit
                ? "mask average pooling, " + guidance.channels() + " channels"
                : "grey codes of masks, " + guidance.channels() + " channel";
    }

    private static long weightBytes(DeblurNetwork network) {
        return network.graph().constants().values().stream()
                .mapToLong(constant -> constant.data().remaining())
                .sum();
    }
}
