package org.samdeblur.networks.sam.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.samdeblur.networks.architecture.CheckpointGraph;
import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Initial;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Operand;
import org.samdeblur.networks.graph.Value.Axis;
import org.samdeblur.networks.sam.graph.HieraLayout.Block;

/**
 * Writes the graph of SAM 2's image encoder. Between blocks, tokens are rows {@code [H · W, C]} in the image's order,
 * the form that fully connected layers take.
 */
final class HieraEncoder {
    private static final float NORM_EPSILON = 1e-6f;
    private static final int MLP_RATIO = 4;

    /** 16 MB of attention scores, as in {@link VitEncoder}. */
    private static final int SCORES_AT_ONCE = 1 << 22;

    private final HieraLayout layout;
    private final int scoresAtOnce;
    private final Layers network;
    private final GraphBuilder graph;

    private HieraEncoder(HieraLayout layout, int scoresAtOnce, Layers network) {
        this.layout = layout;
        this.scoresAtOnce = scoresAtOnce;
        this.network = network;
        this.graph = network.graph();
    }

    /**
     * From {@code image [1, 3, S, S]} to the embedding, with {@code no_mem_embed} added, and the two finer maps for the
     * decoder.
     */
    static Graph write(HieraLayout layout, CheckpointGraph weights) {
        return write(layout, weights, SCORES_AT_ONCE);
    }

    /** Writes the encoder with another limit for the attention scores in memory at a time. */
    static Graph write(HieraLayout layout, CheckpointGraph weights, int scoresAtOnce) {
        return weights.write(
                layout.architecture() + " encoder", network -> new HieraEncoder(layout, scoresAtOnce, network).write());
    }

    private void write() {
        int size = layout.imageSize();
        String image = graph.input("image", square(3, size));
        List<Operand> stages = stages(patches(graph.operand(image)));
        int place = layout.shape().embeddingSize();
        graph.output(DecoderNames.EMBEDDING, embedding(stages).name(), square(layout.channels(), place));
        for (int level = 0; level < 2; level++) {
            graph.output(
                    DecoderNames.FINER.get(level),
                    finer(level, stages.get(level)).name(),
                    square(layout.fineChannels().get(level), place << 2 - level));
        }
    }

    private static Axis[] square(int channels, int size) {
        return new Axis[] {Axis.fixed(1), Axis.fixed(channels), Axis.fixed(size), Axis.fixed(size)};
    }

    private Operand patches(Operand image) {
        Layers trunk = network.under(HieraLayout.TRUNK);
        int width = layout.blocks().get(0).inputs();
        Operand map =
                trunk.conv2d("patch_embed.proj", image, Conv2d.of(3, width, 7).stride(HieraLayout.PATCH));
        Operand rows = map.reshape(width, -1).transpose(1, 0);
        return rows.add(graph.operand(graph.constant(Constant.of(new HieraPositions(layout, trunk).values()))));
    }

    /** The output rows of every stage. */
    private List<Operand> stages(Operand patches) {
        List<Operand> stages = new ArrayList<>();
        Operand rows = patches;
        for (int block = 0; block < layout.blocks().size(); block++) {
            rows = block(
                    network.under(HieraLayout.TRUNK + ".blocks." + block),
                    layout.blocks().get(block),
                    rows);
            if (layout.stageEnds().contains(block)) {
                stages.add(rows);
            }
        }
        return stages;
    }

    private Operand block(Layers layers, Block block, Operand rows) {
        Operand normal = layers.layerNorm("norm1", rows, block.inputs(), NORM_EPSILON);
        Operand attended = shortcut(layers, block, rows, normal).add(attention(layers.under("attn"), block, normal));
        int width = block.outputs();
        Operand hidden = layers.linear(
                "mlp.layers.0", layers.layerNorm("norm2", attended, width, NORM_EPSILON), width, MLP_RATIO * width);
        return attended.add(layers.linear("mlp.layers.1", hidden.gelu(), MLP_RATIO * width, width));
    }

    private static Operand shortcut(Layers layers, Block block, Operand rows, Operand normal) {
        if (!block.halves()) {
            return rows;
        }
        Operand projected = layers.linear("proj", normal, block.inputs(), block.outputs());
        return halved(projected.reshape(1, block.size(), block.size(), block.outputs()), block.size(), block.outputs())
                .reshape(-1, block.outputs());
    }

    /** Maximum pooling of 2×2: {@code [B, s, s, C]} becomes {@code [B, s/2, s/2, C]}. */
    private static Operand halved(Operand map, int size, int channels) {
        return map.reshape(-1, size / 2, 2, size / 2, 2, channels).op("ReduceMax", maximum(2, 4));
    }

    private static Map<String, Attribute> maximum(long... axes) {
        return Map.of("axes", Attribute.ofLongs(axes), "keepdims", Attribute.of(0));
    }

    private Operand attention(Layers attn, Block block, Operand rows) {
        Windows windows = block.windows();
        Operand parted = graph.operand(windows.part(graph, rows.name()));
        Operand projected = attn.linear("qkv", parted, block.inputs(), 3 * block.outputs());
        int parts = windowParts(block);
        List<Operand> attended = chunks(projected, 0, parts).stream()
                .map(part -> withinWindows(block, windows.count() / parts, part))
                .toList();
        Operand joined = graph.operand(
                block.outputWindows().join(graph, joined(0, attended).name()));
        return attn.linear("proj", joined, block.outputs(), block.outputs());
    }

    /** From queries, keys and values {@code [n · area, 3 · C]} of {@code count} windows to {@code [n · area', C]}. */
    private Operand withinWindows(Block block, int count, Operand projected) {
        int window = block.window();
        int area = window * window;
        int each = block.outputs() / block.heads();
        List<Operand> parts = projected
                .reshape(count, area, 3, block.heads(), each)
                .transpose(2, 0, 3, 1, 4)
                .chunk(0, 3);
        int batch = count * block.heads();
        Operand whole = parts.get(0).reshape(batch, area, each);
        Operand queries = block.halves()
                ? halved(whole.reshape(batch, window, window, each), window, each)
                        .reshape(batch, area / 4, each)
                : whole;
        Operand keys = parts.get(1).reshape(batch, area, each).transpose(0, 2, 1);
        Operand values = parts.get(2).reshape(batch, area, each);
        int rows = block.halves() ? area / 4 : area;
        Operand scaled = queries.mul((float) (1 / Math.sqrt(each)));
        List<Operand> attended = chunks(scaled, 1, queryParts(batch, rows, area)).stream()
                .map(some -> some.matmul(keys).softmax(-1).matmul(values))
                .toList();
        return joined(1, attended)
                .reshape(count, block.heads(), rows, each)
                .transpose(0, 2, 1, 3)
                .reshape(-1, block.outputs());
    }

    /**
     * The number of parts into which windows are divided to stay within the limit of scores. Windows of a row stay
     * together.
     */
    private int windowParts(Block block) {
        Windows windows = block.windows();
        long queries = (long) block.outputWindows().area() * windows.count();
        return leastDivisor(windows.perAxis(), queries * block.heads() * windows.area());
    }

    private int queryParts(int batch, int queries, int keys) {
        return leastDivisor(queries, (long) batch * queries * keys);
    }

    /** The smallest divisor of a number for which a part's scores are within the limit; the number itself if there is none. */
    private int leastDivisor(int number, long scores) {
        for (int divisor = 1; divisor < number; divisor++) {
            if (number % divisor == 0 && scores / divisor <= scoresAtOnce) {
                return divisor;
            }
        }
        return number;
    }

    private static List<Operand> chunks(Operand x, int axis, int parts) {
        return parts == 1 ? List.of(x) : x.chunk(axis, parts);
    }

    private static Operand joined(int axis, List<Operand> parts) {
        Operand[] others = parts.subList(1, parts.size()).toArray(Operand[]::new);
        return others.length == 0 ? parts.get(0) : parts.get(0).concat(axis, others);
    }

    /** The sum of the third stage's map, the enlarged map of the last stage, and {@code no_mem_embed}. */
    private Operand embedding(List<Operand> stages) {
        Operand coarse = lateral(0, stages.get(3), layout.shape().embeddingSize() / 2);
        Operand own = lateral(1, stages.get(2), layout.shape().embeddingSize());
        Operand noMemory = network.weight("no_mem_embed", Initial.constant(0), 1, 1, layout.channels());
        return own.add(coarse.resizeNearest(2)).add(noMemory.reshape(1, layout.channels(), 1, 1));
    }

    private Operand lateral(int number, Operand rows, int size) {
        int inputs = channels(HieraLayout.STAGES - 1 - number);
        Operand map = rows.transpose(1, 0).reshape(1, inputs, size, size);
        return network.conv2d(
                HieraLayout.NECK + ".convs." + number + ".conv", map, Conv2d.of(inputs, layout.channels(), 1));
    }

    /**
     * A finer map for the decoder. The pyramid's 1×1 convolution and the decoder's follow each other. Their weights are
     * multiplied beforehand, which saves nearly all of the work.
     */
    private Operand finer(int level, Operand rows) {
        int inputs = channels(level);
        int between = layout.channels();
        int outputs = layout.fineChannels().get(level);
        String first = HieraLayout.NECK + ".convs." + (HieraLayout.STAGES - 1 - level) + ".conv";
        String second = Sam2Weights.fineConvolution(level);
        Initial initial = Initial.ofFanIn(inputs);
        Operand inner = network.weight(first + ".weight", initial, between, inputs, 1, 1)
                .reshape(between, inputs);
        Operand innerBias = network.weight(first + ".bias", initial, between).reshape(between, 1);
        Operand outer = network.weight(second + ".weight", initial, outputs, between, 1, 1)
                .reshape(outputs, between);
        Operand outerBias = network.weight(second + ".bias", initial, outputs).reshape(outputs, 1);
        Operand bias = outer.matmul(innerBias).add(outerBias);
        int size = layout.shape().embeddingSize() << 2 - level;
        return outer.matmul(inner).matmul(rows.transpose(1, 0)).add(bias).reshape(1, outputs, size, size);
    }

    private int channels(int stage) {
        return layout.blocks().get(layout.stageEnds().get(stage)).outputs();
    }
}
