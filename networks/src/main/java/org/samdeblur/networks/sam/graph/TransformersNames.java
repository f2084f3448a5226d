package org.samdeblur.networks.sam.graph;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.samdeblur.networks.architecture.Refusal;
import org.samdeblur.networks.checkpoint.Checkpoint;

/** Maps the names of a SAM's weights in Hugging Face's transformers ({@code facebook/sam-vit-base}) to the published names. */
final class TransformersNames {
    private static final String KNOWN_BY = "vision_encoder.pos_embed";

    /** A perceptron whose first and last layers have their own names. */
    private static final Pattern PERCEPTRON = Pattern.compile(
            "(mask_decoder\\.(?:iou_prediction_head|output_hypernetworks_mlps\\.\\d+)\\.)(proj_in|proj_out|layers\\.(\\d+))(\\..*)");

    /** The prefixes of names. Their order matters, because one may be the beginning of another. */
    private static final Map<String, String> BEGINNINGS = beginnings();

    private final Checkpoint checkpoint;

    private TransformersNames(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    private static Map<String, String> beginnings() {
        Map<String, String> published = new LinkedHashMap<>();
        String positions = "prompt_encoder.pe_layer.positional_encoding_gaussian_matrix";
        published.put("shared_image_embedding.positional_embedding", positions);
        published.put("prompt_encoder.shared_embedding.positional_embedding", positions);
        published.put("vision_encoder.patch_embed.projection.", "image_encoder.patch_embed.proj.");
        published.put("vision_encoder.layers.", "image_encoder.blocks.");
        published.put("vision_encoder.neck.conv1.", "image_encoder.neck.0.");
        published.put("vision_encoder.neck.layer_norm1.", "image_encoder.neck.1.");
        published.put("vision_encoder.neck.conv2.", "image_encoder.neck.2.");
        published.put("vision_encoder.neck.layer_norm2.", "image_encoder.neck.3.");
        published.put("vision_encoder.", "image_encoder.");
        published.put("prompt_encoder.point_embed.", "prompt_encoder.point_embeddings.");
        published.put("prompt_encoder.mask_embed.conv1.", "prompt_encoder.mask_downscaling.0.");
        published.put("prompt_encoder.mask_embed.layer_norm1.", "prompt_encoder.mask_downscaling.1.");
        published.put("prompt_encoder.mask_embed.conv2.", "prompt_encoder.mask_downscaling.3.");
        published.put("prompt_encoder.mask_embed.layer_norm2.", "prompt_encoder.mask_downscaling.4.");
        published.put("prompt_encoder.mask_embed.conv3.", "prompt_encoder.mask_downscaling.6.");
        published.put("mask_decoder.upscale_conv1.", "mask_decoder.output_upscaling.0.");
        published.put("mask_decoder.upscale_layer_norm.", "mask_decoder.output_upscaling.1.");
        published.put("mask_decoder.upscale_conv2.", "mask_decoder.output_upscaling.3.");
        return published;
    }

    /** Returns whether a checkpoint has these names. */
    static boolean areIn(Checkpoint checkpoint) {
        return checkpoint.names().contains(KNOWN_BY);
    }

    /** Returns the checkpoint under the published names; a checkpoint with other names is returned unchanged. */
    static Checkpoint asPublished(Checkpoint checkpoint) {
        if (!areIn(checkpoint)) {
            return checkpoint;
        }
        return checkpoint.renamed(new TransformersNames(checkpoint).byPublishedName());
    }

    private Map<String, String> byPublishedName() {
        Map<String, String> names = new LinkedHashMap<>();
        for (String name : checkpoint.names()) {
            String other = names.putIfAbsent(published(name), name);
            if (other != null && !checkpoint.weight(name).equals(checkpoint.weight(other))) {
                throw Refusal.of(checkpoint.file(), "'" + name + "' and '" + other + "' should be equal, but differ");
            }
        }
        return names;
    }

    private String published(String name) {
        Matcher perceptron = PERCEPTRON.matcher(name);
        if (perceptron.matches()) {
            return perceptron.group(1) + "layers." + layer(perceptron) + perceptron.group(4);
        }
        return BEGINNINGS.entrySet().stream()
                .filter(beginning -> name.startsWith(beginning.getKey()))
                .findFirst()
                .map(beginning ->
                        beginning.getValue() + name.substring(beginning.getKey().length()))
                .orElse(name)
                .replace(".layer_norm", ".norm");
    }

    private int layer(Matcher perceptron) {
        return switch (perceptron.group(2)) {
            case "proj_in" -> 0;
            case "proj_out" -> 1 + hiddenLayers(perceptron.group(1));
            default -> 1 + Integer.parseInt(perceptron.group(3));
        };
    }

    private int hiddenLayers(String perceptron) {
        int count = 0;
        while (checkpoint.names().contains(perceptron + "layers." + count + ".weight")) {
            count++;
        }
        return count;
    }
}
