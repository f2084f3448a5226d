package org.samdeblur.networks.sam.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Operand;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;
import org.samdeblur.networks.sam.pixels.PixelInput;
import org.samdeblur.networks.sam.pixels.PixelInput.Channels;

/**
 * The signatures of exported mask decoders. Each can be converted to that of Segment Anything's own exporter, with
 * operators that are the same in all opsets from 11 on.
 */
enum DecoderSignature {
    /** Segment Anything's exporter. */
    SAM(
            SamGeneration.SAM,
            PixelInput.Normalised.PUBLISHED,
            DecoderNames.EMBEDDING,
            DecoderNames.POINTS,
            DecoderNames.LABELS) {
        @Override
        Graph common(Graph graph) {
            return graph;
        }
    },

    /** The common signature of SAM 2's exporters, where low-resolution masks are called {@code masks}. */
    SAM2(
            SamGeneration.SAM2,
            PixelInput.Squashed.PUBLISHED,
            DecoderNames.SAM2_EMBEDDING,
            "high_res_feats_0",
            "high_res_feats_1",
            DecoderNames.POINTS,
            DecoderNames.LABELS) {
        @Override
        Graph common(Graph graph) {
            Map<String, String> names = new LinkedHashMap<>();
            names.put(DecoderNames.SAM2_EMBEDDING, DecoderNames.EMBEDDING);
            if (!hasOutput(graph, DecoderNames.MASKS)) {
                names.put("masks", DecoderNames.MASKS);
            }
            Graph renamed = GraphChain.renamed(graph, names);
            return addsLastPoint(graph) ? withoutLastPoint(renamed) : renamed;
        }
    },

    /** EdgeSAM's exporter. The output {@code scores} of the published files holds stability scores. */
    EDGE_SAM(
            SamGeneration.SAM,
            PixelInput.Normalised.PUBLISHED,
            DecoderNames.EMBEDDING,
            DecoderNames.POINTS,
            DecoderNames.LABELS) {
        @Override
        Graph common(Graph graph) {
            return GraphChain.renamed(graph, Map.of("masks", DecoderNames.MASKS, "scores", DecoderNames.IOU));
        }
    },

    /**
     * EfficientSAM's exporter. It has a first axis for images. Points are in pixels of an image of any size, and masks
     * are interpolated to that size; here, the masks' own size is passed. Its encoder normalises pixels itself.
     */
    EFFICIENT_SAM(
            SamGeneration.SAM,
            new PixelInput.Squashed(new Channels(0, 0, 0), new Channels(255, 255, 255)),
            DecoderNames.EMBEDDING,
            "batched_point_coords",
            "batched_point_labels",
            DecoderNames.IMAGE_SIZE) {
        @Override
        Graph common(Graph graph) {
            Graph renamed = GraphChain.renamed(graph, Map.of(DecoderNames.IOU, "batched_iou"));
            GraphBuilder before = new GraphBuilder("inputs");
            Operand points = withoutFirstAxis(before, graph, "batched_point_coords", DecoderNames.POINTS);
            batched(before, points.mul(1f / MASK_STRIDE), "batched_point_coords");
            Operand labels = withoutFirstAxis(before, graph, "batched_point_labels", DecoderNames.LABELS);
            batched(before, labels, "batched_point_labels");
            before.output(
                    new Value(DecoderNames.IMAGE_SIZE, ElementType.INT64, List.of(Axis.fixed(2))),
                    before.identity(before.longs(MASK_SIZE, MASK_SIZE)));
            GraphBuilder after = new GraphBuilder("outputs");
            unbatched(after, "output_masks", 5, DecoderNames.MASKS);
            unbatched(after, "batched_iou", 3, DecoderNames.IOU);
            return GraphChain.after(GraphChain.before(before.build(), renamed), after.build());
        }
    };

    /** Height and width of EfficientSAM's masks, and how many pixels of its encoder's input one of their pixels is. */
    private static final int MASK_SIZE = 256;

    private static final int MASK_STRIDE = 4;

    private final SamGeneration generation;
    private final PixelInput pixels;
    private final Set<String> inputs;

    DecoderSignature(SamGeneration generation, PixelInput pixels, String... inputs) {
        this.generation = generation;
        this.pixels = pixels;
        this.inputs = Set.of(inputs);
    }

    /** Returns the signature of a graph, if the graph is a mask decoder. */
    static Optional<DecoderSignature> of(Graph graph) {
        Set<String> names = graph.inputs().stream().map(Value::name).collect(Collectors.toSet());
        return Stream.of(SAM2, EFFICIENT_SAM, EDGE_SAM, SAM)
                .filter(signature -> names.containsAll(signature.inputs))
                .filter(signature -> signature != EDGE_SAM || hasOutput(graph, "scores") && hasOutput(graph, "masks"))
                .findFirst();
    }

    SamGeneration generation() {
        return generation;
    }

    /** The form of its encoder's input, if that is {@code [1, 3, S, S]} floats. */
    PixelInput pixels() {
        return pixels;
    }

    /** Converts a graph to the signature of Segment Anything's exporter, plus the finer maps of a SAM 2. */
    abstract Graph common(Graph graph);

    private static boolean hasOutput(Graph graph, String name) {
        return graph.outputs().stream().anyMatch(output -> output.name().equals(name));
    }

    private static Value input(Graph graph, String name) {
        return graph.inputs().stream()
                .filter(input -> input.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Returns whether a decoder itself appends a padding point to every prompt. Such a decoder first concatenates a
     * label to the given ones.
     */
    private static boolean addsLastPoint(Graph graph) {
        return graph.nodes().stream()
                .anyMatch(node ->
                        node.operator().equals("Concat") && node.inputs().contains(DecoderNames.LABELS));
    }

    private static Graph withoutLastPoint(Graph graph) {
        GraphBuilder before = new GraphBuilder("inputs");
        Map<String, String> own = new LinkedHashMap<>();
        for (String name : List.of(DecoderNames.POINTS, DecoderNames.LABELS)) {
            Value input = input(graph, name);
            own.put(name, "own_" + name);
            String shortened = before.slice(before.input(input), 1, 0, -1);
            before.output(new Value("own_" + name, input.type(), input.ranked(), input.shape()), shortened);
        }
        return GraphChain.before(before.build(), GraphChain.renamed(graph, own));
    }

    private static Operand withoutFirstAxis(GraphBuilder before, Graph graph, String own, String name) {
        Value input = input(graph, own);
        List<Axis> axes = input.shape();
        List<Axis> others = axes.subList(Math.min(1, axes.size()), axes.size());
        return before.operand(before.input(new Value(name, input.type(), others)));
    }

    private static void batched(GraphBuilder before, Operand x, String name) {
        before.output(
                name,
                x.reshape(before.operand(before.longs(1)).concat(0, x.shape())).name());
    }

    private static void unbatched(GraphBuilder after, String own, int axes, String name) {
        Axis[] any =
                IntStream.range(0, axes).mapToObj(axis -> Axis.any(own + axis)).toArray(Axis[]::new);
        Operand given = after.operand(after.input(own, any));
        after.output(name, given.reshape(given.shape().slice(0, 1, axes)).name());
    }
}
