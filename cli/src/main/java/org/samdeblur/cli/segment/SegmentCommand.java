package org.samdeblur.cli.segment;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.samdeblur.api.Image;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Segmenter;
import org.samdeblur.api.text.Printable;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.cli.console.NumberText;
import org.samdeblur.cli.console.ProgressDisplay;
import org.samdeblur.cli.files.ImageNames;
import org.samdeblur.cli.files.OutputFolder;
import org.samdeblur.cli.options.CommonOptions;
import org.samdeblur.cli.options.RuntimeOptions;
import org.samdeblur.cli.overlay.MaskOverlay;
import org.samdeblur.cli.segmenter.SegmenterChoice;
import org.samdeblur.cli.segmenter.SegmenterOptions;
import org.samdeblur.map.files.CocoFiles;
import org.samdeblur.map.files.MaskFiles;
import picocli.CommandLine.ArgGroup;
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
            "  samdeblur segment street.png -o masks.json --segmenter sam_vit_b_01ec64.pth --points-per-side 16",
            "  samdeblur segment street.png -o cup.json --segmenter sam_vit_b_01ec64.pth --prompt-point 410,260",
            "  samdeblur segment street.png -o cup.json --segmenter sam2.1_hiera_tiny.pt --prompt-box 350,200,470,330",
            "  samdeblur deblur street.png -o sharp.png --masks masks.json",
            "",
            "An annotation has segmentation, area and bbox; of a Segment Anything model also predicted_iou,",
            "stability_score, point_coords and crop_box, as far as they are known: an answer to a prompt has no",
            "stability_score, and point_coords is the prompt's first point on the thing."
        })
public final class SegmentCommand implements Callable<Integer> {
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

    /** Null unless one of its options is given. */
    @ArgGroup(
            exclusive = false,
            order = 0,
            heading = "%nWhat a Segment Anything model (--segmenter FILE) looks for, instead of all there is:%n")
    private PromptOptions prompt;

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
        Supplier<Segmenter> opener = opener();
        Image image = Image.read(input);
        if (prompt != null) {
            prompt.requireWithin(image);
        }
        MaskSet masks = find(image, opener);
        OutputFolder.createFor(output);
        write(masks);
        overlay.ifPresent(file -> {
            OutputFolder.createFor(file);
            draw(image, masks).write(file);
        });
        spec.commandLine().getOut().println(Printable.line(input + " -> " + output + " (" + summary(masks) + ")"));
        return ExitCode.OK;
    }

    private void requireMaskFile() {
        String suffix = ImageNames.suffix(output);
        if (!Set.of("json", "npz", "npy", "png").contains(suffix)) {
            throw new MisuseException(
                    "masks are written to .json, .npz, .npy or .png files, not " + output.getFileName());
        }
        if (compressed && !suffix.equals("json")) {
            throw new MisuseException("--compressed-rle goes with a .json file");
        }
    }

    private void write(MaskSet masks) {
        if (ImageNames.suffix(output).equals("png") && masks.labels().isEmpty()) {
            throw new InvalidMaskException(
                    "the masks overlap, which no grey image shows; write them to a .json or .npz file");
        }
        if (compressed) {
            CocoFiles.write(output, masks, CocoFiles.Counts.COMPRESSED);
        } else {
            MaskFiles.write(output, masks);
        }
    }

    /** Finds out what is to be loaded, which fails if the options make no sense, before anything is. */
    private Supplier<Segmenter> opener() {
        if (prompt == null) {
            SegmenterChoice choice = segmenter.choice();
            return () -> choice.open(runtime);
        }
        prompt.prompt();
        ModelSource network = segmenter.promptable();
        return () -> prompt.open(network, runtime);
    }

    private MaskSet find(Image image, Supplier<Segmenter> opener) {
        try (ProgressDisplay display = ProgressDisplay.suitable();
                Segmenter opened = opener.get()) {
            return opened.segment(image, display.of(input.getFileName().toString()));
        }
    }

    private Image draw(Image image, MaskSet masks) {
        Image drawn = MaskOverlay.of(image, masks);
        return prompt == null ? drawn : PromptMarks.on(drawn, prompt.prompt());
    }

    private String summary(MaskSet masks) {
        String count = NumberText.count(masks.size(), "mask");
        return prompt == null ? count : count + " of predicted IoU " + predictedIous(masks);
    }

    private static String predictedIous(MaskSet masks) {
        return masks.masks().stream()
                .map(mask -> String.format(
                        Locale.ROOT, "%.2f", mask.details().orElseThrow().predictedIou()))
                .collect(joining(", "));
    }
}
