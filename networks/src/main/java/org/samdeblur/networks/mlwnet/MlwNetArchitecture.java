package org.samdeblur.networks.mlwnet;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.samdeblur.networks.architecture.Architecture;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;

/** MLWNet, known by its learnt wavelets. */
public final class MlwNetArchitecture implements Architecture {
    static final String NAME = "MLWNet";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Checkpoint checkpoint) {
        return checkpoint.names().contains("encoder.feature_embed.weight")
                && checkpoint.names().contains("decoder.d1.0.wavelet_block1.dec_lo");
    }

    @Override
    public Map<String, NetworkDesign> published() {
        return Map.of("MLWNet-S", published(32), "MLWNet-B", published(64));
    }

    private static MlwNet published(int width) {
        return new MlwNet(width, List.of(1, 2, 4, 24), List.of(2, 2), List.of(2, 2, 2, 2));
    }

    @Override
    public NetworkDesign read(Checkpoint checkpoint) {
        WeightShapes shapes = new WeightShapes(NAME, checkpoint);
        return new MlwNet(
                shapes.shape("encoder.feature_embed.weight", 4).get(0),
                counts(shapes, "encoder.b1.", "encoder.b2.", "encoder.b3.", "encoder.b4."),
                counts(shapes, "fusion.d2.", "fusion.d3."),
                counts(shapes, "decoder.d1.", "decoder.d2.", "decoder.d3.", "decoder.d4."));
    }

    private static List<Integer> counts(WeightShapes shapes, String... prefixes) {
        return Stream.of(prefixes).map(shapes::count).toList();
    }
}
