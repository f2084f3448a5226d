package org.samdeblur.networks.sam.graph;

import java.util.Optional;
import org.samdeblur.networks.graph.Graph;

/**
 * A mask decoder in three graphs, so that what does not depend on a prompt is computed once per image, and masks are drawn
 * only for prompts that are worth it. Together they compute what the plain decoder does, up to rounding. What one graph makes
 * the next takes under the same name.
 *
 * @param finer of a SAM 2, from the finer maps {@code high_res_feats_0} and {@code high_res_feats_1}: the same by places of the embedding,
 *     {@code finer_by_place_0 [1, E, E, 16·c]} and {@code finer_by_place_1 [1, E, E, 4·c']}
 * @param image from {@code image_embeddings [1, C, E, E]}, {@code mask_input [1, 1, 4E, 4E]} and {@code has_mask_input [1]}:
 *     the image's tokens and their projections
 * @param prompt from these, {@code point_coords [B, N, 2]} and {@code point_labels [B, N]}: {@code iou_predictions [B, K]},
 *     {@code mask_weights [B, K, c]} and {@code final_tokens [B, E·E, C]}
 * @param masks from the first R rows of {@code finer}, if there is such a stage, from {@code mask_weights} and the first R rows of {@code final_tokens}, as {@code [B, R, E, C]}: as many rows of
 *     {@code low_res_masks}, as {@code [B, K, R, 4, 4E]}
 * @since 0.1.0
 */
public record DecoderStages(Optional<Graph> finer, Graph image, Graph prompt, Graph masks) {}
