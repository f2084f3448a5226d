package org.samdeblur.networks.mimounet;

import java.util.Map;
import org.samdeblur.networks.architecture.Architecture;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;

/** MIMO-UNet and MIMO-UNet+, known by their modules for smaller images. */
public final class MimoUNetArchitecture implements Architecture {
    private static final String NAME = "MIMO-UNet";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Checkpoint checkpoint) {
        return checkpoint.names().contains("SCM1.main.0.main.0.weight");
    }

    @Override
    public Map<String, NetworkDesign> published() {
        return Map.of("MIMO-UNet", new MimoUNet(32, 8), "MIMO-UNet+", new MimoUNet(32, 20));
    }

    @Override
    public NetworkDesign read(Checkpoint checkpoint) {
        WeightShapes shapes = new WeightShapes(NAME, checkpoint);
        int width = shapes.shape("feat_extract.0.main.0.weight", 4).get(0);
        return new MimoUNet(width, shapes.count("Encoder.0.layers."));
    }
}
