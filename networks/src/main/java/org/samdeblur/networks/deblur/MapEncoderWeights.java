package org.samdeblur.networks.deblur;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.samdeblur.api.Image;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MapUnit;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Constant;

/** The weights of a MAP unit's encoder in a checkpoint, under the names of SAM-Deblur's published checkpoints. */
final class MapEncoderWeights {
    private static final String LAYER_3X3 = "pre_seg";
    private static final String LAYER_1X1 = "pre_seg_in";
    private static final List<String> NAMES =
            List.of(LAYER_3X3 + ".weight", LAYER_3X3 + ".bias", LAYER_1X1 + ".weight", LAYER_1X1 + ".bias");

    private MapEncoderWeights() {}

    /**
     * Reads the encoder of a checkpoint.
     *
     * @return the encoder; empty if the checkpoint has none
     * @throws org.samdeblur.api.InvalidModelException if one of its weights is missing or has another shape
     */
    static Optional<MapEncoder> of(Checkpoint checkpoint) {
        if (!checkpoint.names().contains(NAMES.get(0))) {
            return Optional.empty();
        }
        WeightShapes shapes = new WeightShapes("a network with a MAP encoder", checkpoint);
        int channels = shapes.shape(NAMES.get(0), 4).get(0);
        shapes.expectConvolution(LAYER_3X3, channels, Image.COLOUR_CHANNELS, 3);
        shapes.expectConvolution(LAYER_1X1, channels, channels, 1);
        return Optional.of(of(NAMES.stream().map(checkpoint::weight).toList()));
    }

    /** Returns the checkpoint without the encoder. */
    static Checkpoint without(Checkpoint checkpoint) {
        return checkpoint.without(Set.copyOf(NAMES));
    }

    /** Returns the encoder's weights by name. */
    static Map<String, Constant> of(MapEncoder encoder) {
        List<Constant> values = List.of(
                Constant.of(encoder.weight3x3()),
                Constant.of(encoder.bias3x3()),
                Constant.of(encoder.weight1x1()),
                Constant.of(encoder.bias1x1()));
        Map<String, Constant> weights = new LinkedHashMap<>();
        for (int i = 0; i < NAMES.size(); i++) {
            weights.put(NAMES.get(i), values.get(i));
        }
        return weights;
    }

    /** Returns the number of values in the encoder's weights; 0 if the guidance has no encoder. */
    static long parameters(MaskGuidance guidance) {
        if (!(guidance instanceof MapUnit unit)) {
            return 0;
        }
        return of(unit.encoder()).values().stream()
                .mapToLong(weight -> weight.data().remaining() / weight.type().bytes())
                .sum();
    }

    /** Returns an encoder with other weights. Weights that are missing do not change. */
    static MapEncoder exchanged(MapEncoder encoder, Map<String, Constant> weights) {
        Map<String, Constant> own = of(encoder);
        return of(own.entrySet().stream()
                .map(weight -> NamedWeights.reshaped(
                        weights.getOrDefault(weight.getKey(), weight.getValue()),
                        weight.getValue().shape()))
                .toList());
    }

    private static MapEncoder of(List<Constant> weights) {
        return new MapEncoder(
                weights.get(0).toTensor(),
                weights.get(1).toTensor(),
                weights.get(2).toTensor(),
                weights.get(3).toTensor());
    }
}
