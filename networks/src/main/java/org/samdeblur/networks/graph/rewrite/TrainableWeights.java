package org.samdeblur.networks.graph.rewrite;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;

/**
 * Distinguishes a graph's trainable weights from its other constants. A weight has 32-bit floats and at least one axis,
 * and no node reads it as a setting, such as the scales of {@code Resize}, or as the running statistics of a batch
 * normalisation.
 *
 * @since 0.1.0
 */
public final class TrainableWeights {
    private static final Map<String, IntPredicate> SETTINGS = Map.of(
            "BatchNormalization", input -> input >= 3,
            "Clip", input -> input >= 1,
            "Dropout", input -> input >= 1,
            "Pad", input -> input >= 1,
            "Pow", input -> input == 1,
            "Range", input -> true,
            "Resize", input -> input >= 1,
            "Upsample", input -> input >= 1);

    private TrainableWeights() {}

    /**
     * Finds the weights.
     *
     * @param graph the graph
     * @return the weights by name, in the graph's order
     */
    public static Map<String, Constant> of(Graph graph) {
        Set<String> settings = new HashSet<>();
        graph.nodes().forEach(node -> addSettings(node, settings));
        Map<String, Constant> weights = new LinkedHashMap<>();
        graph.constants().forEach((name, constant) -> {
            boolean hasFloats =
                    constant.type() == ElementType.FLOAT && !constant.shape().isEmpty();
            if (hasFloats && !settings.contains(name)) {
                weights.put(name, constant);
            }
        });
        return Collections.unmodifiableMap(weights);
    }

    private static void addSettings(Node node, Set<String> settings) {
        IntPredicate isSetting = SETTINGS.getOrDefault(node.operator(), input -> false);
        for (int i = 0; i < node.inputs().size(); i++) {
            if (isSetting.test(i)) {
                settings.add(node.input(i));
            }
        }
    }
}
