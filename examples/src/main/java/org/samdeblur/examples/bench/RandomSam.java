package org.samdeblur.examples.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.samdeblur.networks.checkpoint.Safetensors;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;

/**
 * Checkpoints of SAMs and SAM 2s of the published sizes with random weights under the official names: time and memory do not depend on what
 * a network has learned. Weights are scaled so that values stay within bounds through all blocks. So that some masks pass the
 * automatic generator's filters, as those of a trained network do: positions are embedded as slow waves and upscaling repeats
 * pixels, which makes masks smooth; channels that masks are drawn with come in opposite pairs, so that masks cover about half of
 * the image and not all or nothing of it; logits are large, which makes masks stable; and intersections over union are predicted
 * about the generator's threshold.
 */
final class RandomSam {
    private static final int GRID = 64;
    private static final int WINDOW = 14;
    private static final int PATCH = 16;
    private static final int CHANNELS = 256;
    private static final int INNER_CHANNELS = 128;
    private static final int PERCEPTRON = 2048;
    private static final int MASKS = 4;
    private static final float NORM_DEVIATION = 0.2f;
    private static final float BRANCH_SCALE = 0.2f;
    private static final float WAVE_HEIGHT = 4;

    /** SAM's published threshold is 0.88. */
    private static final float PREDICTED_IOU = 0.89f;

    private static final float PREDICTED_IOU_DEVIATION = 0.005f;

    /** SAM 2's published threshold is 0.8, after a sigmoid. */
    private static final float PREDICTED_IOU_LOGIT = 1.38f;

    private static final float PREDICTED_IOU_LOGIT_DEVIATION = 0.03f;
    private static final float FINER_SCALE = 0.02f;
    private static final float LOGIT_SCALE = 80;
    private static final int WINDOW_POSITIONS = 8;

    /** Larger weights share their values, each beginning elsewhere, as drawing gigabytes of them would take long. */
    private static final int SHARED = 1 << 23;

    private final Random random = new Random(20230405);
    private final Map<Float, ByteBuffer> shared = new HashMap<>();
    private final Map<String, Constant> weights = new LinkedHashMap<>();

    private RandomSam() {}

    /** The sizes of the published image encoders. */
    enum Size {
        /** SAM; 94 million parameters. */
        VIT_B(768, 12, 12),
        /** SAM; 312 million parameters. */
        VIT_L(1024, 24, 16),
        /** SAM; 641 million parameters. */
        VIT_H(1280, 32, 16),
        /** SAM 2.1 tiny. */
        HIERA_T(96, List.of(1, 2, 7, 2), 7),
        /** SAM 2.1 small. */
        HIERA_S(96, List.of(1, 2, 11, 2), 7),
        /** SAM 2.1 base plus. */
        HIERA_B_PLUS(112, List.of(2, 3, 16, 3), 14),
        /** SAM 2.1 large. */
        HIERA_L(144, List.of(2, 6, 36, 4), 7);

        private final int width;
        private final int depth;
        private final int heads;
        private final List<Integer> stages;
        private final int positions;

        Size(int width, int depth, int heads) {
            this.width = width;
            this.depth = depth;
            this.heads = heads;
            this.stages = List.of();
            this.positions = GRID;
        }

        Size(int width, List<Integer> stages, int positions) {
            this.width = width;
            this.depth = stages.stream().mapToInt(Integer::intValue).sum();
            this.heads = 1;
            this.stages = stages;
            this.positions = positions;
        }
    }

    /** The size of that name, if there is one. */
    static Optional<Size> size(String name) {
        return Arrays.stream(Size.values())
                .filter(size -> size.name().equals(name))
                .findFirst();
    }

    /** Writes a network of the given size in the safetensors format: 0.1 to 2.6 GB. */
    static void write(Path file, Size size) {
        RandomSam sam = new RandomSam();
        sam.promptEncoder();
        if (size.stages.isEmpty()) {
            sam.encoder(size);
            sam.maskDecoder(PREDICTED_IOU, PREDICTED_IOU_DEVIATION);
            Safetensors.write(file, sam.weights);
        } else {
            sam.hiera(size);
            sam.maskDecoder(PREDICTED_IOU_LOGIT, PREDICTED_IOU_LOGIT_DEVIATION);
            sam.ofSecondGeneration();
            Map<String, Constant> published = new LinkedHashMap<>();
            sam.weights.forEach((name, weight) -> published.put(nameInSam2(name), weight));
            Safetensors.write(file, published);
        }
    }

    private static String nameInSam2(String name) {
        boolean elsewhere = name.startsWith("image_encoder.") || name.startsWith("no_");
        return (elsewhere ? "" : "sam_")
                + name.replace(".mlp.lin1.", ".mlp.layers.0.").replace(".mlp.lin2.", ".mlp.layers.1.");
    }

    private void hiera(Size size) {
        String trunk = "image_encoder.trunk.";
        normal(trunk + "pos_embed", 0, WAVE_HEIGHT, 1, size.width, size.positions, size.positions);
        normal(trunk + "pos_embed_window", 0, NORM_DEVIATION, 1, size.width, WINDOW_POSITIONS, WINDOW_POSITIONS);
        layer(trunk + "patch_embed.proj", size.width, 3, 7, 7);
        int inputs = size.width;
        int block = 0;
        for (int stage = 0; stage < size.stages.size(); stage++) {
            int outputs = size.width << stage;
            for (int i = 0; i < size.stages.get(stage); i++, block++) {
                hieraBlock(trunk + "blocks." + block + ".", inputs, outputs);
                inputs = outputs;
            }
            layer("image_encoder.neck.convs." + (size.stages.size() - 1 - stage) + ".conv", CHANNELS, outputs, 1, 1);
        }
        normal("no_mem_embed", 0, NORM_DEVIATION, 1, 1, CHANNELS);
    }

    private void hieraBlock(String name, int inputs, int outputs) {
        norm(name + "norm1", inputs);
        layer(name + "attn.qkv", 3 * outputs, inputs);
        branch(name + "attn.proj", outputs, outputs);
        norm(name + "norm2", outputs);
        layer(name + "mlp.lin1", 4 * outputs, outputs);
        branch(name + "mlp.lin2", outputs, 4 * outputs);
        if (inputs != outputs) {
            layer(name + "proj", outputs, inputs);
        }
    }

    /** What SAM 2's decoder has beside SAM's. Finer maps add little, so that masks stay smooth. */
    private void ofSecondGeneration() {
        normal("mask_decoder.obj_score_token.weight", 0, 1, 1, CHANNELS);
        for (int level = 0; level < 2; level++) {
            int outputs = CHANNELS / (level == 0 ? 8 : 4);
            String name = "mask_decoder.conv_s" + level;
            opposedRows(name + ".matrix", outputs, CHANNELS, FINER_SCALE);
            Constant matrix = weights.remove(name + ".matrix");
            weights.put(
                    name + ".weight", new Constant(ElementType.FLOAT, List.of(outputs, CHANNELS, 1, 1), matrix.data()));
            normal(name + ".bias", 0, 0, outputs);
        }
    }

    private void encoder(Size size) {
        String name = "image_encoder.";
        waves(name + "pos_embed", size.width);
        layer(name + "patch_embed.proj", size.width, 3, PATCH, PATCH);
        for (int block = 0; block < size.depth; block++) {
            boolean global = (block + 1) % (size.depth / 4) == 0;
            block(name + "blocks." + block + ".", size, global ? GRID : WINDOW);
        }
        normal(name + "neck.0.weight", 0, deviation(size.width), CHANNELS, size.width, 1, 1);
        norm(name + "neck.1", CHANNELS);
        normal(name + "neck.2.weight", 0, deviation(9 * CHANNELS), CHANNELS, CHANNELS, 3, 3);
        norm(name + "neck.3", CHANNELS);
    }

    private void block(String name, Size size, int window) {
        int width = size.width;
        norm(name + "norm1", width);
        normal(name + "attn.rel_pos_h", 0, NORM_DEVIATION, 2 * window - 1, width / size.heads);
        normal(name + "attn.rel_pos_w", 0, NORM_DEVIATION, 2 * window - 1, width / size.heads);
        layer(name + "attn.qkv", 3 * width, width);
        branch(name + "attn.proj", width, width);
        norm(name + "norm2", width);
        layer(name + "mlp.lin1", 4 * width, width);
        branch(name + "mlp.lin2", width, 4 * width);
    }

    private void promptEncoder() {
        String name = "prompt_encoder.";
        normal(name + "pe_layer.positional_encoding_gaussian_matrix", 0, 1, 2, CHANNELS / 2);
        for (int kind = 0; kind < 4; kind++) {
            normal(name + "point_embeddings." + kind + ".weight", 0, 1, 1, CHANNELS);
        }
        normal(name + "not_a_point_embed.weight", 0, 1, 1, CHANNELS);
        normal(name + "no_mask_embed.weight", 0, NORM_DEVIATION, 1, CHANNELS);
        layer(name + "mask_downscaling.0", 4, 1, 2, 2);
        norm(name + "mask_downscaling.1", 4);
        layer(name + "mask_downscaling.3", 16, 4, 2, 2);
        norm(name + "mask_downscaling.4", 16);
        layer(name + "mask_downscaling.6", CHANNELS, 16, 1, 1);
    }

    private void maskDecoder(float predictedIou, float deviation) {
        String name = "mask_decoder.";
        for (int layer = 0; layer < 2; layer++) {
            transformerLayer(name + "transformer.layers." + layer + ".");
        }
        attention(name + "transformer.final_attn_token_to_image", INNER_CHANNELS);
        norm(name + "transformer.norm_final_attn", CHANNELS);
        normal(name + "iou_token.weight", 0, 1, 1, CHANNELS);
        normal(name + "mask_tokens.weight", 0, 1, MASKS, CHANNELS);
        opposed(name + "output_upscaling.0", 1, CHANNELS, CHANNELS / 4);
        normal(name + "output_upscaling.1.weight", 1, 0, CHANNELS / 4);
        normal(name + "output_upscaling.1.bias", 0, 0, CHANNELS / 4);
        opposed(name + "output_upscaling.3", 2, CHANNELS / 4, CHANNELS / 8);
        for (int mask = 0; mask < MASKS; mask++) {
            String head = name + "output_hypernetworks_mlps." + mask + ".layers.";
            layer(head + "0", CHANNELS, CHANNELS);
            layer(head + "1", CHANNELS, CHANNELS);
            opposedRows(head + "2.weight", CHANNELS / 8, CHANNELS, LOGIT_SCALE);
            normal(head + "2.bias", 0, 0, CHANNELS / 8);
        }
        String head = name + "iou_prediction_head.layers.";
        layer(head + "0", CHANNELS, CHANNELS);
        layer(head + "1", CHANNELS, CHANNELS);
        normal(head + "2.weight", 0, deviation, MASKS, CHANNELS);
        normal(head + "2.bias", predictedIou, 0, MASKS);
    }

    private void transformerLayer(String name) {
        attention(name + "self_attn", CHANNELS);
        norm(name + "norm1", CHANNELS);
        attention(name + "cross_attn_token_to_image", INNER_CHANNELS);
        norm(name + "norm2", CHANNELS);
        layer(name + "mlp.lin1", PERCEPTRON, CHANNELS);
        layer(name + "mlp.lin2", CHANNELS, PERCEPTRON);
        norm(name + "norm3", CHANNELS);
        normal(name + "norm4.weight", 1, NORM_DEVIATION, CHANNELS);
        normal(name + "norm4.bias", 0, 0, CHANNELS);
        attention(name + "cross_attn_image_to_token", INNER_CHANNELS);
        branch(name + "cross_attn_image_to_token.out_proj", CHANNELS, INNER_CHANNELS);
    }

    private void attention(String name, int inside) {
        layer(name + ".q_proj", inside, CHANNELS);
        layer(name + ".k_proj", inside, CHANNELS);
        layer(name + ".v_proj", inside, CHANNELS);
        layer(name + ".out_proj", CHANNELS, inside);
    }

    /** A fully connected layer or a convolution, whose outputs deviate as its inputs do. */
    private void layer(String name, int... shape) {
        int inputs = Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact);
        normal(name + ".weight", 0, deviation(inputs), shape);
        normal(name + ".bias", 0, NORM_DEVIATION, shape[0]);
    }

    /** The last layer of a branch, which adds little, so that positions stay what tells tokens apart. */
    private void branch(String name, int outputs, int inputs) {
        normal(name + ".weight", 0, BRANCH_SCALE * deviation(inputs), outputs, inputs);
        normal(name + ".bias", 0, 0, outputs);
    }

    private static float deviation(int inputs) {
        return (float) Math.sqrt(1.0 / inputs);
    }

    private void norm(String name, int channels) {
        normal(name + ".weight", 1, NORM_DEVIATION, channels);
        normal(name + ".bias", 0, NORM_DEVIATION, channels);
    }

    /**
     * A transposed convolution that makes four equal pixels of one. Every second output is the opposite of the one before, and
     * every second input is taken with the opposite sign if they come in pairs; as GELU(x) - GELU(-x) is x, what a mask is
     * drawn with has no mean of its own then.
     */
    private void opposed(String name, int pairedInputs, int inputs, int outputs) {
        float[] values = gaussians(inputs / pairedInputs * (outputs / 2), deviation(inputs));
        weights.put(
                name + ".weight",
                Constant.create(
                        kernel -> {
                            for (int i = 0; i < inputs * outputs; i++) {
                                int input = i / outputs;
                                int output = i % outputs;
                                float value = values[input / pairedInputs * (outputs / 2) + output / 2]
                                        * sign(input % pairedInputs)
                                        * sign(output % 2);
                                kernel.put(value).put(value).put(value).put(value);
                            }
                        },
                        inputs,
                        outputs,
                        2,
                        2));
        normal(name + ".bias", 0, 0, outputs);
    }

    /** A matrix every second row of which is the opposite of the one before. */
    private void opposedRows(String name, int rows, int columns, float scale) {
        float[] values = gaussians(rows / 2 * columns, scale * deviation(columns));
        weights.put(
                name,
                Constant.create(
                        matrix -> {
                            for (int i = 0; i < rows * columns; i++) {
                                matrix.put(values[i / columns / 2 * columns + i % columns] * sign(i / columns % 2));
                            }
                        },
                        rows,
                        columns));
    }

    private static int sign(int odd) {
        return 1 - 2 * odd;
    }

    /** Every channel a wave across the image, of at most one and a half periods. */
    private void waves(String name, int width) {
        float[] frequencies = gaussians(2 * width, (float) (Math.PI / GRID));
        float[] phases = gaussians(width, (float) Math.PI);
        weights.put(
                name,
                Constant.create(
                        values -> {
                            for (int token = 0; token < GRID * GRID; token++) {
                                for (int channel = 0; channel < width; channel++) {
                                    double rows = frequencies[channel] * (token / GRID);
                                    double columns = frequencies[width + channel] * (token % GRID);
                                    values.put((float) (WAVE_HEIGHT * Math.sin(rows + columns + phases[channel])));
                                }
                            }
                        },
                        1,
                        GRID,
                        GRID,
                        width));
    }

    private float[] gaussians(int count, float deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = gaussian(0, deviation);
        }
        return values;
    }

    private void normal(String name, float mean, float deviation, int... shape) {
        int count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        boolean large = mean == 0 && count > SHARED / 16;
        weights.put(
                name,
                large
                        ? slice(deviation, count, shape)
                        : Constant.create(values -> fill(values, mean, deviation), shape));
    }

    private Constant slice(float deviation, int count, int... shape) {
        ByteBuffer values = shared.computeIfAbsent(deviation, this::drawn);
        int start = random.nextInt(SHARED - count);
        List<Integer> axes = Arrays.stream(shape).boxed().toList();
        return new Constant(ElementType.FLOAT, axes, values.slice(start * Float.BYTES, count * Float.BYTES));
    }

    private ByteBuffer drawn(float deviation) {
        ByteBuffer values = ByteBuffer.allocateDirect(SHARED * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fill(values.asFloatBuffer(), 0, deviation);
        return values;
    }

    private void fill(FloatBuffer values, float mean, float deviation) {
        while (values.hasRemaining()) {
            values.put(gaussian(mean, deviation));
        }
    }

    private float gaussian(float mean, float deviation) {
        return mean + deviation * (float) random.nextGaussian();
    }
}
