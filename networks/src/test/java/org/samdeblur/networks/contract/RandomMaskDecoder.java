package org.samdeblur.networks.contract;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Constant;

/**
 * The prompt encoder and mask decoder of the published sizes with random weights, scaled so that attention and masks are
 * neither flat nor extreme.
 */
public final class RandomMaskDecoder implements Checkpoint {
    private final Map<String, Constant> weights = new LinkedHashMap<>();
    private final Random random;

    private RandomMaskDecoder(long seed) {
        random = new Random(seed);
        String prompts = "prompt_encoder.";
        normal(prompts + "pe_layer.positional_encoding_gaussian_matrix", 1, 0, 2, 128);
        for (int kind = 0; kind < 4; kind++) {
            normal(prompts + "point_embeddings." + kind + ".weight", 1, 0, 1, 256);
        }
        normal(prompts + "not_a_point_embed.weight", 1, 0, 1, 256);
        normal(prompts + "no_mask_embed.weight", 0.3f, 0, 1, 256);
        layer(prompts + "mask_downscaling.0", 4, 4, 1, 2, 2);
        norm(prompts + "mask_downscaling.1", 4);
        layer(prompts + "mask_downscaling.3", 16, 16, 4, 2, 2);
        norm(prompts + "mask_downscaling.4", 16);
        layer(prompts + "mask_downscaling.6", 256, 256, 16, 1, 1);
        String decoder = "mask_decoder.";
        for (int layer = 0; layer < 2; layer++) {
            String name = decoder + "transformer.layers." + layer + ".";
            attention(name + "self_attn", 256);
            attention(name + "cross_attn_token_to_image", 128);
            attention(name + "cross_attn_image_to_token", 128);
            layer(name + "mlp.lin1", 2048, 2048, 256);
            layer(name + "mlp.lin2", 256, 256, 2048);
            for (int norm = 1; norm <= 4; norm++) {
                norm(name + "norm" + norm, 256);
            }
        }
        attention(decoder + "transformer.final_attn_token_to_image", 128);
        norm(decoder + "transformer.norm_final_attn", 256);
        normal(decoder + "iou_token.weight", 1, 0, 1, 256);
        normal(decoder + "mask_tokens.weight", 1, 0, 4, 256);
        layer(decoder + "output_upscaling.0", 64, 256, 64, 2, 2);
        norm(decoder + "output_upscaling.1", 64);
        layer(decoder + "output_upscaling.3", 32, 64, 32, 2, 2);
        for (int mask = 0; mask < 4; mask++) {
            perceptron(decoder + "output_hypernetworks_mlps." + mask + ".layers.", 32);
        }
        perceptron(decoder + "iou_prediction_head.layers.", 4);
    }

    /**
     * Draws the weights.
     *
     * @return the same every time
     */
    public static RandomMaskDecoder create() {
        return new RandomMaskDecoder(3);
    }

    private void attention(String name, int inside) {
        layer(name + ".q_proj", inside, inside, 256);
        layer(name + ".k_proj", inside, inside, 256);
        layer(name + ".v_proj", inside, inside, 256);
        layer(name + ".out_proj", 256, 256, inside);
    }

    private void perceptron(String prefix, int outputs) {
        layer(prefix + "0", 256, 256, 256);
        layer(prefix + "1", 256, 256, 256);
        layer(prefix + "2", outputs, outputs, 256);
    }

    private void norm(String name, int channels) {
        normal(name + ".weight", 0.1f, 1, channels);
        normal(name + ".bias", 0.1f, 0, channels);
    }

    /** The deviation keeps the variance of what goes through. */
    private void layer(String name, int outputs, int... shape) {
        int inputs = shape.length == 4 && shape[0] != outputs ? shape[0] : shape[1];
        normal(name + ".weight", (float) (1.5 / Math.sqrt(inputs)), 0, shape);
        normal(name + ".bias", 0.2f, 0, outputs);
    }

    private void normal(String name, float deviation, float mean, int... shape) {
        weights.put(
                name,
                Constant.create(
                        values -> {
                            while (values.hasRemaining()) {
                                values.put(mean + deviation * (float) random.nextGaussian());
                            }
                        },
                        shape));
    }

    @Override
    public Path file() {
        return Path.of("random");
    }

    @Override
    public Set<String> names() {
        return weights.keySet();
    }

    @Override
    public List<Integer> shape(String name) {
        return weights.get(name).shape();
    }

    @Override
    public Constant weight(String name) {
        return weights.get(name);
    }
}
