package org.samdeblur.networks.sam.graph;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.architecture.Refusal;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;
import org.samdeblur.networks.graph.rewrite.GraphRewriter;

/** A mask decoder in an {@code .onnx} file of others, in the signature of Segment Anything's exporter. */
final class ExportedDecoder {
    private static final Set<String> NEEDED = Set.of(DecoderNames.EMBEDDING, DecoderNames.POINTS, DecoderNames.LABELS);
    private static final Set<String> KNOWN = Set.of(
            DecoderNames.EMBEDDING,
            DecoderNames.POINTS,
            DecoderNames.LABELS,
            DecoderNames.MASK,
            DecoderNames.HAS_MASK,
            DecoderNames.IMAGE_SIZE);

    private final Path file;
    private final Graph graph;

    /**
     * Looks at its inputs and outputs, and leaves out what upsamples masks to the image.
     *
     * @throws InvalidModelException if they are others
     */
    ExportedDecoder(Path file, Graph graph) {
        this.file = file;
        requireNames("inputs", names(graph.inputs()), NEEDED);
        requireNames("outputs", names(graph.outputs()), Set.of(DecoderNames.MASKS, DecoderNames.IOU));
        this.graph = GraphRewriter.keepOutputs(graph, List.of(DecoderNames.MASKS, DecoderNames.IOU));
        names(this.graph.inputs()).stream()
                .filter(name -> !KNOWN.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw misfit("its input '" + name + "' is not one of Segment Anything's exporter");
                });
    }

    /** Tells whether a graph takes what decoders take. */
    static boolean isLike(Graph graph) {
        return names(graph.inputs()).containsAll(Set.of(DecoderNames.EMBEDDING, DecoderNames.POINTS));
    }

    private void requireNames(String kind, Set<String> present, Set<String> needed) {
        if (!present.containsAll(needed)) {
            throw misfit("its " + kind + " are " + present + ", which should include "
                    + needed.stream().sorted().toList());
        }
    }

    private static Set<String> names(List<Value> values) {
        return values.stream().map(Value::name).collect(Collectors.toCollection(TreeSet::new));
    }

    Path file() {
        return file;
    }

    Optional<Integer> channels() {
        return size(DecoderNames.EMBEDDING, 1);
    }

    Optional<Integer> embeddingSize() {
        return size(DecoderNames.EMBEDDING, 2);
    }

    /**
     * The decoder with the sizes it is used at. Exporters write a batch of one whether the operators insist on it or not;
     * how many prompts and points there are is left open here, to be tried.
     */
    Graph graph(SamShape shape) {
        List<Value> inputs = graph.inputs().stream()
                .map(input -> new Value(input.name(), input.type(), axes(input.name(), shape)))
                .toList();
        Axis masks = masks();
        Axis edge = Axis.fixed(shape.maskSize());
        List<Value> outputs = List.of(
                new Value(DecoderNames.MASKS, ElementType.FLOAT, List.of(DecoderInputs.PROMPTS, masks, edge, edge)),
                new Value(DecoderNames.IOU, ElementType.FLOAT, List.of(DecoderInputs.PROMPTS, masks)));
        return new Graph(
                graph.name(),
                graph.opset(),
                graph.extensions(),
                inputs,
                outputs,
                graph.nodes(),
                graph.constants(),
                graph.metadata());
    }

    private static List<Axis> axes(String input, SamShape shape) {
        Axis one = DecoderInputs.ONE;
        Axis points = Axis.any(DecoderNames.POINTS_EACH);
        Axis place = Axis.fixed(shape.embeddingSize());
        Axis pixel = Axis.fixed(shape.maskSize());
        return switch (input) {
            case DecoderNames.EMBEDDING -> List.of(one, Axis.fixed(shape.embeddingChannels()), place, place);
            case DecoderNames.POINTS -> List.of(DecoderInputs.PROMPTS, points, Axis.fixed(2));
            case DecoderNames.LABELS -> List.of(DecoderInputs.PROMPTS, points);
            case DecoderNames.MASK -> List.of(one, one, pixel, pixel);
            case DecoderNames.IMAGE_SIZE -> List.of(Axis.fixed(2));
            default -> List.of(one);
        };
    }

    /** How many masks it makes, if it says so. */
    private Axis masks() {
        return graph.outputs().stream()
                .filter(output -> output.shape().size() > 1)
                .map(output -> output.shape().get(1))
                .filter(axis -> axis.size().isPresent())
                .findFirst()
                .orElse(Axis.any(DecoderNames.ALL_MASKS));
    }

    private Optional<Integer> size(String input, int axis) {
        return graph.inputs().stream()
                .filter(value ->
                        value.name().equals(input) && axis < value.shape().size())
                .flatMapToInt(value -> value.shape().get(axis).size().stream())
                .boxed()
                .findFirst();
    }

    private InvalidModelException misfit(String what) {
        return Refusal.of(file, "cannot be used as a mask decoder: " + what);
    }
}
