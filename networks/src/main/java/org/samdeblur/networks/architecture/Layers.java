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
 * Writes the layers of a network into a graph. Names are relative to a part of the network, as in PyTorch's modules: {@code
 * layers.under("encoders.0").conv2d("conv1", x, …)} reads {@code encoders.0.conv1.weight} and {@code encoders.0.conv1.bias}.
 *
 * <p>Every method states the shape of its weights. So the code that writes a network says all there is to say of its weights: the
 * same code checks a checkpoint, and makes fresh weights to train. Weights stand in the graph under the names and in the shapes
 * that checkpoints have. A layer may be written more than once; its weights are shared. For use by one thread.
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
     * Returns where operations are written for which {@link Operand} has no method.
     *
     * @return the graph, under this part's name
     */
    public GraphBuilder graph() {
        return graph;
    }

    /**
     * Convolves. Reads {@code layer.weight}, {@code [outputs, inputs / groups, kernel, kernel]}, and {@code layer.bias} if it has
     * one.
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
     * Convolves transposed ("deconvolution"). Reads {@code layer.weight}, {@code [inputs, outputs, kernel, kernel]}, and {@code
     * layer.bias} if it has one.
     *
     * @param layer the layer's name
     * @param x {@code [N, inputs, H, W]}
     * @param conv the settings, of which padding is what is cut off on all four sides, and groups and dilation are 1
     * @return {@code [N, outputs, (H - 1) · stride - 2 · padding + kernel, …]}
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
     * A fully connected layer along the last axis. Reads {@code layer.weight}, {@code [outputs, inputs]}, and {@code layer.bias}.
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
     * A fully connected layer over rows, written as one operation that takes the weight as it lies: a weight of gigabytes is not copied
     * to be transposed. Reads {@code layer.weight}, {@code [outputs, inputs]}, and {@code layer.bias}.
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
     * A fully connected layer along the channels of every pixel. Reads {@code layer.weight}, {@code [outputs, inputs]}, and {@code
     * layer.bias}.
     *
     * @param layer the layer's name
     * @param x {@code [N, inputs, H, W]}
     * @param inputs the channels it reads
     * @param outputs the channels it makes
     * @return {@code [N, outputs, H, W]}
     */
    public Operand pointwise(String layer, Operand x, int inputs, int outputs) {
        Initial initial = Initial.ofFanIn(inputs);
        GraphBuilder inside = graph.under(layer);
        String kernel = inside.reshape(named(layer + ".weight", initial, outputs, inputs), outputs, inputs, 1, 1);
        return graph.operand(inside.conv1x1(x.name(), kernel, named(layer + ".bias", initial, outputs)));
    }

    /**
     * Layer normalisation along the last axis. Reads {@code layer.weight} and {@code layer.bias}, {@code [channels]}.
     *
     * @param layer the layer's name
     * @param x {@code [..., channels]}
     * @param channels the size of its last axis
     * @param epsilon what keeps the divisor from zero
     * @return the same shape
     */
    public Operand layerNorm(String layer, Operand x, int channels, float epsilon) {
        String scale = named(layer + ".weight", Initial.constant(1), channels);
        String shift = named(layer + ".bias", Initial.constant(0), channels);
        return graph.operand(graph.under(layer).layerNorm(x.name(), scale, shift, epsilon));
    }

    /**
     * Layer normalisation along the channels of every pixel, as NAFNet's {@code LayerNorm2d} does. Reads {@code layer.weight} and
     * {@code layer.bias}, {@code [channels]}.
     *
     * @param layer the layer's name
     * @param x {@code [N, channels, H, W]}
     * @param channels the number of channels
     * @param epsilon what keeps the divisor from zero
     * @return the same shape
     */
    public Operand layerNorm2d(String layer, Operand x, int channels, float epsilon) {
        Operand scale = weight(layer + ".weight", Initial.constant(1), channels).perChannel(channels);
        Operand shift = weight(layer + ".bias", Initial.constant(0), channels).perChannel(channels);
        return graph.operand(graph.under(layer).channelNorm(x.name(), scale.name(), shift.name(), epsilon));
    }

    /**
     * Gives a weight by itself.
     *
     * @param name its name
     * @param initial how it begins before training
     * @param shape its shape, as checkpoints have it
     * @return the weight, in that shape
     */
    public Operand weight(String name, Initial initial, int... shape) {
        return graph.operand(named(name, initial, shape));
    }

    /**
     * Reads a weight, to compute a constant from it before the network runs. The weight itself does not stand in the graph, so the
     * graph cannot be trained or saved as a checkpoint.
     *
     * @param name its name
     * @param shape its shape, as checkpoints have it
     * @return its values, in that shape
     */
    public Tensor values(String name, int... shape) {
        List<Integer> sizes = Arrays.stream(shape).boxed().toList();
        return weights.weight(part + name, sizes, Initial.constant(0)).toTensor();
    }

    /**
     * Gives values that belong to the method and are not trained, such as those of a Fourier transform.
     *
     * @param values the values
     * @return the values
     */
    public Operand constant(Tensor values) {
        Attribute value = new Attribute.TensorValue(Constant.of(values));
        return graph.operand(graph.op("Constant", List.of(), Map.of("value", value)));
    }

    /**
     * Gives integers, to compute shapes with.
     *
     * @param values the integers
     * @return {@code [number of values]}, {@code INT64}
     */
    public Operand integers(long... values) {
        return graph.operand(graph.longs(values));
    }

    /**
     * Accounts for an entry of checkpoints that makes no difference to what is computed, such as a table of indices.
     *
     * @param name its name; it need not be there
     */
    public void ignore(String name) {
        weights.ignore(part + name);
    }

    private String named(String name, Initial initial, int... shape) {
        List<Integer> sizes = Arrays.stream(shape).boxed().toList();
        return graph.weight(part + name, weights.weight(part + name, sizes, initial));
    }
}
