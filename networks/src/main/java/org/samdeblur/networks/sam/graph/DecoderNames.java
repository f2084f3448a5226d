package org.samdeblur.networks.sam.graph;

import java.util.List;

/**
 * The names of the decoders' inputs and outputs, of values passed between stages, and of axes of any size.
 *
 * @since 0.1.0
 */
public final class DecoderNames {
    /** {@code [1, C, E, E]}: the embedding, the encoder's output. */
    public static final String EMBEDDING = "image_embeddings";

    /** The name of the embedding in exports of SAM 2. */
    static final String SAM2_EMBEDDING = "image_embed";

    /**
     * {@code [1, c, 4E, 4E]} and {@code [1, C/4, 2E, 2E]}: the encoder's finer maps, inputs of SAM 2's decoders only;
     * they have the channels of the decoder's upscaling.
     */
    public static final List<String> FINER = List.of("high_res_feats_0", "high_res_feats_1");

    /** {@code [B, N, 2]}: columns and rows in pixels of the encoder's input. */
    public static final String POINTS = "point_coords";

    /** {@code [B, N]}: 1 inside, 0 outside, 2 and 3 a box's corners, −1 no point. */
    public static final String LABELS = "point_labels";

    /** {@code [1, 1, 4E, 4E]}: logits of an earlier mask. */
    public static final String MASK = "mask_input";

    /** {@code [1]}: 1 if there is an earlier mask, else 0. */
    public static final String HAS_MASK = "has_mask_input";

    /** {@code [2]}: height and width of the image, in decoders that upsample masks to it. */
    public static final String IMAGE_SIZE = "orig_im_size";

    /** {@code [B, K, 4E, 4E]}: logits. */
    public static final String MASKS = "low_res_masks";

    /** {@code [B, K]}: predicted intersections over union. */
    public static final String IOU = "iou_predictions";

    /** {@code [B, E·E, C]}: the image's tokens, the same for every prompt. The first stage returns one set, {@code B = 1}. */
    public static final String IMAGE_TOKENS = "image_tokens";

    /** {@code [1, D, E·E]}: the first layer's projection of the image's tokens, as keys. */
    public static final String FIRST_KEYS = "first_keys";

    /** {@code [1, E·E, D]}: the first layer's projection of the image's tokens, as values. */
    public static final String FIRST_VALUES = "first_values";

    /** {@code [1, E·E, D]}: the first layer's projection of the image's tokens, as queries. */
    public static final String FIRST_QUERIES = "first_queries";

    /**
     * {@code [1, R, E, 16·c]} and {@code [1, R, E, 4·c']}: the finer maps by position in the embedding, in the order in
     * which the last stage computes masks.
     */
    public static final List<String> FINER_BY_PLACE = List.of("finer_by_place_0", "finer_by_place_1");

    /** {@code [B, E·E, C]}: the image's tokens after a prompt. */
    public static final String FINAL_TOKENS = "final_tokens";

    /** {@code [B, K, c]}: the weights of the sums of features that masks are. */
    public static final String MASK_WEIGHTS = "mask_weights";

    /** The axis B. */
    public static final String PROMPTS = "prompts";

    /** The axis N. */
    public static final String POINTS_EACH = "points";

    /** The axis R: rows of the embedding for which masks are computed. */
    public static final String DRAWN_ROWS = "rows";

    /** The axis K, if an export does not state the number of masks. */
    public static final String ALL_MASKS = "all_masks";

    private DecoderNames() {}
}
