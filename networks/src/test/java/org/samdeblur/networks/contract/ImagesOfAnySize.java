package org.samdeblur.networks.contract;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;

/**
 * Turns a graph into one that computes the same, but learns the number and size of images when it runs, and has every image come out of
 * a convolution that leaves it as it is. Engines may order the axes of images by what convolutions like best.
 */
final class ImagesOfAnySize {
    private static final int RANK = 4;

    private ImagesOfAnySize() {}

    static boolean isOnImages(Graph graph) {
        return graph.inputs().stream().anyMatch(ImagesOfAnySize::isImage);
    }

    private static boolean isImage(Value input) {
        return input.shape().size() == RANK;
    }

    static Graph of(Graph graph) {
        Map<String, Constant> constants = new HashMap<>(graph.constants());
        Map<String, String> renamed = new HashMap<>();
        List<Node> nodes = new ArrayList<>();
        for (Value image :
                graph.inputs().stream().filter(ImagesOfAnySize::isImage).toList()) {
            String name = image.name();
            int channels = image.shape().get(1).size().orElseThrow();
            constants.put("ones" + name, Constant.create(ImagesOfAnySize::fillWithOnes, channels, 1, 1, 1));
            nodes.add(new Node(
                    "conv" + name,
                    "Conv",
                    List.of(name, "ones" + name),
                    List.of(name + "same"),
                    Map.of("group", Attribute.of((long) channels))));
            renamed.put(name, name + "same");
        }
        graph.nodes().forEach(node -> nodes.add(renamed(node, renamed)));
        List<Value> inputs = graph.inputs().stream()
                .map(input -> isImage(input) ? ofAnySize(input) : input)
                .toList();
        return new Graph(graph.name(), graph.opset(), inputs, graph.outputs(), nodes, constants, graph.metadata());
    }

    private static void fillWithOnes(FloatBuffer values) {
        while (values.hasRemaining()) {
            values.put(1);
        }
    }

    private static Node renamed(Node node, Map<String, String> names) {
        List<String> inputs = node.inputs().stream()
                .map(input -> names.getOrDefault(input, input))
                .toList();
        return new Node(node.name(), node.operator(), inputs, node.outputs(), node.attributes());
    }

    private static Value ofAnySize(Value image) {
        String name = image.name();
        return new Value(
                name,
                image.type(),
                List.of(Axis.any(name + "n"), image.shape().get(1), Axis.any(name + "h"), Axis.any(name + "w")));
    }
}
