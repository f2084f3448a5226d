package org.samdeblur.cli.train;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.cli.console.ProgressDisplay;
import org.samdeblur.cli.options.CommonOptions;
import org.samdeblur.cli.options.RuntimeOptions;
import org.samdeblur.cli.segmenter.MaskFinder;
import org.samdeblur.cli.segmenter.TrainingMaskOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains networks. */
@Command(
        name = "train",
        abbreviateSynopsis = true,
        description =
                "Trains a deblurring network on pairs of blurred and sharp images, on frames of a fast camera, and"
                        + " on sharp images with synthetic blur. Needs the DJL backend.",
        footer = {
            "",
            "Settings are options or lines of a file: 'steps = 20000' stands for '--steps 20000'. Options",
            "override the file. Paths in the file are relative to the working folder; write \\ as \\\\ or /.",
            "",
            "The folder holds checkpoints, steps.csv, validation.csv and a chart of both, progress.svg. When",
            "training ends, the folder result holds the network: .safetensors with the published names, .onnx",
            "for every backend, .params for DJL. --resume continues an interrupted training from its newest",
            "checkpoint and arrives at the same weights. Ctrl-C saves a checkpoint and stops. Existing",
            "trainings are never overwritten.",
            "",
            "By default, a step uses one thread less than there are processors; the last one prepares the next",
            "patches meanwhile. Small networks are often fastest with --threads 1.",
            "",
            "Examples:",
            "  samdeblur train --sharp photos/ --validation pairs/ -o training/ --steps 20000 \\",
            "      --batch 8 --patch 128 --width 16 --encoder-blocks 1,1,1,4",
            "  samdeblur train gopro.properties",
            "  samdeblur train --resume training/"
        })
public final class TrainCommand implements Callable<Integer> {
    private static final List<String> GO_WITH_RESUME =
            List.of("--data", "--sharp", "--frames", "--masks", "--validation", "--threads", "--device");

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "CONFIG.properties", description = "A file of settings.")
    private Optional<Path> settings = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "The folder of a new training. It must be empty or not exist yet.")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Continue the training in this folder with its own settings. Only these options may be given"
                    + " with it: --data, --sharp, --frames, --masks and --validation, for images that have been moved;"
                    + " --threads and --device.")
    private Optional<Path> resumed = Optional.empty();

    @Mixin
    private TrainingImageOptions images;

    @Mixin
    private TrainedNetworkOptions network;

    @Mixin
    private RecipeOptions recipe;

    @Mixin
    private TrainingMaskOptions masks;

    @Mixin
    private RuntimeOptions runtime;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        if (resumed.isPresent()) {
            requireAsBegun(resumed.get());
            return completedBy(new TrainingFolder(resumed.get()).settings()).perform();
        }
        TrainCommand complete =
                settings.map(SettingsFile::new).map(this::completedBy).orElse(this);
        if (complete.resumed.isPresent()) {
            throw new MisuseException("resume is not a setting of a file; give --resume DIR instead of the file");
        }
        return complete.perform();
    }

    /** A training that went on otherwise than it was begun would be neither the one nor the other. */
    private void requireAsBegun(Path folder) {
        settings.ifPresent(file -> {
            throw new MisuseException("a file of settings does not go with --resume; " + folder
                    + " holds those that the training was begun with");
        });
        spec.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !GO_WITH_RESUME.contains(name)
                        && !List.of("--resume", "--verbose").contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new MisuseException(name
                            + " is for a new training, and --resume goes on as it was begun, with no"
                            + " options but " + String.join(", ", GO_WITH_RESUME)
                            + "; for other settings begin a new one"
                            + " with --model " + folder + "/checkpoint-.../weights.safetensors -o NEW");
                });
    }

    /** Returns the command as it is with the options of a file. */
    private TrainCommand completedBy(SettingsFile file) {
        TrainCommand complete = new TrainCommand();
        CommandLine line = new CommandLine(complete)
                .setOut(spec.commandLine().getOut())
                .setErr(spec.commandLine().getErr());
        try {
            line.parseArgs(file.completing(spec.commandLine().getParseResult()).toArray(new String[0]));
            return complete;
        } catch (ParameterException e) {
            throw new MisuseException(file.path() + ": " + e.getMessage());
        }
    }

    private int perform() {
        if (output.isPresent() == resumed.isPresent()) {
            throw new MisuseException("give either --output, a new training's folder, or --resume, an old one's");
        }
        images.requirePossible();
        runtime.requireInstalledBackend();
        TrainingFolder folder = new TrainingFolder(output.or(() -> resumed).orElseThrow());
        try (MaskFinder finder = masks.finder(runtime, runtime::applyTo);
                ProgressDisplay display = ProgressDisplay.suitable()) {
            PrintWriter out = spec.commandLine().getOut();
            PrintWriter err = spec.commandLine().getErr();
            TrainingRun run = new TrainingRun(folder, runtime.options(), images, network, finder, display, out, err);
            boolean isDone = resumed.isPresent() && folder.hasBegun()
                    ? run.goOn()
                    : run.begin(recipe, spec.commandLine().getParseResult());
            return isDone ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (NoClassDefFoundError e) {
            throw new SamDeblurException("training needs org.samdeblur:samdeblur-training: " + e.getMessage(), e);
        }
    }
}
