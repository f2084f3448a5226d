package org.samdeblur.networks.uformer;

import java.util.List;
import java.util.Map;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Initial;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/**
 * A sequence of Uformer's locally-enhanced window (LeWin) transformer blocks. Every second block works on windows that are shifted
 * by half their size.
 *
 * @param channels the channels of the map
 * @param count the number of blocks
 * @param heads the number of attention heads
 * @param hidden the channels of the feed-forward network
 * @param window height and width of the windows
 * @param modulated whether every window gets a learnt bias
 * @param shifted whether every second block's windows are shifted
 */
record WindowBlocks(int channels, int count, int heads, int hidden, int window, boolean modulated, boolean shifted) {
    private static final float NORM_EPSILON = 1e-5f;

    private int tokens() {
        return window * window;
    }

    private int shift() {
        return window / 2;
    }

    /** Writes the blocks over {@code [N, C, H, W]}. */
    Operand write(Layers layers, Operand x) {
        Operand y = x;
        for (int index = 0; index < count; index++) {
            Layers block = layers.under("blocks." + index);
            y = y.add(attention(block, y, shifted && index % 2 == 1));
            y = y.add(feedForward(block.under("mlp"), normalised(block, "norm2", y)));
        }
        return y;
    }

    /** The map with its channels last and normalised. */
    private Operand normalised(Layers block, String layer, Operand x) {
        return block.layerNorm(layer, x.transpose(0, 2, 3, 1), channels, NORM_EPSILON);
    }

    private Operand attention(Layers block, Operand x, boolean isShifted) {
        Operand normal = normalised(block, "norm1", x).transpose(0, 3, 1, 2);
        Operand rolled = isShifted ? rolled(normal, shift()) : normal;
        Operand patches = rolled.spaceToDepth(window).transpose(0, 2, 3, 1);
        Operand windows = patches.reshape(0, -1, tokens(), channels);
        if (modulated) {
            windows = windows.add(block.weight("modulator.weight", Initial.normal(1), tokens(), channels));
        }
        Layers layers = block.under("attn");
        Operand scores = scores(layers, windows);
        if (isShifted) {
            scores = scores.add(mask(layers, x));
        }
        Operand values = perHead(keyValue(layers, windows).get(1));
        Operand attended = scores.softmax(4).matmul(values).transpose(0, 1, 3, 2, 4);
        Operand joined = attended.reshape(0, 0, tokens(), channels);
        Operand projected = layers.linear("proj", joined, channels, channels);
        Operand map = projected.reshape(patches.shape()).transpose(0, 3, 1, 2).depthToSpace(window);
        return isShifted ? rolled(map, -shift()) : map;
    }

    private List<Operand> keyValue(Layers layers, Operand windows) {
        return layers.linear("qkv.to_kv", windows, channels, 2 * channels).chunk(3, 2);
    }

    /** Scores with the bias of relative positions: {@code [N, windows, heads, tokens, tokens]}. */
    private Operand scores(Layers layers, Operand windows) {
        float scale = (float) (1 / Math.sqrt(channels / heads));
        Operand query =
                perHead(layers.linear("qkv.to_q", windows, channels, channels)).mul(scale);
        Operand key = perHead(keyValue(layers, windows).get(0));
        int offsets = (2 * window - 1) * (2 * window - 1);
        Operand table = layers.weight("relative_position_bias_table", Initial.normal(0.02f), offsets, heads);
        layers.ignore("relative_position_index");
        Operand bias = table.gather(0, relativePositions())
                .reshape(tokens(), tokens(), heads)
                .transpose(2, 0, 1);
        return query.matmul(key.transpose(0, 1, 2, 4, 3)).add(bias.reshape(1, 1, heads, tokens(), tokens()));
    }

    /** {@code [N, windows, tokens, C]} as {@code [N, windows, heads, tokens, C / heads]}. */
    private Operand perHead(Operand windows) {
        return windows.reshape(0, 0, tokens(), heads, channels / heads).transpose(0, 1, 3, 2, 4);
    }

    /** For every pair of pixels of a window, the place of their distance in the table. */
    private int[] relativePositions() {
        int[] positions = new int[tokens() * tokens()];
        for (int from = 0; from < tokens(); from++) {
            for (int to = 0; to < tokens(); to++) {
                int rows = from / window - to / window + window - 1;
                int columns = from % window - to % window + window - 1;
                positions[from * tokens() + to] = rows * (2 * window - 1) + columns;
            }
        }
        return positions;
    }

    /** The map with its first rows and columns moved behind its last; a negative number moves the last before the first. */
    private static Operand rolled(Operand x, int pixels) {
        Operand y = x;
        for (int axis = 2; axis <= 3; axis++) {
            y = y.slice(axis, pixels, Long.MAX_VALUE).concat(axis, y.slice(axis, 0, pixels));
        }
        return y;
    }

    /**
     * Keeps pixels that rolling has brought together from opposite edges from attending to each other: {@code [1, windows, 1, tokens,
     * tokens]}, 0 or −100.
     */
    private Operand mask(Layers layers, Operand x) {
        Operand rows = lastPixels(layers, x, 2).mul(2);
        Operand regions = rows.add(lastPixels(layers, x, 3));
        Operand windows = regions.spaceToDepth(window).transpose(0, 2, 3, 1).reshape(1, -1, 1, tokens());
        Operand difference = windows.reshape(1, -1, 1, 1, tokens()).sub(windows.reshape(1, -1, 1, tokens(), 1));
        return difference.mul(difference).clip(0, 1).mul(-100);
    }

    /** 1 in the last rows or columns, which were the first, and 0 in the others. */
    private Operand lastPixels(Layers layers, Operand x, int axis) {
        int[] shape = {1, 1, axis == 2 ? shift() : 1, axis == 3 ? shift() : 1};
        Operand ones = layers.constant(Tensor.create(
                values -> {
                    while (values.hasRemaining()) {
                        values.put(1);
                    }
                },
                shape));
        Operand before = x.shape().gather(0, axis).op("Sub", Map.of(), layers.integers(shift()));
        Operand none = layers.integers(0);
        Operand[] pads = new Operand[7];
        for (int place = 0; place < pads.length; place++) {
            pads[place] = place + 1 == axis ? before : none;
        }
        return ones.op("Pad", Map.of(), none.concat(0, pads));
    }

    /** The locally-enhanced feed-forward network (LeFF). */
    private Operand feedForward(Layers layers, Operand x) {
        Operand y = layers.linear("linear1.0", x, channels, hidden).gelu().transpose(0, 3, 1, 2);
        y = layers.conv2d("dwconv.0", y, Conv2d.depthwise(hidden, 3)).gelu().transpose(0, 2, 3, 1);
        return layers.linear("linear2.0", y, hidden, channels).transpose(0, 3, 1, 2);
    }
}
