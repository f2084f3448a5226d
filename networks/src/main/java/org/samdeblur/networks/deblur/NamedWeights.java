package org.samdeblur.networks.deblur;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MapUnit;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.map.MaskAveragePooling;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.rewrite.TrainableWeights;

/** The weights of a network under the names that they have in checkpoints. */
final class NamedWeights {
    private NamedWeights() {}

    static Map<String, Constant> of(DeblurNetwork network) {
        Map<String, Constant> weights = new LinkedHashMap<>();
        if (network.guidance() instanceof MapUnit unit) {
            weights.putAll(MapEncoderWeights.of(unit.encoder()));
        }
        weights.putAll(TrainableWeights.of(network.graph()));
        return weights;
    }

    static Constant reshaped(Constant constant, List<Integer> shape) {
        return new Constant(constant.type(), shape, constant.data());
    }

    static void requireFit(DeblurNetwork network, Map<String, Constant> weights) {
        Map<String, Constant> own = of(network);
        weights.forEach((name, weight) -> {
            Constant place = own.get(name);
            if (place == null || weight.type() != ElementType.FLOAT || elements(place) != elements(weight)) {
                throw new InvalidModelException("network '" + network.info().name() + "' does not take weight '"
                        + name + "' " + weight.type() + weight.shape()
                        + (place == null ? "; it has none of that name" : "; its own has the shape " + place.shape()));
            }
        });
    }

    private static int elements(Constant constant) {
        return constant.data().remaining() / constant.type().bytes();
    }

    static MaskGuidance exchanged(MaskGuidance guidance, Map<String, Constant> weights) {
        return guidance instanceof MapUnit unit
                ? new MaskAveragePooling(MapEncoderWeights.exchanged(unit.encoder(), weights))
                : guidance;
    }

    static Graph exchanged(Graph graph, Map<String, Constant> weights) {
        Map<String, Constant> constants = new LinkedHashMap<>(graph.constants());
        TrainableWeights.of(graph).forEach((name, old) -> {
            if (weights.containsKey(name)) {
                constants.put(name, reshaped(weights.get(name), old.shape()));
            }
        });
        return graph.withBody(graph.nodes(), constants);
    }
}
