package org.samdeblur.networks.sam.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Constant;

/**
 * The weights of a SAM 2 that still images need, in two parts. What a video's memory is made with is left out.
 *
 * @param release {@code SAM 2} or {@code SAM 2.1}
 * @param encoder the image encoder, what stands for an absent memory, and the decoder's convolutions of finer maps, under the
 *     published names; and any weight that has no place in either part
 * @param decoder prompt encoder and mask decoder, under the names that SAM's have
 */
record Sam2Weights(String release, Checkpoint encoder, Checkpoint decoder) {
    private static final String PROMPT_ENCODER = "sam_prompt_encoder.";
    private static final String MASK_DECODER = "sam_mask_decoder.";

    /** Only the second release has it. */
    private static final String OF_SECOND_RELEASE = "no_obj_embed_spatial";

    /** What the names of weights for videos begin with. */
    private static final List<String> MEMORY = List.of(
            "memory_attention.",
            "memory_encoder.",
            "maskmem_tpos_enc",
            "mask_downsample.",
            "no_mem_pos_enc",
            "no_obj_ptr",
            OF_SECOND_RELEASE,
            "obj_ptr_proj.",
            "obj_ptr_tpos_proj.",
            MASK_DECODER + "pred_obj_score_head.");

    /** The decoder's convolution of a finer map, 0 being the finest; it is run with the encoder, once for an image. */
    static String fineConvolution(int level) {
        return MASK_DECODER + "conv_s" + level;
    }

    /** Returns whether a checkpoint has the names of a SAM 2, published or of Hugging Face's transformers. */
    static boolean areIn(Checkpoint checkpoint) {
        return HieraLayout.isLike(checkpoint) || TransformersSam2Names.areIn(checkpoint);
    }

    static Sam2Weights of(Checkpoint checkpoint) {
        Map<String, String> names = TransformersSam2Names.areIn(checkpoint)
                ? new TransformersSam2Names(checkpoint).byPublishedName()
                : published(checkpoint);
        Map<String, String> encoder = new LinkedHashMap<>();
        Map<String, Constant> decoder = new LinkedHashMap<>();
        names.forEach((name, original) -> decoderName(name)
                .ifPresentOrElse(
                        known -> decoder.put(known, TransformersSam2Names.weight(checkpoint, original)),
                        () -> encoder.put(name, original)));
        boolean second = encoder.containsKey(OF_SECOND_RELEASE);
        encoder.keySet().removeIf(name -> MEMORY.stream().anyMatch(name::startsWith));
        return new Sam2Weights(
                second ? "SAM 2.1" : "SAM 2", checkpoint.renamed(encoder), Checkpoint.of(checkpoint.file(), decoder));
    }

    private static Map<String, String> published(Checkpoint checkpoint) {
        Map<String, String> names = new LinkedHashMap<>();
        checkpoint.names().forEach(name -> names.put(name, name));
        return names;
    }

    /** The name that a weight of prompt encoder or mask decoder has in SAM. */
    private static Optional<String> decoderName(String name) {
        if (name.startsWith(PROMPT_ENCODER)) {
            return Optional.of(DecoderLayout.PROMPT_ENCODER + "." + name.substring(PROMPT_ENCODER.length()));
        }
        boolean elsewhere =
                name.startsWith(MASK_DECODER + "conv_s") || MEMORY.stream().anyMatch(name::startsWith);
        if (!name.startsWith(MASK_DECODER) || elsewhere) {
            return Optional.empty();
        }
        return Optional.of(DecoderLayout.MASK_DECODER + "."
                + name.substring(MASK_DECODER.length())
                        .replace(".mlp.layers.0.", ".mlp.lin1.")
                        .replace(".mlp.layers.1.", ".mlp.lin2."));
    }
}
