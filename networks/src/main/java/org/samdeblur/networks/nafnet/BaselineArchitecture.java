package org.samdeblur.networks.nafnet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.networks.architecture.Architecture;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;

/**
 * Baseline, the predecessor of NAFNet, recognised by the channel attention of its blocks.
 *
 * @since 0.1.0
 */
public final class BaselineArchitecture implements Architecture {
    private static final String NAME = "Baseline";

    /** The published expansions, for networks without a block to read them off. */
    private static final int SPATIAL = 1;

    private static final int POINTWISE = 2;

    /** Creates the architecture. */
    public BaselineArchitecture() {
        // nothing to keep
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Checkpoint checkpoint) {
        return UNetSizes.isLike(checkpoint) && isLike(checkpoint);
    }

    static boolean isLike(Checkpoint checkpoint) {
        return checkpoint.names().stream().anyMatch(name -> name.endsWith(".se.1.weight"));
    }

    @Override
    public Map<String, NetworkDesign> published() {
        return Map.of("Baseline-width32", published(32), "Baseline-width64", published(64));
    }

    private static NafNet published(int width) {
        NafNetDesign sizes = new NafNetDesign(width, List.of(1, 1, 1, 28), 1, List.of(1, 1, 1, 1));
        return new NafNet(NAME, 3, new BaselineBlock(SPATIAL, POINTWISE), sizes, Optional.empty());
    }

    @Override
    public NetworkDesign read(Checkpoint checkpoint) {
        return read(checkpoint, Optional.empty());
    }

    @Override
    public NetworkDesign readWithLocalPools(Checkpoint checkpoint) {
        return read(checkpoint, Optional.of(LocalWindow.of(checkpoint)));
    }

    private static NafNet read(Checkpoint checkpoint, Optional<LocalWindow> window) {
        WeightShapes shapes = new WeightShapes(NAME, checkpoint);
        BaselineBlock block = new BaselineBlock(
                UNetSizes.expansion(shapes, "conv1", SPATIAL), UNetSizes.expansion(shapes, "conv4", POINTWISE));
        return new NafNet(NAME, UNetSizes.inputChannels(shapes), block, UNetSizes.read(shapes), window);
    }
}
