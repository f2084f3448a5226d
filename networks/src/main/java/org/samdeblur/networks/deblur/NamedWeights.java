package org.samdeblur.networks.deblur;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MapUnit;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.map.MaskAveragePooling;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;

/** A network's weights as they go into a checkpoint and come out of one. */
final class NamedWeights {
    private static final String WEIGHT_3X3 = "pre_seg.weight";
    private static final String BIAS_3X3 = "pre_seg.bias";
    private static final String WEIGHT_1X1 = "pre_seg_in.weight";
    private static final String BIAS_1X1 = "pre_seg_in.bias";

    /** Weights that the graph holds as {@code [1, C, 1, 1]} and the published checkpoints as {@code [C]}. */
    private static final Pattern NORMS = Pattern.compile(".*\\.norm[12]\\.(weight|bias)");

    private NamedWeights() {}

    static Map<String, Constant> of(DeblurNetwork network) {
        Map<String, Constant> weights = new LinkedHashMap<>();
        if (network.guidance() instanceof MapUnit unit) {
            MapEncoder encoder = unit.encoder();
            weights.put(WEIGHT_3X3, Constant.of(encoder.weight3x3()));
            weights.put(BIAS_3X3, Constant.of(encoder.bias3x3()));
            weights.put(WEIGHT_1X1, Constant.of(encoder.weight1x1()));
            weights.put(BIAS_1X1, Constant.of(encoder.bias1x1()));
        }
        boolean published = network.info().architecture().endsWith("NAFNet");
        network.graph().constants().forEach((name, constant) -> {
            if (isWeight(constant)) {
                boolean norm = published && NORMS.matcher(name).matches();
                weights.put(name, norm ? reshaped(constant, List.of(elements(constant))) : constant);
            }
        });
        return weights;
    }

    /** Constants without axes, such as an epsilon, are no weights. */
    private static boolean isWeight(Constant constant) {
        return constant.type() == ElementType.FLOAT && !constant.shape().isEmpty();
    }

    private static int elements(Constant constant) {
        return constant.data().remaining() / constant.type().bytes();
    }

    private static Constant reshaped(Constant constant, List<Integer> shape) {
        return new Constant(constant.type(), shape, constant.data());
    }

    static void requireFit(DeblurNetwork network, Map<String, Constant> weights) {
        Map<String, Constant> own = of(network);
        weights.forEach((name, weight) -> {
            Constant place = own.get(name);
            if (place == null || weight.type() != ElementType.FLOAT || elements(place) != elements(weight)) {
                throw new InvalidModelException("network '" + network.info().name() + "' has no place for '" + name
                        + "' " + weight.type() + weight.shape() + (place == null ? "" : ", but for " + place.shape()));
            }
        });
    }

    static MaskGuidance guidance(MaskGuidance guidance, Map<String, Constant> weights) {
        if (!(guidance instanceof MapUnit unit) || !weights.containsKey(WEIGHT_3X3)) {
            return guidance;
        }
        MapEncoder old = unit.encoder();
        return new MaskAveragePooling(new MapEncoder(
                weights.get(WEIGHT_3X3).toTensor().reshape(old.weight3x3().shape()),
                weights.get(BIAS_3X3).toTensor().reshape(old.bias3x3().shape()),
                weights.get(WEIGHT_1X1).toTensor().reshape(old.weight1x1().shape()),
                weights.get(BIAS_1X1).toTensor().reshape(old.bias1x1().shape())));
    }

    static Graph exchanged(Graph graph, Map<String, Constant> weights) {
        Map<String, Constant> constants = new LinkedHashMap<>(graph.constants());
        constants.replaceAll((name, constant) -> isWeight(constant) && weights.containsKey(name)
                ? reshaped(weights.get(name), constant.shape())
                : constant);
        return graph.withBody(graph.nodes(), constants);
    }
}
