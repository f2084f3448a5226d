package org.samdeblur.networks.stripformer;

import java.util.List;
import java.util.Map;
import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Operand;

/**
 * Stripformer's blocks. Half of the channels attend along or between rows, the other half along or between columns. For one graph.
 *
 * @param channels the channels of the map
 * @param heads the number of attention heads
 */
record StripAttention(int channels, int heads) {
    private static final float NORM_EPSILON = 1e-5f;
    private static final int HEIGHT = 2;
    private static final int WIDTH = 3;

    private int half() {
        return channels / 2;
    }

    /** Pixels attend to the pixels of their row, or of their column. */
    Operand within(Layers layers, Operand x) {
        List<Operand> inputs = input(layers, x);
        Operand rows = inputs.get(0).transpose(0, 2, 3, 1);
        Operand columns = inputs.get(1).transpose(0, 3, 2, 1);
        Operand alongRows = alongStrips(layers, "qkv_local_h", rows).transpose(0, 3, 1, 2);
        Operand alongColumns = alongStrips(layers, "qkv_local_v", columns).transpose(0, 3, 2, 1);
        return output(layers, x, alongRows, alongColumns);
    }

    /** Rows attend to rows, and columns to columns. */
    Operand between(Layers layers, Operand x) {
        List<Operand> inputs = input(layers, x);
        List<Operand> rows = queryKeyValue(layers, "conv_h", inputs.get(0));
        List<Operand> columns = queryKeyValue(layers, "conv_v", inputs.get(1));
        Operand ofRows = betweenStrips(
                        rows.stream().map(y -> y.transpose(0, 2, 1, 3)).toList(), size(x, WIDTH))
                .transpose(0, 2, 1, 3);
        Operand ofColumns = betweenStrips(
                        columns.stream().map(y -> y.transpose(0, 3, 1, 2)).toList(), size(x, HEIGHT))
                .transpose(0, 2, 3, 1);
        return output(layers, x, ofRows, ofColumns);
    }

    private List<Operand> input(Layers layers, Operand x) {
        Operand normal = layers.layerNorm2d("attention_norm", x, channels, NORM_EPSILON);
        return layers.conv2d("conv_input", normal, Conv2d.of(channels, channels, 1))
                .chunk(1, 2);
    }

    /** {@code [N, strips, length, C/2]}, each strip by itself. */
    private Operand alongStrips(Layers layers, String name, Operand strips) {
        List<Operand> parts = layers.linear(name, strips, half(), 3 * half()).chunk(3, 3);
        Operand query = perHead(parts.get(0));
        Operand key = perHead(parts.get(1));
        Operand scores = query.matmul(key.transpose(0, 1, 2, 4, 3)).mul((float) (1 / Math.sqrt(half() / heads)));
        Operand attended = scores.softmax(4).matmul(perHead(parts.get(2)));
        return attended.transpose(0, 1, 3, 2, 4).reshape(0, 0, 0, half());
    }

    /** {@code [N, strips, length, C/2]} as {@code [N, strips, heads, length, C/2 / heads]}. */
    private Operand perHead(Operand strips) {
        return strips.reshape(0, 0, 0, heads, half() / heads).transpose(0, 1, 3, 2, 4);
    }

    private List<Operand> queryKeyValue(Layers layers, String name, Operand x) {
        return layers.conv2d(name, x, Conv2d.of(half(), 3 * half(), 1)).chunk(1, 3);
    }

    /**
     * Attention between whole strips.
     *
     * @param parts query, key and value, {@code [N, strips, C/2, length]}
     * @param length the length of a strip, a float
     */
    private Operand betweenStrips(List<Operand> parts, Operand length) {
        Operand query = stripsPerHead(parts.get(0));
        Operand key = stripsPerHead(parts.get(1));
        Operand deviation = length.mul((float) (half() / heads)).sqrt();
        Operand scores = query.matmul(key.transpose(0, 1, 3, 2)).div(deviation);
        Operand attended = scores.softmax(3).matmul(stripsPerHead(parts.get(2)));
        return attended.transpose(0, 2, 1, 3).reshape(0, 0, half(), -1);
    }

    /** {@code [N, strips, C/2, length]} as {@code [N, heads, strips, C/2 / heads · length]}. */
    private Operand stripsPerHead(Operand strips) {
        return strips.reshape(0, 0, heads, -1).transpose(0, 2, 1, 3);
    }

    private static Operand size(Operand x, int axis) {
        Map<String, Attribute> toFloat = Map.of("to", Attribute.of(ElementType.FLOAT.onnxCode()));
        return x.shape().gather(0, axis).op("Cast", toFloat);
    }

    /** What follows attention in both kinds of block: the feed-forward network and the conditional position encoding. */
    private Operand output(Layers layers, Operand x, Operand ofRows, Operand ofColumns) {
        Operand joined = ofRows.concat(1, ofColumns);
        Operand y = layers.conv2d("fuse_out", joined, Conv2d.of(channels, channels, 1))
                .add(x);
        Operand pixels = y.transpose(0, 2, 3, 1);
        Operand normal = layers.layerNorm("ffn_norm", pixels, channels, NORM_EPSILON);
        Operand hidden =
                layers.linear("ffn.fc1", normal, channels, 4 * channels).gelu();
        Operand z = layers.linear("ffn.fc2", hidden, 4 * channels, channels)
                .add(pixels)
                .transpose(0, 3, 1, 2);
        return layers.conv2d("PEG.PEG", z, Conv2d.depthwise(channels, 3)).add(z);
    }
}
