package org.samdeblur.networks.sam.graph;

import java.util.List;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Value.Axis;
import org.samdeblur.networks.sam.graph.TinyVitLayout.AttentionStage;

/**
 * Writes MobileSAM's image encoder. Feature maps are {@code [1, C, H, W]} where they are convolved, and rows of channels,
 * {@code [H · W, C]}, in the stages of attention.
 */
final class TinyVitEncoder {
    private static final float NORM_EPSILON = 1e-5f;
    private static final float NECK_EPSILON = 1e-6f;

    private final TinyVitLayout layout;
    private final Layers encoder;

    private TinyVitEncoder(TinyVitLayout layout, Layers encoder) {
        this.layout = layout;
        this.encoder = encoder;
    }

    /** From normalised pixels {@code [1, 3, S, S]} to the embedding {@code [1, C, E, E]}. */
    static Graph write(TinyVitLayout layout, Checkpoint checkpoint) {
        GraphBuilder graph = new GraphBuilder("TinyViT");
        Layers layers = Layers.of(checkpoint, graph);
        String image = graph.input("image", square(3, layout.imageSize()));
        String embedding = new TinyVitEncoder(layout, layers.under(TinyVitLayout.PREFIX)).write(image);
        graph.output(DecoderNames.EMBEDDING, embedding, square(layout.outputChannels(), layout.embeddingSize()));
        return graph.build();
    }

    private static Axis[] square(int channels, int size) {
        return new Axis[] {Axis.fixed(1), Axis.fixed(channels), Axis.fixed(size), Axis.fixed(size)};
    }

    private String write(String image) {
        String x = patches(encoder.under("patch_embed.seq"), image);
        for (int block = 0; block < layout.convolutionBlocks(); block++) {
            x = convolutionBlock(encoder.under("layers.0.blocks." + block), x);
        }
        List<AttentionStage> stages = layout.attentionStages();
        int size = 2 * stages.get(0).size();
        for (int i = 0; i < stages.size(); i++) {
            AttentionStage stage = stages.get(i);
            x = merging(encoder.under("layers." + i + ".downsample"), x, size / stage.size());
            x = attentionBlocks(encoder.under("layers." + (i + 1)), x, stage);
            size = stage.size();
        }
        return neck(encoder.under("neck"), x);
    }

    private static String patches(Layers layers, String image) {
        return convolution(layers, "2", gelu(layers, convolution(layers, "0", image, 2)), 2);
    }

    /** An inverted bottleneck, as in MobileNetV2. */
    private static String convolutionBlock(Layers block, String x) {
        String y = gelu(block, convolution(block, "conv1", x, 1));
        y = gelu(block, convolution(block, "conv2", y, 1));
        y = convolution(block, "conv3", y, 1);
        return gelu(block, block.graph().add(x, y));
    }

    /** Other channels and, with a stride of 2, half of height and width. */
    private static String merging(Layers layers, String x, int stride) {
        String y = gelu(layers, convolution(layers, "conv1", x, 1));
        y = gelu(layers, convolution(layers, "conv2", y, stride));
        return convolution(layers, "conv3", y, 1);
    }

    private static String attentionBlocks(Layers layers, String map, AttentionStage stage) {
        String rows = toRows(layers, map, stage);
        for (int block = 0; block < stage.blocks(); block++) {
            rows = attentionBlock(layers.under("blocks." + block), rows, stage);
        }
        return toMap(layers, rows, stage);
    }

    private static String attentionBlock(Layers block, String rows, AttentionStage stage) {
        String x = block.graph().add(rows, windowAttention(block.under("attn"), rows, stage));
        x = toRows(block, convolution(block, "local_conv", toMap(block, x, stage), 1), stage);
        return block.graph().add(x, perceptron(block.under("mlp"), x));
    }

    private static String windowAttention(Layers layers, String rows, AttentionStage stage) {
        Windows windows = new Windows(stage.size(), stage.window(), stage.channels());
        String parted = windows.part(layers.graph(), rows);
        return windows.join(layers.graph(), attention(layers, parted, windows, stage));
    }

    /** Every head's rows hold its queries, keys and values one after the other. */
    private static String attention(Layers layers, String rows, Windows windows, AttentionStage stage) {
        GraphBuilder graph = layers.graph();
        String projected = layers.linear("qkv", layers.layerNorm("norm", rows, NORM_EPSILON));
        String heads = graph.transpose(
                graph.reshape(projected, windows.count(), windows.area(), stage.heads(), 3L * stage.headChannels()),
                0,
                2,
                1,
                3);
        List<String> parts = graph.chunk(heads, 3, 3);
        String queries = graph.mul(parts.get(0), graph.scalar((float) (1 / Math.sqrt(stage.headChannels()))));
        String scores = graph.matmul(queries, graph.transpose(parts.get(1), 0, 1, 3, 2));
        String biases = layers.weightOf("attention_biases", weight -> biasTable(weight, stage.window()));
        String weights = graph.softmax(graph.add(scores, biases), -1);
        String mixed = graph.transpose(graph.matmul(weights, parts.get(2)), 0, 2, 1, 3);
        return layers.linear("proj", graph.reshape(mixed, -1, stage.channels()));
    }

    /**
     * A bias for every pair of a window's pixels.
     *
     * @param biases {@code [heads, window · window]}, by the distance of rows and of columns
     * @return {@code [1, heads, window · window, window · window]}
     */
    private static Constant biasTable(Constant biases, int window) {
        float[] byDistance = biases.toTensor().toArray();
        int area = window * window;
        int heads = byDistance.length / area;
        return Constant.create(
                table -> {
                    for (int head = 0; head < heads; head++) {
                        for (int a = 0; a < area; a++) {
                            for (int b = 0; b < area; b++) {
                                int rows = Math.abs(a / window - b / window);
                                int columns = Math.abs(a % window - b % window);
                                table.put(byDistance[head * area + rows * window + columns]);
                            }
                        }
                    }
                },
                1,
                heads,
                area,
                area);
    }

    private static String perceptron(Layers layers, String rows) {
        String hidden = layers.linear("fc1", layers.layerNorm("norm", rows, NORM_EPSILON));
        return layers.linear("fc2", gelu(layers, hidden));
    }

    private static String neck(Layers neck, String x) {
        String y = neck.channelNorm("1", neck.convolution("0", x, 1), NECK_EPSILON);
        return neck.channelNorm("3", neck.convolution("2", y, 1), NECK_EPSILON);
    }

    private static String convolution(Layers layers, String name, String x, int stride) {
        return layers.convolution(name + ".c", name + ".bn", x, stride);
    }

    private static String gelu(Layers layers, String x) {
        return layers.graph().gelu(x);
    }

    private static String toRows(Layers layers, String map, AttentionStage stage) {
        GraphBuilder graph = layers.graph();
        return graph.reshape(graph.transpose(map, 0, 2, 3, 1), -1, stage.channels());
    }

    private static String toMap(Layers layers, String rows, AttentionStage stage) {
        GraphBuilder graph = layers.graph();
        return graph.transpose(graph.reshape(rows, 1, stage.size(), stage.size(), stage.channels()), 0, 3, 1, 2);
    }
}
