package org.samdeblur.networks.stripformer;

import java.util.Map;
import org.samdeblur.networks.architecture.Architecture;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;

/** Stripformer, known by its attention along strips. */
public final class StripformerArchitecture implements Architecture {
    static final String NAME = "Stripformer";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Checkpoint checkpoint) {
        return checkpoint.names().contains("Trans_block_1.qkv_local_h.weight");
    }

    @Override
    public Map<String, NetworkDesign> published() {
        return Map.of(NAME, new Stripformer(64, 128, 320, 192, 12, 6));
    }

    @Override
    public NetworkDesign read(Checkpoint checkpoint) {
        WeightShapes shapes = new WeightShapes(NAME, checkpoint);
        return new Stripformer(
                outputs(shapes, "encoder.en_layer1_1.0.weight"),
                outputs(shapes, "encoder.en_layer2_1.0.weight"),
                outputs(shapes, "encoder.en_layer3_1.0.weight"),
                outputs(shapes, "decoder.de_layer2_2.0.weight"),
                blocks(shapes, "Trans_block_"),
                blocks(shapes, "decoder.de_block_"));
    }

    private static int outputs(WeightShapes shapes, String weight) {
        return shapes.shape(weight, 4).get(0);
    }

    /** The number of blocks, which are numbered from 1. */
    private static int blocks(WeightShapes shapes, String prefix) {
        int count = 0;
        while (shapes.names().contains(prefix + (count + 1) + ".attention_norm.weight")) {
            count++;
        }
        return count;
    }
}
