package org.samdeblur.networks.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Value.Axis;

/**
 * Builds a graph in code. Every operation takes the names of values and returns the name of its result:
 *
 * <pre>{@code
 * GraphBuilder g = new GraphBuilder("tiny");
 * String image = g.input("image", Axis.fixed(1), Axis.fixed(3), Axis.any("height"), Axis.any("width"));
 * String features = g.relu(g.conv(image, g.weight("conv.weight", weight), g.weight("conv.bias", bias), 1, 1, 1));
 * g.output("sharp", features, Axis.fixed(1), Axis.fixed(8), Axis.any("height"), Axis.any("width"));
 * Graph graph = g.build();
 * }</pre>
 *
 * <p>The operators are those of opset {@value #OPSET}. Names are unique and show which part of the network a node
 * belongs to: what is added through {@link #under} gets the given prefix. Equal anonymous constants are merged. Every
 * method throws {@link IllegalArgumentException} if an operand does not exist. Not safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class GraphBuilder {
    /** The version of ONNX's operators that graphs are written in. */
    public static final int OPSET = 17;

    /** Stands for an omitted operand, such as a convolution's bias. */
    public static final String NONE = "";

    private final GraphDraft draft;
    private final String prefix;

    /**
     * Starts an empty graph.
     *
     * @param name its name
     */
    public GraphBuilder(String name) {
        this(new GraphDraft(name), "");
    }

    private GraphBuilder(GraphDraft draft, String prefix) {
        this.draft = draft;
        this.prefix = prefix;
    }

    /**
     * Returns a view of the same graph that adds a prefix to names.
     *
     * @param part the part of the network, such as {@code encoders.0}; appended to this view's own prefix after a dot
     * @return the view
     */
    public GraphBuilder under(String part) {
        return new GraphBuilder(draft, prefix.isEmpty() ? part : prefix + "." + part);
    }

    /**
     * Adds an input of floats.
     *
     * @param name its name
     * @param shape its axes, outermost first
     * @return its name
     */
    public String input(String name, Axis... shape) {
        return input(new Value(name, ElementType.FLOAT, List.of(shape)));
    }

    /**
     * Adds an input.
     *
     * @param input the input
     * @return its name
     */
    public String input(Value input) {
        draft.addInput(input);
        return input.name();
    }

    /**
     * Makes a value an output of floats. In the finished graph, the value has the output's name.
     *
     * @param name its name
     * @param value the value
     * @param shape its axes, outermost first
     */
    public void output(String name, String value, Axis... shape) {
        output(new Value(name, ElementType.FLOAT, List.of(shape)), value);
    }

    /**
     * Makes a value an output. In the finished graph, the value has the output's name.
     *
     * @param output the output
     * @param value the value
     */
    public void output(Value output, String value) {
        draft.requireKnown(value);
        draft.addOutput(output);
        draft.nameOutput(draft.canBeOutput(value) ? value : identity(value), output.name());
    }

    /**
     * Returns a value of this graph as an operand. Its operations get this view's prefix.
     *
     * @param value the value's name
     * @return the operand
     */
    public Operand operand(String value) {
        draft.requireKnown(value);
        return new Operand(this, value);
    }

    /**
     * Sets a property of the graph.
     *
     * @param key its name
     * @param value its value
     */
    public void metadata(String key, String value) {
        draft.setMetadata(key, value);
    }

    /**
     * Adds a named weight. The same weight may be added again.
     *
     * @param name its name in the checkpoint; no prefix is added
     * @param values its values
     * @return its name
     * @throws IllegalArgumentException if the name is in use for something else
     */
    public String weight(String name, Constant values) {
        draft.addWeight(name, values);
        return name;
    }

    /**
     * Adds an anonymous constant, or finds an equal one.
     *
     * @param values its values
     * @return its generated name
     */
    public String constant(Constant values) {
        return draft.constant(values);
    }

    /**
     * Adds a number.
     *
     * @param value the number
     * @return the name of a float scalar
     */
    public String scalar(float value) {
        return constant(Constant.ofScalar(value));
    }

    /**
     * Adds integers, such as a shape.
     *
     * @param values the integers
     * @return the name of an {@code INT64} constant of one axis
     */
    public String longs(long... values) {
        return constant(Constant.ofLongs(values));
    }

    /**
     * Adds an operation with one output.
     *
     * @param operator ONNX's name for it
     * @param inputs its operands
     * @param attributes its attributes
     * @return the value
     */
    public String op(String operator, List<String> inputs, Map<String, Attribute> attributes) {
        return op(operator, inputs, attributes, 1).get(0);
    }

    /**
     * Adds an operation with one output and no attributes.
     *
     * @param operator ONNX's name for it
     * @param inputs its operands
     * @return the value
     */
    public String op(String operator, String... inputs) {
        return op(operator, List.of(inputs), Map.of());
    }

    /**
     * Adds any operation.
     *
     * @param operator ONNX's name for it
     * @param inputs its operands
     * @param attributes its attributes
     * @param outputs the number of its outputs
     * @return the values
     */
    public List<String> op(String operator, List<String> inputs, Map<String, Attribute> attributes, int outputs) {
        String base = prefix.isEmpty() ? operator : prefix + "/" + operator;
        return draft.addNode(base, operator, inputs, attributes, outputs);
    }

    /**
     * Applies a convolution.
     *
     * @param x {@code [N, C, H, W]}
     * @param weight {@code [out, C / groups, kernel height, kernel width]}
     * @param bias {@code [out]}, or {@link #NONE}
     * @param stride the step along both axes
     * @param padding the number of zeros on each of the four sides
     * @param groups the number of groups; C for a depthwise convolution
     * @return {@code [N, out, H', W']}
     */
    public String conv(String x, String weight, String bias, int stride, int padding, int groups) {
        Map<String, Attribute> attributes = window(weight, stride, padding);
        attributes.put("group", Attribute.of(groups));
        return op("Conv", operands(x, weight, bias), attributes);
    }

    /**
     * Applies a convolution with a 1×1 kernel.
     *
     * @param x {@code [N, C, H, W]}
     * @param weight {@code [out, C, 1, 1]}
     * @param bias {@code [out]}, or {@link #NONE}
     * @return {@code [N, out, H, W]}
     */
    public String conv1x1(String x, String weight, String bias) {
        return conv(x, weight, bias, 1, 0, 1);
    }

    /**
     * Applies a transposed convolution ("deconvolution").
     *
     * @param x {@code [N, C, H, W]}
     * @param weight {@code [C, out, kernel height, kernel width]}
     * @param bias {@code [out]}, or {@link #NONE}
     * @param stride the step along both axes of the result
     * @param padding the number of pixels removed on each of the four sides
     * @return {@code [N, out, H', W']} with {@code H' = (H - 1) · stride - 2 · padding + kernel height}
     */
    public String convTranspose(String x, String weight, String bias, int stride, int padding) {
        return op("ConvTranspose", operands(x, weight, bias), window(weight, stride, padding));
    }

    private Map<String, Attribute> window(String weight, int stride, int padding) {
        Map<String, Attribute> attributes = new HashMap<>();
        Constant kernel = draft.constantNamed(weight);
        if (kernel != null) {
            List<Integer> shape = kernel.shape();
            attributes.put("kernel_shape", Attribute.ofLongs(shape.get(2), shape.get(3)));
        }
        attributes.put("strides", Attribute.ofLongs(stride, stride));
        attributes.put("pads", Attribute.ofLongs(padding, padding, padding, padding));
        return attributes;
    }

    private static List<String> operands(String x, String weight, String bias) {
        return bias.equals(NONE) ? List.of(x, weight) : List.of(x, weight, bias);
    }

    /**
     * Adds with broadcasting.
     *
     * @param a one summand
     * @param b the other
     * @return the sum
     */
    public String add(String a, String b) {
        return op("Add", a, b);
    }

    /**
     * Subtracts with broadcasting.
     *
     * @param a the minuend
     * @param b the subtrahend
     * @return the difference
     */
    public String sub(String a, String b) {
        return op("Sub", a, b);
    }

    /**
     * Multiplies element by element with broadcasting.
     *
     * @param a one factor
     * @param b the other
     * @return the product
     */
    public String mul(String a, String b) {
        return op("Mul", a, b);
    }

    /**
     * Divides element by element with broadcasting.
     *
     * @param a the dividend
     * @param b the divisor
     * @return the quotient
     */
    public String div(String a, String b) {
        return op("Div", a, b);
    }

    /**
     * Multiplies matrices in the last two axes, with broadcasting over the others.
     *
     * @param a {@code [..., M, K]}
     * @param b {@code [..., K, N]}
     * @return {@code [..., M, N]}
     */
    public String matmul(String a, String b) {
        return op("MatMul", a, b);
    }

    /**
     * Takes the square root.
     *
     * @param x any shape
     * @return the same shape
     */
    public String sqrt(String x) {
        return op("Sqrt", x);
    }

    /**
     * Replaces negative values by zero.
     *
     * @param x any shape
     * @return the same shape
     */
    public String relu(String x) {
        return op("Relu", x);
    }

    /**
     * Applies the logistic function.
     *
     * @param x any shape
     * @return the same shape
     */
    public String sigmoid(String x) {
        return op("Sigmoid", x);
    }

    /**
     * Applies the exact Gaussian error linear unit {@code x · Φ(x)}, computed by the error function.
     *
     * @param x any shape
     * @return the same shape
     */
    public String gelu(String x) {
        // the form of PyTorch's exporter, which runtimes fuse into one operation
        String error = op("Erf", div(x, scalar((float) Math.sqrt(2))));
        return mul(mul(x, add(error, scalar(1))), scalar(0.5f));
    }

    /**
     * Applies the softmax function: exponentials, normalised to a sum of 1.
     *
     * @param x any shape
     * @param axis the axis summed along; negative counts from the last
     * @return the same shape
     */
    public String softmax(String x, int axis) {
        return op("Softmax", List.of(x), Map.of("axis", Attribute.of(axis)));
    }

    /**
     * Computes the mean along axes, which are kept with size 1.
     *
     * @param x any shape
     * @param axes the axes
     * @return the mean
     */
    public String mean(String x, long... axes) {
        return op("ReduceMean", List.of(x), Map.of("axes", Attribute.ofLongs(axes), "keepdims", Attribute.of(1)));
    }

    /**
     * Normalises along the channels of every pixel, as NAFNet's {@code LayerNorm2d} and SAM's neck do:
     * {@code (x - mean) / sqrt(variance + epsilon) · scale + shift}, with the variance's divisor {@code C}.
     *
     * @param x {@code [N, C, H, W]}
     * @param scale {@code [1, C, 1, 1]}
     * @param shift {@code [1, C, 1, 1]}
     * @param epsilon added to the variance to avoid division by zero
     * @return {@code [N, C, H, W]}
     */
    public String channelNorm(String x, String scale, String shift, float epsilon) {
        String centred = sub(x, mean(x, 1));
        String variance = mean(mul(centred, centred), 1);
        String normal = div(centred, sqrt(add(variance, scalar(epsilon))));
        return add(mul(normal, scale), shift);
    }

    /**
     * Normalises along the last axis ({@code torch.nn.LayerNorm}).
     *
     * @param x {@code [..., C]}
     * @param scale {@code [C]}
     * @param shift {@code [C]}
     * @param epsilon added to the variance to avoid division by zero
     * @return the same shape as x
     */
    public String layerNorm(String x, String scale, String shift, float epsilon) {
        return op(
                "LayerNormalization",
                List.of(x, scale, shift),
                Map.of("axis", Attribute.of(-1), "epsilon", Attribute.of(epsilon)));
    }

    /**
     * Computes the mean of every channel.
     *
     * @param x {@code [N, C, H, W]}
     * @return {@code [N, C, 1, 1]}
     */
    public String globalAveragePool(String x) {
        return op("GlobalAveragePool", x);
    }

    /**
     * Rearranges channels to pixels in the order of {@code torch.nn.PixelShuffle}.
     *
     * @param x {@code [N, C · factor², H, W]}
     * @param factor the factor of height and width
     * @return {@code [N, C, H · factor, W · factor]}
     */
    public String pixelShuffle(String x, int factor) {
        return op("DepthToSpace", List.of(x), Map.of("blocksize", Attribute.of(factor), "mode", Attribute.of("CRD")));
    }

    /**
     * Returns a range of an axis.
     *
     * @param x any shape
     * @param axis the axis
     * @param from the first index; negative counts from the end
     * @param to one past the last index; negative counts from the end, {@link Long#MAX_VALUE} is the end
     * @return the range
     */
    public String slice(String x, int axis, long from, long to) {
        return op("Slice", x, longs(from), longs(to), longs(axis));
    }

    /**
     * Splits an axis into equal parts.
     *
     * @param x any shape; the axis divisible by the number of parts
     * @param axis the axis
     * @param parts the number of parts
     * @return the parts
     */
    public List<String> chunk(String x, int axis, int parts) {
        return op("Split", List.of(x), Map.of("axis", Attribute.of(axis)), parts);
    }

    /**
     * Splits an axis into parts of given sizes.
     *
     * @param x any shape
     * @param axis the axis
     * @param sizes the parts' sizes
     * @return the parts
     */
    public List<String> split(String x, int axis, long... sizes) {
        return op("Split", List.of(x, longs(sizes)), Map.of("axis", Attribute.of(axis)), sizes.length);
    }

    /**
     * Joins values along an axis.
     *
     * @param axis the axis
     * @param values the values, equal in all other axes
     * @return the values joined
     */
    public String concat(int axis, String... values) {
        return op("Concat", List.of(values), Map.of("axis", Attribute.of(axis)));
    }

    /** How {@link #pad} fills the padding. */
    public enum PadMode {
        /** With zeros. */
        CONSTANT,
        /** With the value of the edge pixel. */
        EDGE,
        /** With the pixels inside, mirrored at the edge pixel. */
        REFLECT
    }

    /**
     * Pads height and width.
     *
     * @param x {@code [N, C, H, W]}
     * @param mode how the padding is filled
     * @param top rows added above
     * @param left columns added at the left
     * @param bottom rows added below
     * @param right columns added at the right
     * @return {@code [N, C, top + H + bottom, left + W + right]}
     */
    public String pad(String x, PadMode mode, int top, int left, int bottom, int right) {
        return op(
                "Pad",
                List.of(x, longs(0, 0, top, left, 0, 0, bottom, right)),
                Map.of("mode", Attribute.of(mode.name().toLowerCase(Locale.ROOT))));
    }

    /**
     * Scales height and width bilinearly with half-pixel centres, as PyTorch does with {@code align_corners=False}.
     *
     * @param x {@code [N, C, H, W]}
     * @param factor the factor of height and width
     * @return {@code [N, C, H · factor, W · factor]}
     */
    public String resizeBilinear(String x, float factor) {
        Constant scales = Constant.of(Tensor.of(new float[] {1, 1, factor, factor}, 4));
        return op("Resize", List.of(x, NONE, constant(scales)), bilinear());
    }

    /**
     * Resizes height and width bilinearly with half-pixel centres, as PyTorch does with {@code align_corners=False}.
     *
     * @param x {@code [N, C, H, W]}
     * @param shape four {@code INT64}: N, C, and the new height and width
     * @return {@code [N, C, H', W']}
     */
    public String resizeBilinearTo(String x, String shape) {
        return op("Resize", List.of(x, NONE, NONE, shape), bilinear());
    }

    private static Map<String, Attribute> bilinear() {
        return Map.of(
                "mode", Attribute.of("linear"), "coordinate_transformation_mode", Attribute.of("pytorch_half_pixel"));
    }

    /**
     * Reorders axes.
     *
     * @param x any shape
     * @param order for each axis of the result, the axis of x
     * @return x with its axes reordered
     */
    public String transpose(String x, long... order) {
        return op("Transpose", List.of(x), Map.of("perm", Attribute.ofLongs(order)));
    }

    /**
     * Gives the elements another shape.
     *
     * @param x any shape
     * @param shape the sizes of the new axes; 0 keeps the size of the same axis of x, -1 is inferred and allowed once
     * @return x with the new shape
     */
    public String reshape(String x, long... shape) {
        return op("Reshape", x, longs(shape));
    }

    /**
     * Gives a value another name.
     *
     * @param x any shape
     * @return the same
     */
    public String identity(String x) {
        return op("Identity", x);
    }

    /**
     * Returns the graph. The builder stays usable.
     *
     * @return the graph
     * @throws IllegalArgumentException if it has no outputs
     */
    public Graph build() {
        return draft.finish(OPSET);
    }
}
