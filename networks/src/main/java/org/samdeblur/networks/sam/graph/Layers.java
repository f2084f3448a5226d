package org.samdeblur.networks.sam.graph;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.GraphBuilder;

/**
 * Writes layers with the weights of a checkpoint. Names of layers are relative to a part of the network, as the weights'
 * names are; values are known by name. A layer may be written more than once: its weights are shared.
 */
final class Layers {
    private final GraphBuilder graph;
    private final Checkpoint checkpoint;
    private final String network;
    private final String part;

    private Layers(GraphBuilder graph, Checkpoint checkpoint, String network, String part) {
        this.graph = graph;
        this.checkpoint = checkpoint;
        this.network = network;
        this.part = part;
    }

    /** The layers of a network that is one checkpoint. */
    public static Layers of(Checkpoint checkpoint, GraphBuilder graph) {
        return new Layers(graph, checkpoint, "", "");
    }

    /** The layers of a network that is one of several; its name goes before the weights' in the graph. */
    public static Layers of(Checkpoint checkpoint, GraphBuilder graph, String network) {
        return new Layers(graph.under(network), checkpoint, network + ".", "");
    }

    /** The layers of a part of the network. */
    public Layers under(String name) {
        return new Layers(graph.under(name), checkpoint, network, part + name + ".");
    }

    /** Where operations without weights are written. */
    public GraphBuilder graph() {
        return graph;
    }

    /** A convolution, padded with zeros so that stride 1 keeps the size; a kernel of even size is not padded. */
    public String convolution(String layer, String x, int stride) {
        int kernel = shape(layer).get(2);
        int padding = kernel % 2 == 0 ? 0 : kernel / 2;
        return graph.under(layer).conv(x, weight(layer), bias(layer), stride, padding, 1);
    }

    /** A convolution of every channel by itself, at stride 1. */
    public String depthwiseConvolution(String layer, String x) {
        List<Integer> shape = shape(layer);
        return graph.under(layer).conv(x, weight(layer), bias(layer), 1, shape.get(2) / 2, shape.get(0));
    }

    /**
     * A convolution without bias and the batch normalisation after it, folded into one. Padded as {@link #convolution} is;
     * a kernel that takes one channel is one of a depthwise convolution.
     */
    public String convolution(String convolution, String batchNorm, String x, int stride) {
        List<Integer> shape = shape(convolution);
        BatchNorm norm = new BatchNorm(
                constant(batchNorm + ".weight"),
                constant(batchNorm + ".bias"),
                constant(batchNorm + ".running_mean"),
                constant(batchNorm + ".running_var"));
        String weight = named(convolution + ".weight", norm.scaled(constant(convolution + ".weight")));
        String bias = named(convolution + ".bias", norm.bias());
        int groups = shape.get(1) == 1 ? shape.get(0) : 1;
        return graph.under(convolution).conv(x, weight, bias, stride, shape.get(2) / 2, groups);
    }

    /** A transposed convolution that doubles height and width; its kernel is of even size. */
    public String doublingConvolution(String layer, String x) {
        return graph.under(layer)
                .convTranspose(x, weight(layer), bias(layer), 2, shape(layer).get(2) / 2 - 1);
    }

    /** Layer normalisation along the channels of every pixel. */
    public String channelNorm(String layer, String x, float epsilon) {
        return graph.under(layer).channelNorm(x, perChannel(layer + ".weight"), perChannel(layer + ".bias"), epsilon);
    }

    /** A fully connected layer over rows {@code [R, in]}; makes {@code [R, out]}. */
    public String linear(String layer, String rows) {
        String bias = bias(layer);
        List<String> operands =
                bias.equals(GraphBuilder.NONE) ? List.of(rows, weight(layer)) : List.of(rows, weight(layer), bias);
        return graph.under(layer).op("Gemm", operands, Map.of("transB", Attribute.of(1)));
    }

    /** A fully connected layer along the last axis; {@code [..., in]} becomes {@code [..., out]}. */
    public String dense(String layer, String x) {
        GraphBuilder inside = graph.under(layer);
        String product = inside.matmul(x, inside.transpose(weight(layer), 1, 0));
        String bias = bias(layer);
        return bias.equals(GraphBuilder.NONE) ? product : inside.add(product, bias);
    }

    /** Layer normalisation along the last axis. */
    public String layerNorm(String layer, String x, float epsilon) {
        return graph.under(layer).layerNorm(x, weight(layer), bias(layer), epsilon);
    }

    /** The values of a weight, to compute with before the network runs. */
    public Tensor values(String name) {
        return constant(name).toTensor();
    }

    /** The sizes of a weight's axes. */
    public List<Integer> shapeOf(String name) {
        return checkpoint.shape(part + name);
    }

    /** A weight as it is. */
    public String weightOf(String name) {
        return named(name, constant(name));
    }

    /** A weight laid out in another way, as an operator takes it. */
    public String weightOf(String name, UnaryOperator<Constant> layout) {
        return named(name, layout.apply(constant(name)));
    }

    /** Every channel times its weight. */
    public String scaled(String weight, String x) {
        return graph.mul(x, perChannel(weight));
    }

    private List<Integer> shape(String layer) {
        return checkpoint.shape(part + layer + ".weight");
    }

    private String weight(String layer) {
        return named(layer + ".weight", constant(layer + ".weight"));
    }

    private String bias(String layer) {
        String bias = layer + ".bias";
        return checkpoint.names().contains(part + bias) ? named(bias, constant(bias)) : GraphBuilder.NONE;
    }

    /** One value a channel, in the shape that goes with feature maps. */
    private String perChannel(String name) {
        Constant weight = constant(name);
        int channels = weight.data().remaining() / weight.type().bytes();
        return named(name, new Constant(weight.type(), List.of(1, channels, 1, 1), weight.data()));
    }

    private Constant constant(String name) {
        return checkpoint.weight(part + name);
    }

    private String named(String name, Constant values) {
        return graph.weight(network + part + name, values);
    }
}
