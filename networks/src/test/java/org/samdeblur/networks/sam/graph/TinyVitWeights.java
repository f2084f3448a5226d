package org.samdeblur.networks.sam.graph;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;

/** Random weights of MobileSAM's image encoder under their official names, to be spoilt and written to files. */
final class TinyVitWeights {
    /** The channels, blocks, heads and windows of MobileSAM, stage by stage; the first stage has no attention. */
    private static final List<Integer> CHANNELS = List.of(64, 128, 160, 320);

    private static final List<Integer> BLOCKS = List.of(2, 2, 6, 2);
    private static final List<Integer> HEADS = List.of(2, 4, 5, 10);
    private static final List<Integer> WINDOWS = List.of(7, 7, 14, 7);
    private static final int OUTPUTS = 256;
    private static final int CLASSES = 1000;

    private final Map<String, Constant> byName = new LinkedHashMap<>();
    private final Random random = new Random(1);

    private TinyVitWeights() {}

    static Map<String, Constant> published() {
        TinyVitWeights weights = new TinyVitWeights();
        weights.convolution("patch_embed.seq.0", CHANNELS.get(0) / 2, 3, 3);
        weights.convolution("patch_embed.seq.2", CHANNELS.get(0), CHANNELS.get(0) / 2, 3);
        for (int stage = 0; stage < CHANNELS.size(); stage++) {
            weights.stage(stage);
        }
        weights.norm("norm_head", CHANNELS.get(3));
        weights.linear("head", CLASSES, CHANNELS.get(3));
        weights.put("neck.0.weight", OUTPUTS, CHANNELS.get(3), 1, 1);
        weights.norm("neck.1", OUTPUTS);
        weights.put("neck.2.weight", OUTPUTS, OUTPUTS, 3, 3);
        weights.norm("neck.3", OUTPUTS);
        return weights.byName;
    }

    private void stage(int stage) {
        int channels = CHANNELS.get(stage);
        for (int block = 0; block < BLOCKS.get(stage); block++) {
            String name = "layers." + stage + ".blocks." + block;
            if (stage == 0) {
                convolution(name + ".conv1", 4 * channels, channels, 1);
                convolution(name + ".conv2", 4 * channels, 1, 3);
                convolution(name + ".conv3", channels, 4 * channels, 1);
            } else {
                attentionBlock(name, channels, HEADS.get(stage), WINDOWS.get(stage));
            }
        }
        if (stage + 1 < CHANNELS.size()) {
            String name = "layers." + stage + ".downsample";
            int next = CHANNELS.get(stage + 1);
            convolution(name + ".conv1", next, channels, 1);
            convolution(name + ".conv2", next, 1, 3);
            convolution(name + ".conv3", next, next, 1);
        }
    }

    private void attentionBlock(String name, int channels, int heads, int window) {
        put(name + ".attn.attention_biases", heads, window * window);
        norm(name + ".attn.norm", channels);
        linear(name + ".attn.qkv", 3 * channels, channels);
        linear(name + ".attn.proj", channels, channels);
        norm(name + ".mlp.norm", channels);
        linear(name + ".mlp.fc1", 4 * channels, channels);
        linear(name + ".mlp.fc2", channels, 4 * channels);
        convolution(name + ".local_conv", channels, 1, 3);
    }

    private void convolution(String name, int outputs, int inputs, int kernel) {
        put(name + ".c.weight", outputs, inputs, kernel, kernel);
        norm(name + ".bn", outputs);
        put(name + ".bn.running_mean", outputs);
        put(name + ".bn.running_var", outputs);
        Constant scalar = new Constant(ElementType.INT64, List.of(), ByteBuffer.allocate(Long.BYTES));
        byName.put("image_encoder." + name + ".bn.num_batches_tracked", scalar);
    }

    private void norm(String name, int channels) {
        put(name + ".weight", channels);
        put(name + ".bias", channels);
    }

    private void linear(String name, int outputs, int inputs) {
        put(name + ".weight", outputs, inputs);
        put(name + ".bias", outputs);
    }

    /** Values are positive, as variances have to be, and small, so that nothing overflows. */
    private void put(String name, int... shape) {
        Tensor values = Tensor.create(
                buffer -> {
                    while (buffer.hasRemaining()) {
                        buffer.put(0.01f + 0.1f * random.nextFloat());
                    }
                },
                shape);
        byName.put("image_encoder." + name, Constant.of(values));
    }
}
