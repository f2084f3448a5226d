package org.samdeblur.networks.sam.graph;

import java.util.LinkedHashMap;
import java.util.Map;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Constant;

/** A SAM 2 as Hugging Face's transformers write it: other names, and the labels' embeddings in one weight. */
final class TransformersSam2Form {
    private static final String POINTS = "sam_prompt_encoder.point_embeddings.";

    /** Of the golden network. */
    static final String CONFIG = """
            {"model_type": "sam2_video", "vision_config": {"backbone_config": {"hidden_size": 16, "num_attention_heads": 1,
             "image_size": [256, 256], "blocks_per_stage": [1, 2, 3, 1], "global_attention_blocks": [4, 5],
             "window_size_per_stage": [8, 4, 14, 7]}}}
            """;

    private TransformersSam2Form() {}

    static Map<String, Constant> of(Map<String, Constant> published) {
        Map<String, Constant> weights = new LinkedHashMap<>();
        published.forEach((name, weight) -> {
            if (!name.startsWith(POINTS)) {
                weights.put(nameOf(name), weight);
            }
        });
        Tensor points = point(published, 0);
        for (int kind = 1; kind < 4; kind++) {
            points = Tensor.concat(points, point(published, kind));
        }
        weights.put("prompt_encoder.point_embed.weight", Constant.of(points));
        weights.put(
                "shared_image_embedding.positional_embedding",
                weights.get("prompt_encoder.shared_embedding.positional_embedding"));
        return weights;
    }

    private static Tensor point(Map<String, Constant> published, int kind) {
        return published.get(POINTS + kind + ".weight").toTensor();
    }

    private static String nameOf(String name) {
        return name.replaceAll("^image_encoder\\.neck\\.convs\\.(\\d)\\.conv\\.", "vision_encoder.neck.convs.$1.")
                .replace("image_encoder.trunk.", "vision_encoder.backbone.")
                .replace("patch_embed.proj.", "patch_embed.projection.")
                .replace(".norm", ".layer_norm")
                .replaceAll("\\.mlp\\.layers\\.0\\.", ".mlp.proj_in.")
                .replaceAll("\\.mlp\\.layers\\.1\\.", ".mlp.proj_out.")
                .replaceAll(
                        "(iou_prediction_head|pred_obj_score_head|mlps\\.\\d|obj_ptr_proj)\\.layers\\.0\\.",
                        "$1.proj_in.")
                .replaceAll(
                        "(iou_prediction_head|pred_obj_score_head|mlps\\.\\d|obj_ptr_proj)\\.layers\\.1\\.",
                        "$1.layers.0.")
                .replaceAll(
                        "(iou_prediction_head|pred_obj_score_head|mlps\\.\\d|obj_ptr_proj)\\.layers\\.2\\.",
                        "$1.proj_out.")
                .replace("sam_mask_decoder.output_upscaling.0.", "mask_decoder.upscale_conv1.")
                .replace("sam_mask_decoder.output_upscaling.1.", "mask_decoder.upscale_layer_norm.")
                .replace("sam_mask_decoder.output_upscaling.3.", "mask_decoder.upscale_conv2.")
                .replace("sam_mask_decoder.", "mask_decoder.")
                .replace("sam_prompt_encoder.mask_downscaling.0.", "prompt_encoder.mask_embed.conv1.")
                .replace("sam_prompt_encoder.mask_downscaling.1.", "prompt_encoder.mask_embed.layer_norm1.")
                .replace("sam_prompt_encoder.mask_downscaling.3.", "prompt_encoder.mask_embed.conv2.")
                .replace("sam_prompt_encoder.mask_downscaling.4.", "prompt_encoder.mask_embed.layer_norm2.")
                .replace("sam_prompt_encoder.mask_downscaling.6.", "prompt_encoder.mask_embed.conv3.")
                .replace(
                        "sam_prompt_encoder.pe_layer.positional_encoding_gaussian_matrix",
                        "prompt_encoder.shared_embedding.positional_embedding")
                .replace("sam_prompt_encoder.", "prompt_encoder.")
                .replace("no_mem_embed", "no_memory_embedding")
                .replace("no_mem_pos_enc", "no_memory_positional_encoding")
                .replace("maskmem_tpos_enc", "memory_temporal_positional_encoding")
                .replace("no_obj_embed_spatial", "occlusion_spatial_embedding_parameter")
                .replace("obj_ptr_tpos_proj.", "temporal_positional_encoding_projection_layer.")
                .replace("no_obj_ptr", "no_object_pointer")
                .replace("obj_ptr_proj.", "object_pointer_proj.")
                .replace(".out_proj.", ".o_proj.");
    }
}
