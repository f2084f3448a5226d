package org.samdeblur.networks.sam.graph;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.samdeblur.api.Image;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.architecture.Refusal;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.rewrite.GraphRewriter;
import org.samdeblur.networks.sam.pixels.PixelInput;

/** An image encoder in an exported {@code .onnx} file. */
final class ExportedEncoder {
    private static final int EMBEDDING_AXES = 4;
    private static final Set<ElementType> FRACTIONS =
            Set.of(ElementType.FLOAT, ElementType.DOUBLE, ElementType.FLOAT16, ElementType.BFLOAT16);

    private final Path file;
    private final Graph graph;
    private final Value input;
    private final Value output;
    private final boolean raw;

    /**
     * Checks inputs and outputs.
     *
     * @throws InvalidModelException if it has no image as input, or no embedding as output
     */
    ExportedEncoder(Path file, Graph graph) {
        this.file = file;
        this.graph = graph;
        this.input = onlyInput();
        this.output = embedding();
        this.raw = isImage(3, 2);
        if (!raw && !isImage(4, 1)) {
            throw misfit("its input '" + input.name() + "' is not an image [1, 3, S, S] or [height, width, 3]");
        }
        if (!raw && !FRACTIONS.contains(input.type())) {
            throw misfit("its input '" + input.name() + "' [1, 3, S, S] is to hold normalised pixels, which are no "
                    + input.type() + "; export it for floats, or for whole pixels [height, width, 3]");
        }
    }

    private Value onlyInput() {
        if (graph.inputs().size() != 1) {
            throw misfit("it has the inputs "
                    + graph.inputs().stream().map(Value::name).toList() + ", not one");
        }
        return graph.inputs().get(0);
    }

    /** Some encoders also output features of inner layers. */
    private Value embedding() {
        List<Value> maps = graph.outputs().stream()
                .filter(value -> !value.ranked() || value.shape().size() == EMBEDDING_AXES)
                .toList();
        return maps.stream()
                .filter(value -> maps.size() == 1
                        || value.name().equals(DecoderNames.EMBEDDING)
                        || value.name().equals(DecoderNames.SAM2_EMBEDDING))
                .findFirst()
                .orElseThrow(() -> misfit("none of its outputs "
                        + graph.outputs().stream().map(Value::name).toList() + " is the embedding [1, C, E, E]"));
    }

    private boolean isImage(int axes, int channels) {
        return input.shape().size() == axes
                && size(input, channels).orElse(Image.COLOUR_CHANNELS) == Image.COLOUR_CHANNELS;
    }

    Path file() {
        return file;
    }

    /** The form of its input, given its decoder's signature. */
    PixelInput pixels(DecoderSignature signature) {
        return raw ? new PixelInput.Raw() : signature.pixels();
    }

    /** Returns whether it outputs the finer maps that decoders of SAM 2 take. */
    boolean makesFinerMaps() {
        return graph.outputs().stream().map(Value::name).toList().containsAll(DecoderNames.FINER);
    }

    Optional<Integer> channels() {
        return size(output, 1);
    }

    Optional<Integer> embeddingSize() {
        return size(output, 2);
    }

    /** Height and width of its input; empty if it takes any size, or does not state one. */
    Optional<Integer> imageSize() {
        if (raw) {
            return Optional.empty();
        }
        Optional<Integer> height = size(input, 2);
        Optional<Integer> width = size(input, 3);
        if (height.isPresent() && width.isPresent() && !height.equals(width)) {
            throw misfit("its input has " + height.get() + " rows and " + width.get()
                    + " columns; Segment Anything's is a square");
        }
        return height.or(() -> width);
    }

    /** The encoder with float inputs. Its outputs are the embedding and, if it computes them, the finer maps. */
    Graph graph() {
        List<String> made = new ArrayList<>(List.of(output.name()));
        if (makesFinerMaps()) {
            made.addAll(DecoderNames.FINER);
        }
        Graph pruned = GraphRewriter.keepOutputs(graph, made);
        return input.type() == ElementType.FLOAT ? pruned : takingFloats(pruned);
    }

    private Graph takingFloats(Graph encoder) {
        String floats = input.name() + "_as_floats";
        List<Node> nodes = new ArrayList<>();
        nodes.add(new Node(
                floats + "/Cast",
                "Cast",
                List.of(floats),
                List.of(input.name()),
                Map.of("to", Attribute.of(input.type().onnxCode()))));
        nodes.addAll(encoder.nodes());
        return new Graph(
                encoder.name(),
                encoder.opset(),
                encoder.extensions(),
                List.of(new Value(floats, ElementType.FLOAT, input.shape())),
                encoder.outputs(),
                nodes,
                encoder.constants(),
                encoder.metadata());
    }

    private static Optional<Integer> size(Value value, int axis) {
        return axis < value.shape().size()
                ? value.shape().get(axis).size().stream().boxed().findFirst()
                : Optional.empty();
    }

    private InvalidModelException misfit(String what) {
        return Refusal.of(file, "cannot be used as an image encoder: " + what);
    }
}
