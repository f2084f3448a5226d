package org.samdeblur.networks.deblur;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.ModelInfo;
import org.samdeblur.api.Padding;
import org.samdeblur.networks.architecture.Parameters;
import org.samdeblur.networks.architecture.Refusal;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.OnnxFiles;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;

/**
 * A deblurring network in an {@code .onnx} file, ours or a stranger's: one input {@code [N, C, H, W]} with the image's three
 * channels or more, one output {@code [N, 3, H, W]}, both floats.
 */
final class OnnxDeblurNetwork {
    private static final int BATCH = 0;
    private static final int CHANNELS = 1;
    private static final int HEIGHT = 2;
    private static final int WIDTH = 3;
    private static final int COLOURS = 3;

    private final Path file;
    private final Graph graph;

    private OnnxDeblurNetwork(Path file, Graph graph) {
        this.file = file;
        this.graph = graph;
    }

    /**
     * Reads a network.
     *
     * @throws InvalidModelException if the file is no ONNX model, or its inputs and outputs are others
     */
    static DeblurNetwork read(Path file) {
        return new OnnxDeblurNetwork(file, OnnxFiles.read(file)).network();
    }

    private DeblurNetwork network() {
        Value input = onlyImage("input", graph.inputs());
        Value output = onlyImage("output", graph.outputs());
        int channels = size(input, CHANNELS)
                .orElseThrow(() -> misfit("its input has any number of channels, " + described(input)
                        + "; a network for images of three channels, or more, has to say how many"));
        if (channels < COLOURS) {
            throw misfit("its input has " + channels + " channels; colour images have " + COLOURS);
        }
        if (size(output, CHANNELS).orElse(COLOURS) != COLOURS) {
            throw misfit("its output " + described(output) + " is no image of " + COLOURS + " channels");
        }
        return network(input, channels);
    }

    private DeblurNetwork network(Value input, int channels) {
        NetworkMetadata.Stated stated = stated();
        MaskGuidance guidance = stated.guidance().orElse(MaskGuidance.none());
        if (guidance.channels() > 0 && channels != COLOURS + guidance.channels()) {
            throw misfit("its input has " + channels + " channels where its metadata names guidance of "
                    + guidance.channels() + " beside the image's " + COLOURS);
        }
        ModelInfo info = new ModelInfo(
                file.getFileName().toString(),
                stated.architecture().orElse("ONNX"),
                channels,
                stated.sizeMultiple().orElse(1),
                stated.padding().orElse(Padding.ZERO),
                fixedSize(input),
                Parameters.of(graph));
        return new DeblurNetwork(info, guidance, graph);
    }

    private NetworkMetadata.Stated stated() {
        try {
            return NetworkMetadata.stated(graph.metadata());
        } catch (InvalidModelException e) {
            throw Refusal.of(file, e.getMessage());
        }
    }

    private Value onlyImage(String kind, List<Value> values) {
        if (values.size() != 1) {
            throw misfit("it has " + values.size() + " " + kind + "s, "
                    + values.stream().map(OnnxDeblurNetwork::described).toList() + "; one image is wanted");
        }
        Value value = values.get(0);
        boolean image = value.type() == ElementType.FLOAT
                && (!value.ranked() || value.shape().size() == 4)
                && size(value, BATCH).orElse(1) == 1;
        if (!image) {
            throw misfit("its " + kind + " " + described(value) + " is no image: FLOAT[1, channels, height, width] is");
        }
        return value;
    }

    /** The only size the network takes, if it fixes both axes. */
    private Optional<ImageSize> fixedSize(Value input) {
        OptionalInt height = size(input, HEIGHT);
        OptionalInt width = size(input, WIDTH);
        if (height.isPresent() != width.isPresent()) {
            throw misfit(
                    "its input " + described(input) + " fixes one of height and width; it should fix both or none");
        }
        return height.isPresent() ? Optional.of(new ImageSize(height.getAsInt(), width.getAsInt())) : Optional.empty();
    }

    private static OptionalInt size(Value value, int axis) {
        return value.ranked() ? value.shape().get(axis).size() : OptionalInt.empty();
    }

    private static String described(Value value) {
        String axes = value.ranked()
                ? value.shape().stream().map(OnnxDeblurNetwork::described).collect(Collectors.joining(", "))
                : "…";
        return "'" + value.name() + "' " + value.type() + "[" + axes + "]";
    }

    private static String described(Axis axis) {
        if (axis.size().isPresent()) {
            return String.valueOf(axis.size().getAsInt());
        }
        return axis.symbol().isEmpty() ? "?" : axis.symbol();
    }

    private InvalidModelException misfit(String what) {
        return Refusal.of(file, "no deblurring network: " + what);
    }
}
