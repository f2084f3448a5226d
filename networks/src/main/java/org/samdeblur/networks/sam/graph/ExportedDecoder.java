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

/** A mask decoder in an exported {@code .onnx} file, with one of the known {@linkplain DecoderSignature signatures}. */
final class ExportedDecoder {
    private static final Set<String> NEEDED = Set.of(DecoderNames.EMBEDDING, DecoderNames.POINTS, DecoderNames.LABELS);
    private static final Set<String> KNOWN = Set.of(
            DecoderNames.EMBEDDING,
            DecoderNames.POINTS,
            DecoderNames.LABELS,
            DecoderNames.MASK,
            DecoderNames.HAS_MASK,
            DecoderNames.IMAGE_SIZE,
            DecoderNames.FINER.get(0),
            DecoderNames.FINER.get(1));

    private final Path file;
    private final DecoderSignature signature;
    private final Graph graph;

    /**
     * Checks inputs and outputs, and drops the nodes that interpolate masks to the image.
     *
     * @throws InvalidModelException if they are not those of a known signature
     */
    ExportedDecoder(Path file, Graph exported) {
        this.file = file;
        this.signature = DecoderSignature.of(exported).orElse(DecoderSignature.SAM);
        Graph common = signature.common(exported);
        requireNames("inputs", names(common.inputs()), NEEDED);
        requireNames("outputs", names(common.outputs()), Set.of(DecoderNames.MASKS, DecoderNames.IOU));
        this.graph = GraphRewriter.keepOutputs(common, List.of(DecoderNames.MASKS, DecoderNames.IOU));
        names(this.graph.inputs()).stream()
                .filter(name -> !KNOWN.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw misfit("its input '" + name + "' is not one of Segment Anything's exporter");
                });
    }

    /** Returns whether a graph has the inputs of a decoder. */
    static boolean isLike(Graph graph) {
        return DecoderSignature.of(graph).isPresent();
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

    DecoderSignature signature() {
        return signature;
    }

    boolean takesFinerMaps() {
        return signature.generation() == SamGeneration.SAM2;
    }

    Optional<Integer> channels() {
        return size(DecoderNames.EMBEDDING, 1);
    }

    Optional<Integer> embeddingSize() {
        return size(DecoderNames.EMBEDDING, 2);
    }

    /**
     * The decoder with the sizes that it is used with. Exporters write a batch size of 1 even if the operators take
     * any; here, the numbers of prompts and points are left open, and tested later.
     */
    Graph graph(SamShape shape) {
        List<Value> inputs = graph.inputs().stream()
                .map(input -> new Value(input.name(), input.type(), axes(input, shape)))
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

    private List<Axis> axes(Value input, SamShape shape) {
        Axis one = DecoderInputs.ONE;
        Axis points = pointsEach();
        Axis place = Axis.fixed(shape.embeddingSize());
        Axis pixel = Axis.fixed(shape.maskSize());
        if (DecoderNames.FINER.contains(input.name())) {
            int level = DecoderNames.FINER.indexOf(input.name());
            Axis size = Axis.fixed(shape.embeddingSize() << 2 - level);
            // 32 and 64 in the published models, of 256
            int channels = size(input.name(), 1).orElse(shape.embeddingChannels() >> 3 - level);
            return List.of(one, Axis.fixed(channels), size, size);
        }
        return switch (input.name()) {
            case DecoderNames.EMBEDDING -> List.of(one, Axis.fixed(shape.embeddingChannels()), place, place);
            case DecoderNames.POINTS -> List.of(DecoderInputs.PROMPTS, points, Axis.fixed(2));
            case DecoderNames.LABELS -> List.of(DecoderInputs.PROMPTS, points);
            case DecoderNames.MASK -> List.of(one, one, pixel, pixel);
            case DecoderNames.IMAGE_SIZE -> List.of(Axis.fixed(2));
            default -> List.of(one);
        };
    }

    /**
     * The number of points per prompt. It is binding in files of EfficientSAM; in others, it is the number that they
     * were traced with.
     */
    private Axis pointsEach() {
        Axis any = Axis.any(DecoderNames.POINTS_EACH);
        return signature == DecoderSignature.EFFICIENT_SAM
                ? size(DecoderNames.POINTS, 1).map(Axis::fixed).orElse(any)
                : any;
    }

    /** The number of masks, if the file states it. */
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
