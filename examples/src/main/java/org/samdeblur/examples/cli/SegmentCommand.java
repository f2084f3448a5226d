package org.samdeblur.examples.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.samdeblur.api.AutomaticMaskSettings;
import org.samdeblur.api.Backend;
import org.samdeblur.api.Backends;
import org.samdeblur.api.Image;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Segmenter;
import org.samdeblur.map.files.CocoFiles;
import org.samdeblur.map.files.MaskFiles;
import org.samdeblur.map.segment.GraphSegmenter;
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
        description = "Finds the masks of an image and writes them as JSON, in the form of the SA-1B data set.",
        footer = {
            "",
            "Examples:",
            "  samdeblur segment street.png -o masks.json --overlay overlay.png",
            "  samdeblur deblur street.png -o sharp.png --masks masks.json"
        })
final class SegmentCommand implements Callable<Integer> {
    private static final GraphSegmenter USUAL = new GraphSegmenter();

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

    @Option(
            names = "--segmenter",
            paramLabel = "SEGMENTER",
            converter = SegmenterChoice.Name.class,
            description = "graph, which needs no weights, or the file of a segmentation network, which no backend of"
                    + " this version runs. Default: graph.")
    private SegmenterChoice segmenter = new SegmenterChoice.Graph();

    @Option(names = "--scale", paramLabel = "X", description = "graph: the larger, the larger the masks. Default: 150.")
    private Optional<Double> scale = Optional.empty();

    @Option(
            names = "--sigma",
            paramLabel = "PIXELS",
            description = "graph: how much the image is smoothed before. Default: 0.8.")
    private Optional<Double> sigma = Optional.empty();

    @Option(
            names = "--min-size",
            paramLabel = "PIXELS",
            description = "graph: smaller masks are joined to a neighbour. Default: 60.")
    private Optional<Integer> minimumSize = Optional.empty();

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
        GraphSegmenter graph = graph();
        Image image = Image.read(input);
        MaskSet masks = find(image, graph);
        OutputFolder.createFor(output);
        write(masks);
        overlay.ifPresent(file -> {
            OutputFolder.createFor(file);
            MaskOverlay.of(image, masks).write(file);
        });
        spec.commandLine().getOut().println(input + " -> " + output + " (" + masks.size() + " masks)");
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

    private GraphSegmenter graph() {
        boolean tuned = scale.isPresent() || sigma.isPresent() || minimumSize.isPresent();
        if (tuned && !(segmenter instanceof SegmenterChoice.Graph)) {
            throw new MisuseException("--scale, --sigma and --min-size go with --segmenter graph");
        }
        try {
            return new GraphSegmenter(
                    scale.orElse(USUAL.scale()), sigma.orElse(USUAL.sigma()), minimumSize.orElse(USUAL.minimumSize()));
        } catch (IllegalArgumentException e) {
            throw new MisuseException(e.getMessage());
        }
    }

    private MaskSet find(Image image, GraphSegmenter graph) {
        try (ProgressDisplay display = ProgressDisplay.suitable()) {
            if (segmenter instanceof SegmenterChoice.Network network) {
                return findByNetwork(image, network.source(), display);
            }
            Segmenter chosen = segmenter instanceof SegmenterChoice.None ? Segmenter.none() : graph;
            return chosen.segment(image, display.of(input));
        }
    }

    private MaskSet findByNetwork(Image image, ModelSource source, ProgressDisplay display) {
        try (Backend backend =
                        Backends.installed().select(runtime.backend(), source).open(runtime.backendOptions());
                Segmenter network = backend.loadSegmenter(source, AutomaticMaskSettings.DEFAULT)) {
            return network.segment(image, display.of(input));
        }
    }
}
