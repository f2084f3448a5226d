package org.samdeblur.networks.sam.graph;

import java.util.Optional;
import org.samdeblur.networks.graph.Graph;

/**
 * A mask decoder as three graphs, so that values that do not depend on a prompt are computed once per image, and masks
 * only for prompts with good answers. Together they compute the same as the plain decoder, up to rounding. The outputs
 * of one graph are inputs of the next, with the same names.
 *
 * @param finer For SAM 2 only. From the finer maps {@code high_res_feats_0} and {@code high_res_feats_1}: the same maps
 *     by position in the embedding, {@code finer_by_place_0 [1, E, E, 16·c]} and {@code finer_by_place_1 [1, E, E,
 *     4·c']}
 * @param image From {@code image_embeddings [1, C, E, E]}, {@code mask_input [1, 1, 4E, 4E]} and {@code has_mask_input
 *     [1]}: the image's tokens and their projections
 * @param prompt From these, {@code point_coords [B, N, 2]} and {@code point_labels [B, N]}: {@code iou_predictions [B,
 *     K]}, {@code mask_weights [B, K, c]} and {@code final_tokens [B, E·E, C]}
 * @param masks From {@code mask_weights}, the first R rows of {@code final_tokens} as {@code [B, R, E, C]}, and for SAM
 *     2 the first R rows of the output of {@code finer}: the first R rows of {@code low_res_masks}, as {@code [B, K, R,
 *     4, 4E]}
 * @since 0.1.0
 */
public record DecoderStages(Optional<Graph> finer, Graph image, Graph prompt, Graph masks) {}
