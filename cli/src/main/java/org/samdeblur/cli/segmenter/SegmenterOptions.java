package org.samdeblur.cli.segmenter;

import java.nio.file.Path;
import java.util.Optional;
import org.samdeblur.api.ModelSource;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.cli.files.ImageNames;
import org.samdeblur.networks.models.Models;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What finds the masks, and how. */
public final class SegmenterOptions {
    @Option(
            names = "--segmenter",
            paramLabel = "SEGMENTER",
            description =
                    "graph, which needs no weights; none; or a Segment Anything model: a name that 'samdeblur models'"
                            + " lists, a checkpoint as published (sam_vit_b_01ec64.pth, sam2.1_hiera_tiny.pt,"
                            + " mobile_sam.pt, model.safetensors), or"
                            + " the encoder's .onnx file together with --mask-decoder, or the folder of both. Default: graph.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--mask-decoder",
            paramLabel = "DECODER.onnx",
            description = "The second half of a Segment Anything model that was exported in two: prompts to masks.")
    private Optional<Path> maskDecoder = Optional.empty();

    /** Null unless one of its options is given. */
    @ArgGroup(
            exclusive = false,
            order = 1,
            heading = "%nHow a Segment Anything model (--segmenter FILE) finds all masks of an image:%n")
    private AutomaticMaskOptions automatic;

    /** Null unless one of its options is given. */
    @ArgGroup(exclusive = false, order = 2, heading = "%nHow --segmenter graph finds masks:%n")
    private GraphOptions graph;

    /**
     * Checks the options and returns the choice.
     *
     * @return the choice
     */
    public SegmenterChoice choice() {
        String name = this.name.orElse("graph");
        boolean network = !name.equals("graph") && !name.equals("none");
        if (automatic != null && !network) {
            throw new MisuseException("--points-per-side and the other settings of automatic masks go with a Segment"
                    + " Anything model, --segmenter FILE");
        }
        if (maskDecoder.isPresent() && !network) {
            throw new MisuseException("--mask-decoder goes with its encoder, --segmenter ENCODER.onnx");
        }
        if (maskDecoder.isEmpty() && ImageNames.suffix(Path.of(name)).equals("onnx")) {
            throw new MisuseException(name + " is one half of an exported model; give the other with --mask-decoder");
        }
        if (graph != null && !name.equals("graph")) {
            throw new MisuseException("--scale, --sigma and --min-size go with --segmenter graph");
        }
        return network ? network(name) : weightless(name);
    }

    /**
     * Returns whether the user requested masks.
     *
     * @return true if {@code --segmenter} names anything but {@code none}
     */
    public boolean isRequested() {
        return name.filter(given -> !given.equals("none")).isPresent();
    }

    /**
     * Returns the network for prompts.
     *
     * @return the network's source
     */
    public ModelSource promptable() {
        if (!(choice() instanceof SegmenterChoice.Network network)) {
            throw new MisuseException(
                    "--prompt-point and --prompt-box go with a Segment Anything model, --segmenter FILE");
        }
        if (automatic != null) {
            throw new MisuseException("--points-per-side and the other settings of automatic masks do not go with"
                    + " --prompt-point and --prompt-box");
        }
        return network.source();
    }

    private SegmenterChoice weightless(String name) {
        if (name.equals("none")) {
            return new SegmenterChoice.None();
        }
        return new SegmenterChoice.Graph((graph == null ? new GraphOptions() : graph).segmenter());
    }

    private SegmenterChoice network(String name) {
        ModelSource source = maskDecoder
                .map(decoder -> ModelSource.of(Path.of(name), decoder))
                .orElseGet(() -> Models.ofUser().source(name));
        return new SegmenterChoice.Network(
                source, (automatic == null ? new AutomaticMaskOptions() : automatic).settings());
    }
}
