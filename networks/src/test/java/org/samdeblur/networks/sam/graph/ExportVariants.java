package org.samdeblur.networks.sam.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;

/** Our own graphs in the forms in which others export theirs. */
final class ExportVariants {
    private static final Axis[] MASKS = {Axis.any("b"), Axis.any("k"), Axis.any("h"), Axis.any("w")};

    private ExportVariants() {}

    /** Masks are upsampled to the image, as the published exporter does: to the input's size, cut, and to the image's size. */
    static Graph withPostprocessing(Graph decoder, int inputSize) {
        GraphBuilder graph = new GraphBuilder("postprocessing");
        String masks = graph.input("low_res_masks", MASKS);
        String size = graph.input("orig_im_size", Axis.fixed(2));
        String two = graph.longs(2);
        String batch = graph.slice(graph.op("Shape", masks), 0, 0, 2);
        String whole = graph.resizeBilinearTo(masks, graph.concat(0, batch, graph.longs(inputSize, inputSize)));
        String longest = graph.op("ReduceMax", size);
        String scaled = graph.op(
                "Floor", graph.add(graph.div(graph.mul(size, graph.scalar(inputSize)), longest), graph.scalar(0.5f)));
        String cut = graph.op("Slice", whole, graph.longs(0, 0), longs(graph, scaled), graph.longs(2, 3));
        String image = graph.resizeBilinearTo(cut, graph.concat(0, batch, longs(graph, size)));
        graph.output("masks", image, MASKS);
        Graph post = renamed(
                graph.build(),
                name -> Map.of("low_res_masks", name, "orig_im_size", name, "masks", name)
                        .getOrDefault(name, "post." + name));
        List<Value> inputs = new ArrayList<>(decoder.inputs());
        inputs.add(post.inputs().get(1));
        List<Value> outputs = new ArrayList<>(post.outputs());
        outputs.addAll(decoder.outputs());
        return joined(decoder, post, inputs, outputs);
    }

    private static String longs(GraphBuilder graph, String floats) {
        return graph.op("Cast", List.of(floats), Map.of("to", Attribute.of(ElementType.INT64.onnxCode())));
    }

    /** All points are taken as those of one prompt, as in exports that were traced with a batch of one. */
    static Graph forOnePromptOnly(Graph decoder) {
        GraphBuilder graph = new GraphBuilder("one prompt");
        String points = graph.input("point_coords", Axis.any("b"), Axis.any("n"), Axis.fixed(2));
        String labels = graph.input("point_labels", Axis.any("b"), Axis.any("n"));
        graph.output("inner_coords", graph.reshape(points, 1, -1, 2), Axis.fixed(1), Axis.any("m"), Axis.fixed(2));
        graph.output("inner_labels", graph.reshape(labels, 1, -1), Axis.fixed(1), Axis.any("m"));
        Graph pre = renamed(
                graph.build(), name -> name.contains("_coords") || name.contains("_labels") ? name : "pre." + name);
        Graph inner = renamed(decoder, name -> switch (name) {
            case "point_coords" -> "inner_coords";
            case "point_labels" -> "inner_labels";
            default -> name;
        });
        return joined(pre, inner, decoder.inputs(), decoder.outputs());
    }

    /** Only the first mask comes out. */
    static Graph withOneMask(Graph decoder) {
        GraphBuilder graph = new GraphBuilder("one mask");
        String masks = graph.input("all_low_res_masks", MASKS);
        String iou = graph.input("all_iou_predictions", Axis.any("b"), Axis.any("k"));
        graph.output("low_res_masks", graph.slice(masks, 1, 0, 1), MASKS);
        graph.output("iou_predictions", graph.slice(iou, 1, 0, 1), Axis.any("b"), Axis.any("k"));
        Graph post = renamed(
                graph.build(),
                name -> name.contains("_masks") || name.contains("_predictions") ? name : "post." + name);
        Graph all = renamed(decoder, name -> switch (name) {
            case "low_res_masks" -> "all_low_res_masks";
            case "iou_predictions" -> "all_iou_predictions";
            default -> name;
        });
        return joined(all, post, decoder.inputs(), post.outputs());
    }

    /** The encoder takes 8-bit pixels as they are, and pads and normalises them itself. */
    static Graph withRawPixels(Graph encoder, int size) {
        GraphBuilder graph = new GraphBuilder("raw");
        String pixels = graph.input(
                new Value("pixels", ElementType.UINT8, List.of(Axis.any("height"), Axis.any("width"), Axis.fixed(3))));
        String floats = graph.op("Cast", List.of(pixels), Map.of("to", Attribute.of(ElementType.FLOAT.onnxCode())));
        String mean = graph.constant(floats(123.675f, 116.28f, 103.53f));
        String deviation = graph.constant(floats(58.395f, 57.12f, 57.375f));
        String normal = graph.div(graph.sub(floats, mean), deviation);
        String map = graph.op("Unsqueeze", graph.transpose(normal, 2, 0, 1), graph.longs(0));
        String larger = graph.pad(map, GraphBuilder.PadMode.CONSTANT, 0, 0, size, size);
        String square = graph.slice(graph.slice(larger, 2, 0, size), 3, 0, size);
        Axis edge = Axis.fixed(size);
        graph.output("inner_image", square, Axis.fixed(1), Axis.fixed(3), edge, edge);
        Graph pre =
                renamed(graph.build(), name -> List.of("pixels", "inner_image").contains(name) ? name : "pre." + name);
        String input = encoder.inputs().get(0).name();
        Graph inner = renamed(encoder, name -> name.equals(input) ? "inner_image" : name);
        return joined(pre, inner, pre.inputs(), encoder.outputs());
    }

    private static Constant floats(float... values) {
        return Constant.create(buffer -> buffer.put(values), values.length);
    }

    private static Graph joined(Graph first, Graph second, List<Value> inputs, List<Value> outputs) {
        List<Node> nodes = new ArrayList<>(first.nodes());
        nodes.addAll(second.nodes());
        Map<String, Constant> constants = new LinkedHashMap<>(first.constants());
        constants.putAll(second.constants());
        return new Graph("exported", GraphBuilder.OPSET, inputs, outputs, nodes, constants, Map.of());
    }

    private static Graph renamed(Graph graph, UnaryOperator<String> names) {
        UnaryOperator<String> name = old -> old.isEmpty() ? old : names.apply(old);
        List<Node> nodes = graph.nodes().stream()
                .map(node -> new Node(
                        name.apply(node.name()),
                        node.operator(),
                        node.inputs().stream().map(name).toList(),
                        node.outputs().stream().map(name).toList(),
                        node.attributes()))
                .toList();
        Map<String, Constant> constants = new LinkedHashMap<>();
        graph.constants().forEach((key, value) -> constants.put(name.apply(key), value));
        return new Graph(
                graph.name(),
                graph.opset(),
                renamed(graph.inputs(), name),
                renamed(graph.outputs(), name),
                nodes,
                constants,
                graph.metadata());
    }

    private static List<Value> renamed(List<Value> values, UnaryOperator<String> name) {
        return values.stream()
                .map(value -> new Value(name.apply(value.name()), value.type(), value.shape()))
                .toList();
    }
}
