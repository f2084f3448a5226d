package org.samdeblur.networks.dmphn;

import java.util.Map;
import org.samdeblur.networks.architecture.Architecture;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;

/** DMPHN 1-2-4, whose six state dicts are joined to one checkpoint. */
public final class DmphnArchitecture implements Architecture {
    static final String NAME = "DMPHN 1-2-4";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Checkpoint checkpoint) {
        return checkpoint.names().contains("encoder_lv1.layer1.weight");
    }

    @Override
    public Map<String, NetworkDesign> published() {
        return Map.of(NAME, new Dmphn(new DmphnWidths(32, 64, 128, 3)));
    }

    @Override
    public NetworkDesign read(Checkpoint checkpoint) {
        return new Dmphn(DmphnWidths.of(new WeightShapes(NAME, checkpoint)));
    }
}
