package org.samdeblur.networks.sam.graph;

import java.util.List;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.architecture.CheckpointGraph;
import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Operand;
import org.samdeblur.networks.graph.Value.Axis;
import org.samdeblur.networks.sam.graph.TinyVitLayout.AttentionStage;
import org.samdeblur.networks.sam.graph.TinyVitLayout.ConvolutionStage;

/**
 * Writes MobileSAM's image encoder. Feature maps are {@code [1, C, H, W]} for convolutions, and rows {@code [H · W, C]}
 * in the stages of attention.
 */
final class TinyVitEncoder {
    private static final float NORM_EPSILON = 1e-5f;

    private final TinyVitLayout layout;
    private final Layers encoder;
    private final GraphBuilder graph;

    private TinyVitEncoder(TinyVitLayout layout, Layers encoder) {
        this.layout = layout;
        this.encoder = encoder;
        this.graph = encoder.graph();
    }

    /** From normalised pixels {@code [1, 3, S, S]} to the embedding {@code [1, C, E, E]}. */
    static Graph write(TinyVitLayout layout, CheckpointGraph weights) {
        return weights.write(
                "TinyViT", network -> new TinyVitEncoder(layout, network.under(TinyVitLayout.PREFIX)).write());
    }

    private void write() {
        Operand image = graph.operand(graph.input("image", square(3, layout.imageSize())));
        graph.output(
                DecoderNames.EMBEDDING,
                embedding(image).name(),
                square(layout.outputChannels(), layout.embeddingSize()));
        // an unused remainder of the encoder's training on ImageNet
        for (String layer : List.of("norm_head", "head")) {
            encoder.ignore(layer + ".weight");
            encoder.ignore(layer + ".bias");
        }
    }

    private static Axis[] square(int channels, int size) {
        return new Axis[] {Axis.fixed(1), Axis.fixed(channels), Axis.fixed(size), Axis.fixed(size)};
    }

    private Operand embedding(Operand image) {
        ConvolutionStage first = layout.convolutions();
        Operand x = patches(encoder.under("patch_embed.seq"), image);
        for (int block = 0; block < first.blocks(); block++) {
            x = convolutionBlock(encoder.under("layers.0.blocks." + block), x, first);
        }
        List<AttentionStage> stages = layout.attentionStages();
        int size = 2 * stages.get(0).size();
        int channels = first.channels();
        for (int i = 0; i < stages.size(); i++) {
            AttentionStage stage = stages.get(i);
            Layers merging = encoder.under("layers." + i + ".downsample");
            x = merging(merging, x, channels, stage.channels(), size / stage.size());
            x = attentionBlocks(encoder.under("layers." + (i + 1)), x, stage);
            size = stage.size();
            channels = stage.channels();
        }
        return Neck.write(encoder.under("neck"), x, channels, layout.outputChannels());
    }

    private Operand patches(Layers layers, Operand image) {
        int between = layout.patchChannels();
        Conv2d first = Conv2d.of(3, between, 3).stride(2);
        Conv2d second = Conv2d.of(between, layout.convolutions().channels(), 3).stride(2);
        return convolution(layers, "2", convolution(layers, "0", image, first).gelu(), second);
    }

    /** An inverted bottleneck, as in MobileNetV2. */
    private static Operand convolutionBlock(Layers block, Operand x, ConvolutionStage stage) {
        int hidden = stage.hidden();
        Operand y = convolution(block, "conv1", x, Conv2d.of(stage.channels(), hidden, 1))
                .gelu();
        y = convolution(block, "conv2", y, Conv2d.depthwise(hidden, 3)).gelu();
        y = convolution(block, "conv3", y, Conv2d.of(hidden, stage.channels(), 1));
        return x.add(y).gelu();
    }

    /** Changes the channels and, with a stride of 2, halves height and width. */
    private static Operand merging(Layers layers, Operand x, int inputs, int outputs, int stride) {
        Operand y =
                convolution(layers, "conv1", x, Conv2d.of(inputs, outputs, 1)).gelu();
        y = convolution(layers, "conv2", y, Conv2d.depthwise(outputs, 3).stride(stride))
                .gelu();
        return convolution(layers, "conv3", y, Conv2d.of(outputs, outputs, 1));
    }

    private static Operand attentionBlocks(Layers layers, Operand map, AttentionStage stage) {
        Operand rows = toRows(map, stage);
        for (int block = 0; block < stage.blocks(); block++) {
            rows = attentionBlock(layers.under("blocks." + block), rows, stage);
        }
        return toMap(rows, stage);
    }

    private static Operand attentionBlock(Layers block, Operand rows, AttentionStage stage) {
        Operand attended = rows.add(windowAttention(block.under("attn"), rows, stage));
        Conv2d local = Conv2d.depthwise(stage.channels(), stage.localKernel());
        Operand x = toRows(convolution(block, "local_conv", toMap(attended, stage), local), stage);
        return x.add(perceptron(block.under("mlp"), x, stage));
    }

    private static Operand windowAttention(Layers layers, Operand rows, AttentionStage stage) {
        GraphBuilder graph = layers.graph();
        Windows windows = new Windows(stage.size(), stage.window(), stage.channels());
        Operand parted = graph.operand(windows.part(graph, rows.name()));
        return graph.operand(
                windows.join(graph, attention(layers, parted, windows, stage).name()));
    }

    /** The rows of a head hold its queries, keys and values, in this order. */
    private static Operand attention(Layers layers, Operand rows, Windows windows, AttentionStage stage) {
        int channels = stage.channels();
        Operand normal = layers.layerNorm("norm", rows, channels, NORM_EPSILON);
        List<Operand> parts = layers.linearOfRows("qkv", normal, channels, 3 * channels)
                .reshape(windows.count(), windows.area(), stage.heads(), 3L * stage.headChannels())
                .transpose(0, 2, 1, 3)
                .chunk(3, 3);
        Operand queries = parts.get(0).mul((float) (1 / Math.sqrt(stage.headChannels())));
        Operand weights = queries.matmul(parts.get(1).transpose(0, 1, 3, 2))
                .add(biases(layers, stage))
                .softmax(-1);
        Operand mixed = weights.matmul(parts.get(2)).transpose(0, 2, 1, 3);
        return layers.linearOfRows("proj", mixed.reshape(-1, channels), channels, channels);
    }

    /** A bias for every pair of a window's pixels, {@code [1, heads, window · window, window · window]}. */
    private static Operand biases(Layers layers, AttentionStage stage) {
        int window = stage.window();
        int area = window * window;
        float[] byDistance =
                layers.values("attention_biases", stage.heads(), area).toArray();
        GraphBuilder graph = layers.graph();
        return graph.operand(graph.constant(Constant.create(
                table -> {
                    for (int head = 0; head < stage.heads(); head++) {
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
                stage.heads(),
                area,
                area)));
    }

    private static Operand perceptron(Layers layers, Operand rows, AttentionStage stage) {
        int channels = stage.channels();
        Operand normal = layers.layerNorm("norm", rows, channels, NORM_EPSILON);
        Operand hidden = layers.linearOfRows("fc1", normal, channels, stage.hidden());
        return layers.linearOfRows("fc2", hidden.gelu(), stage.hidden(), channels);
    }

    /** A convolution without bias, with the batch normalisation after it folded in. */
    private static Operand convolution(Layers layers, String name, Operand x, Conv2d conv) {
        Layers pair = layers.under(name);
        GraphBuilder graph = pair.graph();
        int outputs = conv.outputs();
        Tensor weight = pair.values("c.weight", outputs, conv.inputs() / conv.groups(), conv.kernel(), conv.kernel());
        BatchNorm norm = new BatchNorm(
                pair.values("bn.weight", outputs),
                pair.values("bn.bias", outputs),
                pair.values("bn.running_mean", outputs),
                pair.values("bn.running_var", outputs));
        pair.ignore("bn.num_batches_tracked");
        String kernel = graph.constant(norm.scaled(weight));
        String bias = graph.constant(norm.bias());
        return graph.operand(graph.conv(x.name(), kernel, bias, conv.stride(), conv.padding(), conv.groups()));
    }

    private static Operand toRows(Operand map, AttentionStage stage) {
        return map.transpose(0, 2, 3, 1).reshape(-1, stage.channels());
    }

    private static Operand toMap(Operand rows, AttentionStage stage) {
        return rows.reshape(1, stage.size(), stage.size(), stage.channels()).transpose(0, 3, 1, 2);
    }
}
