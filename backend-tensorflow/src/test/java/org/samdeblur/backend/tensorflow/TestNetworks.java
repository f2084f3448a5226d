package org.samdeblur.backend.tensorflow;

import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.ModelInfo;
import org.samdeblur.api.ModelSource;
import org.samdeblur.networks.contract.Golden;
import org.samdeblur.networks.contract.Graphs;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Value.Axis;

/** Small networks for tests. */
final class TestNetworks {
    private TestNetworks() {}

    /** Two convolutions over an image and the given guidance, with weights large enough to be variables. */
    static DeblurNetwork convolutions(MaskGuidance guidance) {
        int channels = 3 + guidance.channels();
        Axis batch = Axis.any("batch");
        GraphBuilder g = new GraphBuilder("convolutions");
        String image = g.input("blurred", batch, Axis.fixed(channels), Graphs.HEIGHT, Graphs.WIDTH);
        String features =
                g.conv(image, g.weight("in.weight", Graphs.weight(1, 64, channels, 3, 3)), GraphBuilder.NONE, 1, 1, 1);
        String sharp = g.conv(
                g.relu(features), g.weight("out.weight", Graphs.weight(2, 3, 64, 3, 3)), GraphBuilder.NONE, 1, 1, 1);
        g.output("sharp", sharp, batch, Graphs.THREE, Graphs.HEIGHT, Graphs.WIDTH);
        Graph graph = g.build();
        return new DeblurNetwork(
                ModelInfo.builder("convolutions")
                        .architecture("Convolutions")
                        .inputChannels(channels)
                        .sizeMultiple(2)
                        .build(),
                guidance,
                graph);
    }

    static DeblurNetwork plain() {
        return convolutions(MaskGuidance.none());
    }

    static DeblurNetwork guided() {
        return convolutions(golden("masknafnet.pth").guidance());
    }

    static DeblurNetwork golden(String checkpoint) {
        return DeblurNetworks.load(ModelSource.of(Golden.file("nafnet/" + checkpoint)), DeblurModelOptions.DEFAULT);
    }
}
