package org.samdeblur.cli.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.text.Reason;
import org.samdeblur.cli.console.ProgressDisplay;
import org.samdeblur.cli.options.CommonOptions;
import org.samdeblur.networks.models.DownloadProgress;
import org.samdeblur.networks.models.KnownModel;
import org.samdeblur.networks.models.KnownModel.Origin;
import org.samdeblur.networks.models.Models;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Downloads a known model. */
@Command(
        name = "get",
        description = "Downloads a known model from its publisher to the models folder, or prints how to get it.",
        footer = {
            "",
            "The command resumes an interrupted download. Proxies are set for Java:",
            "JAVA_OPTS='-Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT'.",
            "",
            "For a model in a package registry, the command of its client is printed; for a model behind links for",
            "browsers, the page.",
            "",
            "Examples:",
            "  samdeblur models get sam-vit-b",
            "  samdeblur models get restormer-gopro --unchecked"
        })
public final class GetCommand implements Callable<Integer> {
    private static final int MEGABYTE_SHIFT = 20;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The model's name; 'samdeblur models' lists them.")
    private String name;

    @Option(names = "--unchecked", description = "Download a file without a published hash; its SHA-256 is printed.")
    private boolean unchecked;

    @Mixin
    private FolderOption folder;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        Models models = folder.models();
        if (models.known(name).filter(GetCommand::isElsewhere).isPresent()
                && models.find(name).isEmpty()) {
            spec.commandLine().getOut().println(models.known(name).orElseThrow().howToGet());
            return ExitCode.OK;
        }
        Path file = models.find(name).orElseGet(() -> downloaded(models));
        spec.commandLine().getOut().println(name + " -> " + file + " (" + describe(file) + ")");
        return ExitCode.OK;
    }

    private static boolean isElsewhere(KnownModel model) {
        return model.origin() instanceof Origin.Client || model.origin() instanceof Origin.Page;
    }

    private Path downloaded(Models models) {
        try (ProgressDisplay display = ProgressDisplay.suitable()) {
            DownloadProgress progress = (received, total) ->
                    display.count(name + " (MB)", received >> MEGABYTE_SHIFT, total.orElse(received) >> MEGABYTE_SHIFT);
            return unchecked ? models.downloadUnchecked(name, progress) : models.download(name, progress);
        }
    }

    private static String describe(Path file) {
        try {
            return Files.isDirectory(file)
                    ? "a folder"
                    : ModelFacts.megabytes(Files.size(file)) + ", " + Models.sha256(file);
        } catch (IOException e) {
            throw new SamDeblurException("cannot read " + file + ": " + Reason.of(e), e);
        }
    }
}
