package org.samdeblur.networks.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.samdeblur.api.Tensor;

/**
 * A value of a graph under construction, with ONNX's operators as methods. Every method adds a node to the graph and
 * returns the node's output:
 *
 * <pre>{@code
 * Operand gated = x.mul(x.globalAveragePool().sigmoid());
 * }</pre>
 *
 * <p>Maps have the shape {@code [N, C, H, W]}; {@code ...} stands for any axes. Not safe for use by multiple threads,
 * like the builder.
 *
 * @since 0.1.0
 */
public final class Operand {
    private final GraphBuilder graph;
    private final String name;

    Operand(GraphBuilder graph, String name) {
        this.graph = graph;
        this.name = name;
    }

    /**
     * Returns the name of the value in the graph.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Adds with broadcasting.
     *
     * @param other the other summand
     * @return the sum
     */
    public Operand add(Operand other) {
        return made(graph.add(name, other.name));
    }

    /**
     * Adds a number.
     *
     * @param number the number
     * @return the sum
     */
    public Operand add(float number) {
        return made(graph.add(name, graph.scalar(number)));
    }

    /**
     * Subtracts with broadcasting.
     *
     * @param subtrahend the value to subtract
     * @return the difference
     */
    public Operand sub(Operand subtrahend) {
        return made(graph.sub(name, subtrahend.name));
    }

    /**
     * Multiplies element by element with broadcasting.
     *
     * @param other the other factor
     * @return the product
     */
    public Operand mul(Operand other) {
        return made(graph.mul(name, other.name));
    }

    /**
     * Multiplies by a number.
     *
     * @param number the number
     * @return the product
     */
    public Operand mul(float number) {
        return made(graph.mul(name, graph.scalar(number)));
    }

    /**
     * Divides element by element with broadcasting.
     *
     * @param divisor the divisor
     * @return the quotient
     */
    public Operand div(Operand divisor) {
        return made(graph.div(name, divisor.name));
    }

    /**
     * Multiplies matrices in the last two axes, with broadcasting over the others. This is {@code [..., M, K]}.
     *
     * @param right {@code [..., K, N]}
     * @return {@code [..., M, N]}
     */
    public Operand matmul(Operand right) {
        return made(graph.matmul(name, right.name));
    }

    /**
     * Takes the square root.
     *
     * @return the same shape
     */
    public Operand sqrt() {
        return made(graph.sqrt(name));
    }

    /**
     * Raises to a power.
     *
     * @param exponent the exponent
     * @return the same shape
     */
    public Operand pow(float exponent) {
        return made(graph.op("Pow", name, graph.scalar(exponent)));
    }

    /**
     * Replaces negative values by zero.
     *
     * @return the same shape
     */
    public Operand relu() {
        return made(graph.relu(name));
    }

    /**
     * Multiplies negative values by a slope.
     *
     * @param slope the slope, such as 0.2
     * @return the same shape
     */
    public Operand leakyRelu(float slope) {
        return made(graph.op("LeakyRelu", List.of(name), Map.of("alpha", Attribute.of(slope))));
    }

    /**
     * Multiplies negative values by a slope that is trained.
     *
     * @param slope one value, or values that broadcast to this one
     * @return the same shape
     */
    public Operand prelu(Operand slope) {
        return made(graph.op("PRelu", name, slope.name));
    }

    /**
     * Applies the logistic function.
     *
     * @return the same shape
     */
    public Operand sigmoid() {
        return made(graph.sigmoid(name));
    }

    /**
     * Applies the hyperbolic tangent.
     *
     * @return the same shape
     */
    public Operand tanh() {
        return made(graph.op("Tanh", name));
    }

    /**
     * Applies the exact Gaussian error linear unit {@code x · Φ(x)}.
     *
     * @return the same shape
     */
    public Operand gelu() {
        return made(graph.gelu(name));
    }

    /**
     * Applies the tanh approximation of the Gaussian error linear unit, {@code x/2 · (1 + tanh(√(2/π) · (x + 0.044715 ·
     * x³)))}.
     *
     * @return the same shape
     */
    public Operand geluByTanh() {
        // a pattern that ONNX Runtime fuses into one operation
        Operand bent = mul(0.044715f).mul(this).add(1);
        Operand inner = bent.mul(mul((float) Math.sqrt(2 / Math.PI)));
        return inner.tanh().add(1).mul(mul(0.5f));
    }

    /**
     * Clamps values to a range.
     *
     * @param least the lower end
     * @param most the upper end
     * @return the same shape
     */
    public Operand clip(float least, float most) {
        return made(graph.op("Clip", name, graph.scalar(least), graph.scalar(most)));
    }

    /**
     * Applies the softmax function: exponentials, normalised to a sum of 1.
     *
     * @param axis the axis summed along; negative counts from the last
     * @return the same shape
     */
    public Operand softmax(int axis) {
        return made(graph.softmax(name, axis));
    }

    /**
     * Computes the mean along axes, which are kept with size 1.
     *
     * @param axes the axes
     * @return the mean
     */
    public Operand mean(long... axes) {
        return made(graph.mean(name, axes));
    }

    /**
     * Computes the sum along axes, which are kept with size 1.
     *
     * @param axes the axes
     * @return the sum
     */
    public Operand sum(long... axes) {
        return made(graph.op("ReduceSum", name, graph.longs(axes)));
    }

    /**
     * Divides by the Euclidean norm along an axis, or by a small number if the norm is smaller.
     *
     * @param axis the axis
     * @param epsilon the smallest divisor
     * @return the same shape
     */
    public Operand normalised(int axis, float epsilon) {
        Operand norm = mul(this).sum(axis).sqrt();
        return div(made(graph.op("Max", norm.name, graph.scalar(epsilon))));
    }

    /**
     * Computes the mean of every channel of {@code [N, C, H, W]}.
     *
     * @return {@code [N, C, 1, 1]}
     */
    public Operand globalAveragePool() {
        return made(graph.globalAveragePool(name));
    }

    /**
     * Applies average pooling over adjacent squares of pixels. This is {@code [N, C, H, W]}.
     *
     * @param size the height and width of the squares, and the stride
     * @return {@code [N, C, H / size, W / size]}
     */
    public Operand averagePool(int size) {
        return made(graph.op(
                "AveragePool",
                List.of(name),
                Map.of("kernel_shape", Attribute.ofLongs(size, size), "strides", Attribute.ofLongs(size, size))));
    }

    /**
     * Rearranges channels to pixels in the order of {@code torch.nn.PixelShuffle}. This is {@code [N, C · factor², H,
     * W]}.
     *
     * @param factor the factor of height and width
     * @return {@code [N, C, H · factor, W · factor]}
     */
    public Operand pixelShuffle(int factor) {
        return made(graph.pixelShuffle(name, factor));
    }

    /**
     * Rearranges pixels to channels in the order of {@code torch.nn.PixelUnshuffle}. This is {@code [N, C, H, W]}.
     *
     * @param channels C
     * @param factor the divisor of height and width; divides both
     * @return {@code [N, C · factor², H / factor, W / factor]}; the channels from one input channel are adjacent
     */
    public Operand pixelUnshuffle(int channels, int factor) {
        return spaceToDepth(factor).channelsReordered(factor * factor, channels);
    }

    /**
     * Rearranges squares of pixels to channels in the order of ONNX's {@code SpaceToDepth}: the position in the square
     * varies slowest. This is {@code [N, C, H, W]}.
     *
     * @param size the height and width of the squares; divides H and W
     * @return {@code [N, size² · C, H / size, W / size]}
     */
    public Operand spaceToDepth(int size) {
        return made(graph.op("SpaceToDepth", List.of(name), Map.of("blocksize", Attribute.of(size))));
    }

    /**
     * Rearranges channels to squares of pixels: the inverse of {@link #spaceToDepth}. This is {@code [N, C, H, W]}.
     *
     * @param size the height and width of the squares; its square divides C
     * @return {@code [N, C / size², H · size, W · size]}
     */
    public Operand depthToSpace(int size) {
        return made(graph.op(
                "DepthToSpace", List.of(name), Map.of("blocksize", Attribute.of(size), "mode", Attribute.of("DCR"))));
    }

    /**
     * Transposes the channels as a matrix of rows and columns. This is {@code [N, rows · columns, H, W]}.
     *
     * @param rows the number of rows; the row varies slowest
     * @param columns the number of columns
     * @return {@code [N, columns · rows, H, W]}
     */
    public Operand channelsReordered(int rows, int columns) {
        int[] order = new int[rows * columns];
        for (int i = 0; i < order.length; i++) {
            order[i] = i % rows * columns + i / rows;
        }
        return gather(1, order);
    }

    /**
     * Selects indices along an axis.
     *
     * @param axis the axis
     * @param indices the indices, in the order of the result
     * @return the values at these indices
     */
    public Operand gather(int axis, int... indices) {
        String chosen = graph.longs(Arrays.stream(indices).asLongStream().toArray());
        return made(graph.op("Gather", List.of(name, chosen), Map.of("axis", Attribute.of(axis))));
    }

    /**
     * Returns a range of an axis.
     *
     * @param axis the axis
     * @param from the first index; negative counts from the end
     * @param to one past the last index; negative counts from the end, {@link Long#MAX_VALUE} is the end
     * @return the range
     */
    public Operand slice(int axis, long from, long to) {
        return made(graph.slice(name, axis, from, to));
    }

    /**
     * Returns an axis from an index to its end.
     *
     * @param axis the axis
     * @param from the first index, {@code [1]}, {@code INT64}
     * @return the range
     */
    public Operand slice(int axis, Operand from) {
        return made(graph.op("Slice", name, from.name, graph.longs(Long.MAX_VALUE), graph.longs(axis), graph.longs(1)));
    }

    /**
     * Selects every {@code step}-th index of an axis.
     *
     * @param axis the axis
     * @param from the first index
     * @param step the distance between indices, positive
     * @return the selected values
     */
    public Operand everyNth(int axis, long from, long step) {
        return made(graph.op(
                "Slice", name, graph.longs(from), graph.longs(Long.MAX_VALUE), graph.longs(axis), graph.longs(step)));
    }

    /**
     * Splits an axis into equal parts.
     *
     * @param axis the axis; divisible by the number of parts
     * @param parts the number of parts
     * @return the parts
     */
    public List<Operand> chunk(int axis, int parts) {
        return graph.chunk(name, axis, parts).stream().map(this::made).toList();
    }

    /**
     * Splits an axis into parts of given sizes.
     *
     * @param axis the axis
     * @param sizes the parts' sizes
     * @return the parts
     */
    public List<Operand> split(int axis, long... sizes) {
        return graph.split(name, axis, sizes).stream().map(this::made).toList();
    }

    /**
     * Joins values along an axis, this one first.
     *
     * @param axis the axis
     * @param others the following values; equal to this one in all other axes
     * @return the values joined
     */
    public Operand concat(int axis, Operand... others) {
        List<String> names = new ArrayList<>(List.of(name));
        Arrays.stream(others).map(Operand::name).forEach(names::add);
        return made(graph.concat(axis, names.toArray(String[]::new)));
    }

    /**
     * Pads height and width.
     *
     * @param mode how the padding is filled
     * @param top rows added above
     * @param left columns added at the left
     * @param bottom rows added below
     * @param right columns added at the right
     * @return {@code [N, C, top + H + bottom, left + W + right]}
     */
    public Operand pad(GraphBuilder.PadMode mode, int top, int left, int bottom, int right) {
        return made(graph.pad(name, mode, top, left, bottom, right));
    }

    /**
     * Scales height and width bilinearly with half-pixel centres, as PyTorch does with {@code align_corners=False};
     * without antialiasing. This is {@code [N, C, H, W]}.
     *
     * @param factor the factor of height and width
     * @return {@code [N, C, H · factor, W · factor]}
     */
    public Operand resizeBilinear(float factor) {
        return made(graph.resizeBilinear(name, factor));
    }

    /**
     * Scales height and width by nearest neighbours, as PyTorch's {@code mode='nearest'} does: an output pixel is the
     * input pixel at its index divided by the factor, rounded down. This is {@code [N, C, H, W]}.
     *
     * @param factor the factor of height and width
     * @return {@code [N, C, H · factor, W · factor]}
     */
    public Operand resizeNearest(float factor) {
        String scales = graph.constant(Constant.of(Tensor.of(new float[] {1, 1, factor, factor}, 4)));
        return made(graph.op(
                "Resize",
                List.of(name, GraphBuilder.NONE, scales),
                Map.of(
                        "mode", Attribute.of("nearest"),
                        "coordinate_transformation_mode", Attribute.of("asymmetric"),
                        "nearest_mode", Attribute.of("floor"))));
    }

    /**
     * Reorders axes.
     *
     * @param order for each axis of the result, the axis of this value
     * @return this value with its axes reordered
     */
    public Operand transpose(long... order) {
        return made(graph.transpose(name, order));
    }

    /**
     * Gives the elements another shape.
     *
     * @param shape the sizes of the new axes; 0 keeps the size of the same axis of this value, -1 is inferred and
     *     allowed once
     * @return this value with the new shape
     */
    public Operand reshape(long... shape) {
        return made(graph.reshape(name, shape));
    }

    /**
     * Gives the elements a computed shape.
     *
     * @param shape the sizes of the new axes, {@code INT64}; 0 and -1 as in {@link #reshape(long...)}
     * @return this value with the new shape
     */
    public Operand reshape(Operand shape) {
        return made(graph.op("Reshape", name, shape.name));
    }

    /**
     * Returns the sizes of the axes, to compute other shapes with.
     *
     * @return {@code [rank]}, {@code INT64}
     */
    public Operand shape() {
        return made(graph.op("Shape", name));
    }

    /**
     * Reshapes one value per channel, {@code [C]}, so that it broadcasts over maps.
     *
     * @param channels C
     * @return {@code [1, C, 1, 1]}
     */
    public Operand perChannel(int channels) {
        return reshape(1, channels, 1, 1);
    }

    /**
     * Applies an operator that is not among these methods.
     *
     * @param operator ONNX's name for it
     * @param attributes its attributes
     * @param others its further operands, after this one
     * @return its output
     */
    public Operand op(String operator, Map<String, Attribute> attributes, Operand... others) {
        List<String> inputs = new ArrayList<>(List.of(name));
        Arrays.stream(others).map(Operand::name).forEach(inputs::add);
        return made(graph.op(operator, inputs, attributes));
    }

    private Operand made(String value) {
        return new Operand(graph, value);
    }

    @Override
    public String toString() {
        return name;
    }
}
