package org.samdeblur.networks.mprnet;

import java.util.List;
import java.util.Map;
import org.samdeblur.networks.architecture.Architecture;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;

/** MPRNet, known by its stage at the original resolution. */
public final class MprNetArchitecture implements Architecture {
    static final String NAME = "MPRNet";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Checkpoint checkpoint) {
        return checkpoint.names().contains("stage3_orsnet.conv_enc1.weight")
                && checkpoint.names().contains("shallow_feat3.0.weight");
    }

    @Override
    public Map<String, NetworkDesign> published() {
        return Map.of(NAME, new MprNet(new AttentionBlocks(3, 4, false), 96, 48, 32, 8));
    }

    @Override
    public NetworkDesign read(Checkpoint checkpoint) {
        WeightShapes shapes = new WeightShapes(NAME, checkpoint);
        List<Integer> first = shapes.shape("shallow_feat1.0.weight", 4);
        int width = first.get(0);
        int fewest = shapes.shape("shallow_feat1.1.CA.conv_du.0.weight", 4).get(0);
        if (fewest == 0 || fewest > width) {
            throw shapes.misfit("'shallow_feat1.1.CA.conv_du.0.weight' makes " + fewest + " channels of " + width);
        }
        boolean bias = shapes.names().contains("shallow_feat1.0.bias");
        return new MprNet(
                new AttentionBlocks(first.get(2), width / fewest, bias),
                width,
                shapes.shape("stage1_encoder.down12.down.1.weight", 4).get(0) - width,
                shapes.shape("concat23.weight", 4).get(0) - width,
                shapes.count("stage3_orsnet.orb1.body.") - 1);
    }
}
