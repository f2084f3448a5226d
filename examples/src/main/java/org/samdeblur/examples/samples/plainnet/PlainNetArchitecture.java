package org.samdeblur.examples.samples.plainnet;

import org.samdeblur.networks.architecture.Architecture;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;

/** Recognises checkpoints of PlainNet. */
public final class PlainNetArchitecture implements Architecture {
    @Override
    public String name() {
        return PlainNet.NAME;
    }

    @Override
    public boolean recognises(Checkpoint checkpoint) {
        return checkpoint.names().contains("plain_head.weight");
    }

    @Override
    public NetworkDesign read(Checkpoint checkpoint) {
        WeightShapes shapes = new WeightShapes(PlainNet.NAME, checkpoint);
        int width = shapes.shape("plain_head.weight", 4).get(0);
        return new PlainNet(width, shapes.count("body."));
    }
}
