package org.samdeblur.networks.sam.graph;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The small SAM as Hugging Face's transformers would store it, written down the other way round than the code under test. */
final class TransformersForm {
    static final String POSITIONS = "prompt_encoder.shared_embedding.positional_embedding";

    /** The keys that say more than the weights, and some that do not. */
    static final String CONFIG = """
            {
              "architectures": ["SamModel"],
              "model_type": "sam",
              "mask_decoder_config": {"hidden_act": "relu", "num_attention_heads": 4, "mlp_dim": 128},
              "prompt_encoder_config": {"image_size": 256, "mask_input_channels": 16},
              "vision_config": {
                "global_attn_indexes": [2, 5],
                "image_size": 256,
                "layer_norm_eps": 1e-06,
                "num_attention_heads": 4,
                "window_size": 8
              }
            }
            """;

    private static final Pattern PERCEPTRON =
            Pattern.compile("(.*(?:hypernetworks_mlps.\\d|iou_prediction_head))\\.layers\\.(\\d)(.*)");
    private static final String[] LAYERS = {"proj_in", "layers.0", "proj_out"};
    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("prompt_encoder.pe_layer.positional_encoding_gaussian_matrix", POSITIONS);
        PARTS.put("image_encoder.blocks", "vision_encoder.layers");
        PARTS.put("image_encoder", "vision_encoder");
        PARTS.put("patch_embed.proj.", "patch_embed.projection.");
        PARTS.put("neck.0", "neck.conv1");
        PARTS.put("neck.1", "neck.layer_norm1");
        PARTS.put("neck.2", "neck.conv2");
        PARTS.put("neck.3", "neck.layer_norm2");
        PARTS.put("point_embeddings", "point_embed");
        PARTS.put("mask_downscaling.0", "mask_embed.conv1");
        PARTS.put("mask_downscaling.1", "mask_embed.layer_norm1");
        PARTS.put("mask_downscaling.3", "mask_embed.conv2");
        PARTS.put("mask_downscaling.4", "mask_embed.layer_norm2");
        PARTS.put("mask_downscaling.6", "mask_embed.conv3");
        PARTS.put("output_upscaling.0", "upscale_conv1");
        PARTS.put("output_upscaling.1", "upscale_layer_norm");
        PARTS.put("output_upscaling.3", "upscale_conv2");
        PARTS.put(".norm", ".layer_norm");
    }

    private TransformersForm() {}

    static String nameOf(String published) {
        Matcher perceptron = PERCEPTRON.matcher(published);
        if (perceptron.matches()) {
            return perceptron.group(1) + "." + LAYERS[Integer.parseInt(perceptron.group(2))] + perceptron.group(3);
        }
        String name = published;
        for (Map.Entry<String, String> part : PARTS.entrySet()) {
            name = name.replace(part.getKey(), part.getValue());
        }
        return name;
    }
}
