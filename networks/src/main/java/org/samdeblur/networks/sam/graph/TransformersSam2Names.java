package org.samdeblur.networks.sam.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.samdeblur.networks.architecture.Refusal;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Constant;

/**
 * Maps the names of a SAM 2's weights in Hugging Face's transformers ({@code facebook/sam2.1-hiera-tiny}) to the
 * published names. Transformers store the embeddings of labels as one weight.
 */
final class TransformersSam2Names {
    private static final String KNOWN_BY = "vision_encoder.backbone.pos_embed_window";
    private static final String POSITIONS = "sam_prompt_encoder.pe_layer.positional_encoding_gaussian_matrix";
    private static final String POINTS = "prompt_encoder.point_embed.weight";

    /** Separates the name of a weight from the number of a row. */
    private static final char ROW = '#';

    /** Perceptrons of two layers. */
    private static final Pattern TWO_LAYERS = Pattern.compile("(.*\\.mlp\\.)proj_(in|out)(\\..*)");

    /** Perceptrons of three layers, whose middle one has another number. */
    private static final Pattern THREE_LAYERS = Pattern.compile(
            "(mask_decoder\\.(?:iou_prediction_head|pred_obj_score_head|output_hypernetworks_mlps\\.\\d+)\\.)"
                    + "(proj_in|layers\\.0|proj_out)(\\..*)");

    private static final Pattern NECK = Pattern.compile("vision_encoder\\.neck\\.convs\\.(\\d+)\\.(.*)");

    /** The prefixes of names. Their order matters, because one may be the beginning of another. */
    private static final Map<String, String> BEGINNINGS = beginnings();

    private final Checkpoint checkpoint;

    TransformersSam2Names(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    private static Map<String, String> beginnings() {
        Map<String, String> published = new LinkedHashMap<>();
        published.put("shared_image_embedding.positional_embedding", POSITIONS);
        published.put("prompt_encoder.shared_embedding.positional_embedding", POSITIONS);
        published.put("vision_encoder.backbone.patch_embed.projection.", "image_encoder.trunk.patch_embed.proj.");
        published.put("vision_encoder.backbone.", "image_encoder.trunk.");
        published.put("prompt_encoder.mask_embed.conv1.", "sam_prompt_encoder.mask_downscaling.0.");
        published.put("prompt_encoder.mask_embed.layer_norm1.", "sam_prompt_encoder.mask_downscaling.1.");
        published.put("prompt_encoder.mask_embed.conv2.", "sam_prompt_encoder.mask_downscaling.3.");
        published.put("prompt_encoder.mask_embed.layer_norm2.", "sam_prompt_encoder.mask_downscaling.4.");
        published.put("prompt_encoder.mask_embed.conv3.", "sam_prompt_encoder.mask_downscaling.6.");
        published.put("prompt_encoder.", "sam_prompt_encoder.");
        published.put("mask_decoder.upscale_conv1.", "sam_mask_decoder.output_upscaling.0.");
        published.put("mask_decoder.upscale_layer_norm.", "sam_mask_decoder.output_upscaling.1.");
        published.put("mask_decoder.upscale_conv2.", "sam_mask_decoder.output_upscaling.3.");
        published.put("mask_decoder.", "sam_mask_decoder.");
        published.put("no_memory_embedding", "no_mem_embed");
        published.put("no_memory_positional_encoding", "no_mem_pos_enc");
        published.put("memory_temporal_positional_encoding", "maskmem_tpos_enc");
        published.put("no_object_pointer", "no_obj_ptr");
        published.put("occlusion_spatial_embedding_parameter", "no_obj_embed_spatial");
        published.put("object_pointer_proj.", "obj_ptr_proj.");
        published.put("temporal_positional_encoding_projection_layer.", "obj_ptr_tpos_proj.");
        return published;
    }

    /** Returns whether a checkpoint has these names. */
    static boolean areIn(Checkpoint checkpoint) {
        return checkpoint.names().contains(KNOWN_BY);
    }

    /** Returns the name in transformers for every published name; {@code name#row} denotes a row of a weight. */
    Map<String, String> byPublishedName() {
        Map<String, String> names = new LinkedHashMap<>();
        for (String name : checkpoint.names()) {
            if (name.equals(POINTS)) {
                for (int kind = 0; kind < DecoderLayout.POINT_KINDS; kind++) {
                    names.put("sam_prompt_encoder.point_embeddings." + kind + ".weight", POINTS + ROW + kind);
                }
                continue;
            }
            String other = names.putIfAbsent(published(name), name);
            if (other != null && !checkpoint.weight(name).equals(checkpoint.weight(other))) {
                throw Refusal.of(checkpoint.file(), "'" + name + "' and '" + other + "' should be equal, but differ");
            }
        }
        return names;
    }

    /** Returns the weight, or the row of one, that such a name denotes. */
    static Constant weight(Checkpoint checkpoint, String name) {
        int row = name.lastIndexOf(ROW);
        if (row < 0) {
            return checkpoint.weight(name);
        }
        Constant all = checkpoint.weight(name.substring(0, row));
        List<Integer> shape = all.shape();
        if (shape.size() != 2 || shape.get(0) != DecoderLayout.POINT_KINDS) {
            throw Refusal.of(
                    checkpoint.file(),
                    "'" + POINTS + "' has the shape " + shape + " instead of one row for each of "
                            + DecoderLayout.POINT_KINDS + " labels");
        }
        int number = Integer.parseInt(name.substring(row + 1));
        return Constant.of(all.toTensor().slice(number, number + 1));
    }

    private static String published(String name) {
        Matcher neck = NECK.matcher(name);
        if (neck.matches()) {
            return HieraLayout.NECK + ".convs." + neck.group(1) + ".conv." + neck.group(2);
        }
        String numbered = numbered(name);
        return BEGINNINGS.entrySet().stream()
                .filter(beginning -> numbered.startsWith(beginning.getKey()))
                .findFirst()
                .map(beginning -> beginning.getValue()
                        + numbered.substring(beginning.getKey().length()))
                .orElse(numbered)
                .replace(".layer_norm", ".norm")
                .replace(".o_proj.", ".out_proj.");
    }

    private static String numbered(String name) {
        Matcher two = TWO_LAYERS.matcher(name);
        if (two.matches()) {
            return two.group(1) + "layers." + (two.group(2).equals("in") ? 0 : 1) + two.group(3);
        }
        Matcher three = THREE_LAYERS.matcher(name);
        if (three.matches()) {
            int layer = switch (three.group(2)) {
                case "proj_in" -> 0;
                case "proj_out" -> 2;
                default -> 1;
            };
            return three.group(1) + "layers." + layer + three.group(3);
        }
        return name;
    }
}
