package org.samdeblur.cli.segment;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.samdeblur.api.Image;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Segmenter;
import org.samdeblur.api.text.Printable;
import org.samdeblur.cli.console.Json;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.cli.console.NumberText;
import org.samdeblur.cli.console.ProgressDisplay;
import org.samdeblur.cli.files.ImageNames;
import org.samdeblur.cli.files.OutputFolder;
import org.samdeblur.cli.options.CommonOptions;
import org.samdeblur.cli.options.JsonOption;
import org.samdeblur.cli.options.OverwriteOption;
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
        description = "Finds the masks of an image and writes them to a file.",
        footer = {
            "",
            "Examples:",
            "  samdeblur segment street.png -o masks.json --overlay overlay.png",
            "  samdeblur segment street.png -o masks.json --segmenter sam_vit_b_01ec64.pth --points-per-side 16",
            "  samdeblur segment street.png -o cup.json --segmenter sam_vit_b_01ec64.pth --prompt-point 410,260",
            "  samdeblur segment street.png -o cup.json --segmenter sam2.1_hiera_tiny.pt --prompt-box 350,200,470,330",
            "  samdeblur deblur street.png -o sharp.png --masks masks.json",
            "",
            "An annotation has segmentation, area and bbox. With a Segment Anything model, it also has predicted_iou,",
            "stability_score, point_coords and crop_box; with a prompt, point_coords is the first point on the object, and",
            "there is no stability_score."
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
            description =
                    "The file of masks: .json in the form of SA-1B, .npz for a NumPy array 'masks' of [M, 1, H, W],"
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
            heading = "%nPrompts for a Segment Anything model (--segmenter FILE), instead of all masks:%n")
    private PromptOptions prompt;

    @Mixin
    private SegmenterOptions segmenter;

    @Mixin
    private RuntimeOptions runtime;

    @Mixin
    private OverwriteOption overwrite;

    @Mixin
    private JsonOption json;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        requireMaskFile();
        overlay.ifPresent(ImageNames::requireWritable);
        requireDistinct();
        overwrite.existing().requireFree(output);
        overlay.ifPresent(overwrite.existing()::requireFree);
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
        spec.commandLine()
                .getOut()
                .println(
                        json.isGiven()
                                ? Json.of(facts(masks))
                                : Printable.line(input + " -> " + output + " (" + summary(masks) + ")"));
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

    private void requireDistinct() {
        if (overlay.filter(file -> normalized(file).equals(normalized(output))).isPresent()) {
            throw new MisuseException("--output and --overlay are both to be written to " + output);
        }
        for (Path file : overlay.map(drawn -> List.of(output, drawn)).orElse(List.of(output))) {
            if (normalized(file).equals(normalized(input))) {
                throw new MisuseException(file + " is the input itself; give another output");
            }
        }
    }

    private static Path normalized(Path file) {
        return file.toAbsolutePath().normalize();
    }

    private void write(MaskSet masks) {
        if (ImageNames.suffix(output).equals("png") && masks.labels().isEmpty()) {
            throw new InvalidMaskException(
                    "the masks overlap, which a grey image cannot show; write them to a .json or .npz file");
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

    private Map<String, Object> facts(MaskSet masks) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("input", input.toString());
        facts.put("output", output.toString());
        overlay.ifPresent(file -> facts.put("overlay", file.toString()));
        facts.put("masks", masks.size());
        if (prompt != null) {
            facts.put("predictedIous", predictedIous(masks).toList());
        }
        return facts;
    }

    private String summary(MaskSet masks) {
        String count = NumberText.count(masks.size(), "mask");
        return prompt == null
                ? count
                : count + " of predicted IoU "
                        + predictedIous(masks)
                                .map(iou -> String.format(Locale.ROOT, "%.2f", iou))
                                .collect(joining(", "));
    }

    private static Stream<Double> predictedIous(MaskSet masks) {
        return masks.masks().stream().map(mask -> mask.details().orElseThrow().predictedIou());
    }
}
