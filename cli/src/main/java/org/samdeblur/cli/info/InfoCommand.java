package org.samdeblur.cli.info;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Backends;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MapUnit;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.ModelInfo;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.text.Printable;
import org.samdeblur.cli.console.Json;
import org.samdeblur.cli.options.CommonOptions;
import org.samdeblur.cli.options.JsonOption;
import org.samdeblur.cli.options.ModelOptions;
import org.samdeblur.cli.options.StatedOptions;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.sam.graph.SamNetwork;
import org.samdeblur.networks.sam.graph.SamNetworks;
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
        description = "Describes the network in a file.",
        footer = {
            "",
            "Examples:",
            "  samdeblur info embedded",
            "  samdeblur info SegNAFNet-GoPro.pth --json",
            "  samdeblur info sam_vit_b_01ec64.pth",
            "  samdeblur info network.pt --backend djl"
        })
public final class InfoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "MODEL",
            converter = ModelOptions.SourceName.class,
            description =
                    "embedded, a checkpoint (.pth, .safetensors) of a deblurring network or of Segment Anything, an"
                            + " .onnx file, or the folder of DMPHN's checkpoints.")
    private ModelSource model;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description =
                    "Load the network with this backend and describe it as the backend sees it. For files that only"
                            + " one backend reads, such as TorchScript (djl) and SavedModels (tensorflow). Default: the file is"
                            + " described without a backend.")
    private Optional<String> backend = Optional.empty();

    @Mixin
    private JsonOption json;

    @Mixin
    private StatedOptions stated;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        Map<String, Object> facts = describe();
        PrintWriter out = spec.commandLine().getOut();
        if (json.isGiven()) {
            out.println(Json.of(facts));
        } else {
            facts.forEach(
                    (name, fact) -> out.printf(Locale.ROOT, "%-14s  %s%n", name, Printable.line(String.valueOf(fact))));
        }
        return ExitCode.OK;
    }

    private Map<String, Object> describe() {
        if (backend.isPresent()) {
            return describeLoaded(backend.get());
        }
        try {
            return describe(DeblurNetworks.load(model, stated.applyTo(DeblurModelOptions.DEFAULT)));
        } catch (InvalidModelException noDeblurringNetwork) {
            try {
                return describe(SamNetworks.load(model));
            } catch (InvalidModelException nothingElse) {
                noDeblurringNetwork.addSuppressed(nothingElse);
                throw noDeblurringNetwork;
            }
        }
    }

    private Map<String, Object> describeLoaded(String name) {
        try (Backend opened = Backends.installed().select(name, model).open(BackendOptions.DEFAULT);
                DeblurModel loaded = opened.loadDeblurModel(model, stated.applyTo(DeblurModelOptions.DEFAULT))) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("model", model.toString());
            putAll(facts, loaded.info(), loaded.guidance());
            facts.put("backend", opened.name());
            facts.put("device", opened.device().toString());
            return facts;
        }
    }

    private static void putAll(Map<String, Object> facts, ModelInfo info, MaskGuidance guidance) {
        facts.put("architecture", info.architecture());
        facts.put("parameters", info.parameters());
        facts.put("inputChannels", info.inputChannels());
        facts.put("guidance", guidance(guidance));
        facts.put("grouping", guidance.grouping().name().toLowerCase(Locale.ROOT));
        facts.put("sizeMultiple", info.sizeMultiple());
        facts.put("padding", info.padding().name().toLowerCase(Locale.ROOT));
        info.fixedSize().ifPresent(size -> facts.put("fixedSize", size.width() + "x" + size.height()));
    }

    private Map<String, Object> describe(SamNetwork network) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model", model.toString());
        facts.put("architecture", network.architecture());
        facts.put("parameters", network.parameters());
        facts.put("imageSize", network.shape().imageSize());
        facts.put(
                "embedding",
                List.of(
                        network.shape().embeddingChannels(),
                        network.shape().embeddingSize(),
                        network.shape().embeddingSize()));
        facts.put("maskSize", network.shape().maskSize());
        facts.put("encoderNodes", network.imageEncoder().nodes().size());
        facts.put("decoderNodes", network.maskDecoder().nodes().size());
        return facts;
    }

    private Map<String, Object> describe(DeblurNetwork network) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model", model.toString());
        putAll(facts, network.info(), network.guidance());
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
