package org.samdeblur.networks.deblur;

import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.ModelInfo;
import org.samdeblur.networks.graph.Graph;

/**
 * A deblurring network, ready for any engine. Immutable.
 *
 * @param info what it takes
 * @param guidance what makes the channels beside the image's
 * @param graph the network: one input {@code [batch, channels, height, width]}, the image in [0, 1] first; one output {@code
 *     [batch, 3, height, width]}, not clamped. Its metadata says of the network what the graph cannot, so that an {@code .onnx}
 *     file made of it loads as the same network
 */
public record DeblurNetwork(ModelInfo info, MaskGuidance guidance, Graph graph) {
    /**
     * Returns the name of the graph's input.
     *
     * @return the name
     */
    public String input() {
        return graph.inputs().get(0).name();
    }

    /**
     * Returns the name of the graph's output.
     *
     * @return the name
     */
    public String output() {
        return graph.outputs().get(0).name();
    }

    /**
     * Returns the same network in another form.
     *
     * @param form a graph that computes the same
     * @return the network
     */
    public DeblurNetwork withGraph(Graph form) {
        return new DeblurNetwork(info, guidance, form);
    }
}
