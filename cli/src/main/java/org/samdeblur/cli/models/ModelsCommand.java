package org.samdeblur.cli.models;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.text.Printable;
import org.samdeblur.cli.console.Json;
import org.samdeblur.cli.options.CommonOptions;
import org.samdeblur.cli.options.JsonOption;
import org.samdeblur.networks.models.KnownModel;
import org.samdeblur.networks.models.KnownModel.Origin;
import org.samdeblur.networks.models.KnownModel.Task;
import org.samdeblur.networks.models.Models;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists models by name. */
@Command(
        name = "models",
        description = "Lists the models that have a name, or describes some of them.",
        subcommands = {AddCommand.class, GetCommand.class},
        footer = {
            "",
            "Use a name instead of a file: --model maxim-gopro, --segmenter sam-vit-b. Models are not downloaded",
            "automatically: if one is missing, the error names the command to run.",
            "",
            "Examples:",
            "  samdeblur models",
            "  samdeblur models maxim-gopro",
            "  samdeblur models get sam-vit-b",
            "  samdeblur models add NAFNet-GoPro-width64.pth"
        })
public final class ModelsCommand implements Callable<Integer> {
    private static final String ROW = "%-26s  %-8s  %-22s  %9s  %-28s  %s%n";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Models to describe. Default: list all.")
    private List<String> names = List.of();

    @Mixin
    private JsonOption json;

    @Mixin
    private FolderOption folder;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        Models models = folder.models();
        if (json.isGiven()) {
            printJson(models);
        } else if (names.isEmpty()) {
            printTable(models);
        } else {
            described(models).forEach(this::print);
        }
        return ExitCode.OK;
    }

    private void printJson(Models models) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("folder", models.folder().toString());
        all.put("models", described(models));
        spec.commandLine().getOut().println(Json.of(all));
    }

    private List<Map<String, Object>> described(Models models) {
        if (!names.isEmpty()) {
            return names.stream().map(name -> described(models, name)).toList();
        }
        List<Map<String, Object>> all = new ArrayList<>();
        models.known().forEach(model -> all.add(ModelFacts.of(model, models)));
        others(models).forEach((name, path) -> all.add(ModelFacts.of(name, path)));
        return all;
    }

    private static Map<String, Object> described(Models models, String name) {
        return models.known(name)
                .map(model -> ModelFacts.of(model, models))
                .or(() -> models.find(name).map(path -> ModelFacts.of(name, path)))
                .orElseThrow(() -> new SamDeblurException("no model '" + name
                        + "' is known or in the models folder " + models.folder()
                        + "; 'samdeblur models' lists them"));
    }

    private static Map<String, Path> others(Models models) {
        Map<String, Path> others = new LinkedHashMap<>(models.here());
        models.known().forEach(model -> {
            others.remove(model.name());
            models.find(model.name()).ifPresent(path -> others.values().remove(path));
        });
        return others;
    }

    private void print(Map<String, Object> facts) {
        PrintWriter out = spec.commandLine().getOut();
        facts.forEach(
                (name, fact) -> out.printf(Locale.ROOT, "%-12s  %s%n", name, Printable.line(String.valueOf(fact))));
    }

    private void printTable(Models models) {
        PrintWriter out = spec.commandLine().getOut();
        for (Task task : Task.values()) {
            out.println((task == Task.DEBLURRING ? "For deblurring" : "For segmentation") + ":");
            out.printf(Locale.ROOT, ROW, "name", "here", "network", "weights", "trained on", "licence");
            models.known().stream()
                    .filter(model -> model.task() == task)
                    .forEach(model -> out.printf(
                            Locale.ROOT,
                            ROW,
                            model.name(),
                            isHere(model, models) ? "yes" : "no",
                            model.architecture(),
                            ModelFacts.millions(model),
                            model.trainedOn(),
                            model.licence()));
            out.println();
        }
        Map<String, Path> others = others(models);
        if (!others.isEmpty()) {
            out.println("Others in the models folder:");
            others.forEach((name, path) -> out.println(name + "  " + path));
            out.println();
        }
        out.println("The models folder is " + models.folder() + ".");
        out.println("'samdeblur models NAME' shows the publisher of a model and how to get it.");
    }

    private static boolean isHere(KnownModel model, Models models) {
        return model.origin() instanceof Origin.Embedded
                || models.find(model.name()).isPresent();
    }
}
