package org.samdeblur.networks.architecture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Operand;

/**
 * Writes the layers of a network into a graph. Names are relative to a part of the network, as in PyTorch's modules:
 * {@code layers.under("encoders.0").conv2d("conv1", x, …)} reads {@code encoders.0.conv1.weight} and {@code
 * encoders.0.conv1.bias}.
 *
 * <p>Every method requests its weights by name, shape and initial values. The same code therefore checks a checkpoint
 * and creates initial weights for training. In the graph, weights have the names and shapes that they have in
 * checkpoints. A layer may be written more than once; its weights are then shared. Not safe for use by multiple
 * threads.
 *
 * <p>Methods that read weights throw {@link org.samdeblur.api.InvalidModelException} if the checkpoint has no weight of
 * the name, or one of another shape.
 *
 * @since 0.1.0
 */
public final class Layers {
    private final GraphBuilder graph;
    private final WeightSource weights;
    private final String part;

    private Layers(GraphBuilder graph, WeightSource weights, String part) {
        this.graph = graph;
        this.weights = weights;
        this.part = part;
    }

    static Layers of(GraphBuilder graph, WeightSource weights) {
        return new Layers(graph, weights, "");
    }

    /**
     * Returns the layers of a part of the network.
     *
     * @param name the part's name, relative to this one's
     * @return its layers
     */
    public Layers under(String name) {
        return new Layers(graph.under(name), weights, part + name + ".");
    }

    /**
     * Returns the graph, to write operations for which {@link Operand} has no method.
     *
     * @return the graph, under this part's name
     */
    public GraphBuilder graph() {
        return graph;
    }

    /**
     * A convolution. Reads {@code layer.weight}, {@code [outputs, inputs / groups, kernel, kernel]}, and, if the
     * settings include a bias, {@code layer.bias}, {@code [outputs]}.
     *
     * @param layer the layer's name
     * @param x {@code [N, inputs, H, W]}
     * @param conv the settings
     * @return {@code [N, outputs, H', W']}
     */
    public Operand conv2d(String layer, Operand x, Conv2d conv) {
        Initial initial = Initial.ofFanIn(conv.fanIn());
        List<String> operands = new ArrayList<>(List.of(x.name()));
        operands.add(named(
                layer + ".weight",
                initial,
                conv.outputs(),
                conv.inputs() / conv.groups(),
                conv.kernel(),
                conv.kernel()));
        if (conv.bias()) {
            operands.add(named(layer + ".bias", initial, conv.outputs()));
        }
        Map<String, Attribute> attributes = window(conv.kernel(), conv.stride(), conv.padding());
        attributes.put("group", Attribute.of(conv.groups()));
        if (conv.dilation() > 1) {
            attributes.put("dilations", Attribute.ofLongs(conv.dilation(), conv.dilation()));
        }
        return graph.operand(graph.under(layer).op("Conv", operands, attributes));
    }

    /**
     * A transposed convolution. Reads {@code layer.weight}, {@code [inputs, outputs, kernel, kernel]}, and, if the
     * settings include a bias, {@code layer.bias}, {@code [outputs]}.
     *
     * @param layer the layer's name
     * @param x {@code [N, inputs, H, W]}
     * @param conv the settings; padding is the number of pixels removed on each of the four sides, and groups and
     *     dilation must be 1
     * @return {@code [N, outputs, (H - 1) · stride - 2 · padding + kernel, (W - 1) · stride - 2 · padding + kernel]}
     */
    public Operand convTranspose2d(String layer, Operand x, Conv2d conv) {
        Initial initial = Initial.ofFanIn(conv.outputs() * conv.kernel() * conv.kernel());
        List<String> operands = new ArrayList<>(List.of(x.name()));
        operands.add(named(layer + ".weight", initial, conv.inputs(), conv.outputs(), conv.kernel(), conv.kernel()));
        if (conv.bias()) {
            operands.add(named(layer + ".bias", initial, conv.outputs()));
        }
        Map<String, Attribute> attributes = window(conv.kernel(), conv.stride(), conv.padding());
        return graph.operand(graph.under(layer).op("ConvTranspose", operands, attributes));
    }

    private static Map<String, Attribute> window(int kernel, int stride, int padding) {
        Map<String, Attribute> attributes = new HashMap<>();
        attributes.put("kernel_shape", Attribute.ofLongs(kernel, kernel));
        attributes.put("strides", Attribute.ofLongs(stride, stride));
        attributes.put("pads", Attribute.ofLongs(padding, padding, padding, padding));
        return attributes;
    }

    /**
     * A fully connected layer along the last axis. Reads {@code layer.weight}, {@code [outputs, inputs]}, and {@code
     * layer.bias}, {@code [outputs]}.
     *
     * @param layer the layer's name
     * @param x {@code [..., inputs]}
     * @param inputs the size of x's last axis
     * @param outputs the size of the result's last axis
     * @return {@code [..., outputs]}
     */
    public Operand linear(String layer, Operand x, int inputs, int outputs) {
        Operand bias = weight(layer + ".bias", Initial.ofFanIn(inputs), outputs);
        return linearWithoutBias(layer, x, inputs, outputs).add(bias);
    }

    /**
     * A fully connected layer along the last axis, without a bias. Reads {@code layer.weight}, {@code [outputs, inputs]}.
     *
     * @param layer the layer's name
     * @param x {@code [..., inputs]}
     * @param inputs the size of x's last axis
     * @param outputs the size of the result's last axis
     * @return {@code [..., outputs]}
     */
    public Operand linearWithoutBias(String layer, Operand x, int inputs, int outputs) {
        GraphBuilder inside = graph.under(layer);
        String weight = named(layer + ".weight", Initial.ofFanIn(inputs), outputs, inputs);
        return graph.operand(inside.matmul(x.name(), inside.transpose(weight, 1, 0)));
    }

    /**
     * A fully connected layer applied to each row of a matrix. It is a single operation, which reads the weight without
     * transposing a copy of it; this matters for weights of gigabytes. Reads {@code layer.weight}, {@code [outputs,
     * inputs]}, and {@code layer.bias}, {@code [outputs]}.
     *
     * @param layer the layer's name
     * @param rows {@code [R, inputs]}
     * @param inputs the size of a row
     * @param outputs the size of a row of the result
     * @return {@code [R, outputs]}
     */
    public Operand linearOfRows(String layer, Operand rows, int inputs, int outputs) {
        Initial initial = Initial.ofFanIn(inputs);
        List<String> operands = List.of(
                rows.name(),
                named(layer + ".weight", initial, outputs, inputs),
                named(layer + ".bias", initial, outputs));
        return graph.operand(graph.under(layer).op("Gemm", operands, Map.of("transB", Attribute.of(1))));
    }

    /**
     * A fully connected layer along the channels of every pixel. Reads {@code layer.weight}, {@code [outputs, inputs]},
     * and {@code layer.bias}, {@code [outputs]}.
     *
     * @param layer the layer's name
     * @param x {@code [N, inputs, H, W]}
     * @param inputs the number of input channels
     * @param outputs the number of output channels
     * @return {@code [N, outputs, H, W]}
     */
    public Operand pointwise(String layer, Operand x, int inputs, int outputs) {
        Initial initial = Initial.ofFanIn(inputs);
        GraphBuilder inside = graph.under(layer);
        String kernel = inside.reshape(named(layer + ".weight", initial, outputs, inputs), outputs, inputs, 1, 1);
        return graph.operand(inside.conv1x1(x.name(), kernel, named(layer + ".bias", initial, outputs)));
    }

    /**
     * Layer normalisation along the last axis. Reads {@code layer.weight} and {@code layer.bias}, both {@code
     * [channels]}.
     *
     * @param layer the layer's name
     * @param x {@code [..., channels]}
     * @param channels the size of its last axis
     * @param epsilon added to the variance
     * @return the same shape
     */
    public Operand layerNorm(String layer, Operand x, int channels, float epsilon) {
        String scale = named(layer + ".weight", Initial.constant(1), channels);
        String shift = named(layer + ".bias", Initial.constant(0), channels);
        return graph.operand(graph.under(layer).layerNorm(x.name(), scale, shift, epsilon));
    }

    /**
     * Layer normalisation along the channels of every pixel, like NAFNet's {@code LayerNorm2d}. Reads {@code
     * layer.weight} and {@code layer.bias}, both {@code [channels]}.
     *
     * @param layer the layer's name
     * @param x {@code [N, channels, H, W]}
     * @param channels the number of channels
     * @param epsilon added to the variance
     * @return the same shape
     */
    public Operand layerNorm2d(String layer, Operand x, int channels, float epsilon) {
        Operand scale = weight(layer + ".weight", Initial.constant(1), channels).perChannel(channels);
        Operand shift = weight(layer + ".bias", Initial.constant(0), channels).perChannel(channels);
        return graph.operand(graph.under(layer).channelNorm(x.name(), scale.name(), shift.name(), epsilon));
    }

    /**
     * Returns a weight that belongs to no other method's layer.
     *
     * @param name its name
     * @param initial its initial values before training
     * @param shape its shape in checkpoints
     * @return the weight, in that shape
     */
    public Operand weight(String name, Initial initial, int... shape) {
        return graph.operand(named(name, initial, shape));
    }

    /**
     * Reads the values of a weight, to compute constants of the graph from them. The graph does not contain the weight
     * itself, so it cannot be trained or saved as a checkpoint.
     *
     * @param name its name
     * @param shape its shape in checkpoints
     * @return its values, in that shape
     */
    public Tensor values(String name, int... shape) {
        List<Integer> sizes = Arrays.stream(shape).boxed().toList();
        return weights.weight(part + name, sizes, Initial.constant(0)).toTensor();
    }

    /**
     * Adds values that are not trained, such as the matrix of a Fourier transform, as a {@code Constant} node.
     *
     * @param values the values
     * @return the values, in the same shape
     */
    public Operand constant(Tensor values) {
        Attribute value = new Attribute.TensorValue(Constant.of(values));
        return graph.operand(graph.op("Constant", List.of(), Map.of("value", value)));
    }

    /**
     * Adds integers, to compute shapes with.
     *
     * @param values the integers
     * @return {@code [number of values]}, {@code INT64}
     */
    public Operand integers(long... values) {
        return graph.operand(graph.longs(values));
    }

    /**
     * Accepts an entry of checkpoints that the network does not use, such as a table of indices.
     *
     * @param name its name; the checkpoint may lack it
     */
    public void ignore(String name) {
        weights.ignore(part + name);
    }

    private String named(String name, Initial initial, int... shape) {
        List<Integer> sizes = Arrays.stream(shape).boxed().toList();
        return graph.weight(part + name, weights.weight(part + name, sizes, initial));
    }
}
