package org.samdeblur.networks.nafnet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.Image;
import org.samdeblur.api.MapUnit;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.networks.architecture.Architecture;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;

/**
 * NAFNet, SegNAFNet and MaskNAFNet, recognised by the simplified channel attention of their blocks.
 *
 * @since 0.1.0
 */
public final class NafNetArchitecture implements Architecture {
    private static final String NAME = "NAFNet";
    private static final String WITH_MAP = "SegNAFNet";
    private static final String MAP_ENCODER = "pre_seg.weight";
    /** The expansion of both halves of the published blocks. */
    private static final int EXPANSION = 2;

    /** Creates the architecture. */
    public NafNetArchitecture() {
        // nothing to keep
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Checkpoint checkpoint) {
        return UNetSizes.isLike(checkpoint) && !BaselineArchitecture.isLike(checkpoint);
    }

    @Override
    public Map<String, NetworkDesign> published() {
        return Map.of(
                "NAFNet-width32", new NafNetDesign(32, List.of(1, 1, 1, 28), 1, List.of(1, 1, 1, 1)),
                "NAFNet-width64", new NafNetDesign(64, List.of(1, 1, 1, 28), 1, List.of(1, 1, 1, 1)));
    }

    @Override
    public NetworkDesign read(Checkpoint checkpoint) {
        return read(checkpoint, Optional.empty());
    }

    @Override
    public NetworkDesign readWithLocalPools(Checkpoint checkpoint) {
        return read(checkpoint, Optional.of(LocalWindow.of(checkpoint)));
    }

    /** A network with the published blocks. */
    static NafNet published(NafNetDesign sizes, MaskGuidance guidance) {
        int inputs = Image.COLOUR_CHANNELS + guidance.channels();
        String architecture = guidance instanceof MapUnit ? WITH_MAP : nameByChannels(inputs);
        return new NafNet(architecture, inputs, new NafNetBlock(EXPANSION, EXPANSION), sizes, Optional.empty());
    }

    private static NafNet read(Checkpoint checkpoint, Optional<LocalWindow> window) {
        boolean hasMapEncoder = checkpoint.names().contains(MAP_ENCODER);
        WeightShapes shapes = new WeightShapes(hasMapEncoder ? WITH_MAP : NAME, checkpoint);
        int inputs = UNetSizes.inputChannels(shapes);
        if (hasMapEncoder) {
            requireChannelsOfEncoder(shapes, inputs);
        }
        NafNetDesign sizes = UNetSizes.read(shapes);
        NafNetBlock block = new NafNetBlock(
                gatedExpansion(shapes, "conv1", sizes.width()), gatedExpansion(shapes, "conv4", sizes.width()));
        String architecture = hasMapEncoder ? WITH_MAP : nameByChannels(inputs);
        return new NafNet(architecture, inputs, block, sizes, window);
    }

    /** Half of the channels gate the other half, so their number is even. */
    private static int gatedExpansion(WeightShapes shapes, String layer, int width) {
        int expansion = UNetSizes.expansion(shapes, layer, EXPANSION);
        if (expansion * width % 2 != 0) {
            throw shapes.misfit("'" + layer + "' makes " + expansion * width + " channels, which cannot be halved");
        }
        return expansion;
    }

    /** A single channel beside the image's can only be grey codes. */
    private static String nameByChannels(int inputs) {
        return inputs == Image.COLOUR_CHANNELS + 1 ? "MaskNAFNet" : NAME;
    }

    private static void requireChannelsOfEncoder(WeightShapes shapes, int inputs) {
        int made = shapes.shape(MAP_ENCODER, 4).get(0);
        if (inputs != Image.COLOUR_CHANNELS + made) {
            throw shapes.misfit("'intro.weight' takes " + inputs + " channels where the image and 'pre_seg' make "
                    + (Image.COLOUR_CHANNELS + made));
        }
    }
}
