package org.samdeblur.examples.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.samdeblur.api.Image;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Segmenter;
import org.samdeblur.map.files.CocoFiles;
import org.samdeblur.map.files.MaskFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds the masks of an image. */
@Command(
        name = "segment",
        abbreviateSynopsis = true,
        description = "Finds the masks of an image and writes them as JSON, in the form of the SA-1B data set.",
        footer = {
            "",
            "Examples:",
            "  samdeblur segment street.png -o masks.json --overlay overlay.png",
            "  samdeblur deblur street.png -o sharp.png --masks masks.json"
        })
final class SegmentCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "INPUT", description = "An image.")
    private Path input;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The file of masks: .json for run lengths, .npz for a NumPy array 'masks' of [M, 1, H, W],"
                    + " .png for a grey image of masks that do not overlap.")
    private Path output;

    @Option(names = "--overlay", paramLabel = "FILE", description = "An image that shows the masks over the input.")
    private Optional<Path> overlay = Optional.empty();

    @Option(
            names = "--compressed-rle",
            description = "Write run lengths as the compact text of COCO's tools instead of lists of numbers.")
    private boolean compressed;

    @Mixin
    private SegmenterOptions segmenter;

    @Mixin
    private RuntimeOptions runtime;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        requireMaskFile();
        overlay.ifPresent(ImageNames::requireWritable);
        OutputFolder.requireWritable(output.toAbsolutePath().getParent());
        overlay.ifPresent(
                file -> OutputFolder.requireWritable(file.toAbsolutePath().getParent()));
        SegmenterChoice choice = segmenter.choice();
        Image image = Image.read(input);
        MaskSet masks = find(image, choice);
        OutputFolder.createFor(output);
        write(masks);
        overlay.ifPresent(file -> {
            OutputFolder.createFor(file);
            MaskOverlay.of(image, masks).write(file);
        });
        spec.commandLine().getOut().println(input + " -> " + output + " (" + Wording.count(masks.size(), "mask") + ")");
        return ExitCode.OK;
    }

    private void requireMaskFile() {
        String suffix = ImageNames.suffix(output);
        if (!Set.of("json", "npz", "png").contains(suffix)) {
            throw new MisuseException("masks are written to .json, .npz or .png files, not " + output.getFileName());
        }
        if (compressed && !suffix.equals("json")) {
            throw new MisuseException("--compressed-rle goes with a .json file");
        }
    }

    private void write(MaskSet masks) {
        if (compressed) {
            CocoFiles.write(output, masks, CocoFiles.Counts.COMPRESSED);
        } else {
            MaskFiles.write(output, masks);
        }
    }

    private MaskSet find(Image image, SegmenterChoice choice) {
        try (ProgressDisplay display = ProgressDisplay.suitable();
                Segmenter opened = choice.open(runtime)) {
            return opened.segment(image, display.of(input.getFileName().toString()));
        }
    }
}
